import ArgumentParser
import Foundation
import Logging
import Records
import Server
import Workflows

/// `winnow serve`: serve the workspace to browsers and programs until stopped.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the workspace to browsers and programs until stopped",
        discussion: "Example: winnow serve --workspace demo-workspace --port 8080")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var models: ModelOptions
    @Option(help: "Address to listen on") var host = "127.0.0.1"
    @Option(parsing: .unconditional, help: "Port; 0 takes a free one") var port = 8080
    @Flag(help: "Print the port alone to standard output once listening") var printPort = false
    @Option(help: ArgumentHelp("Serve the interface from this folder instead of from the binary", valueName: "folder")) var webDir: String?
    @Flag(help: "Allow an address that other machines reach; put TLS in front of it") var allowRemote = false

    @Option(name: .customLong("host-name"), help: "Another name this server answers to; may be repeated") var hostNames: [String] = []
    @Option(help: ArgumentHelp("Address that people see when a proxy with TLS stands in front, such as https://label.example.org", valueName: "url")) var publicOrigin: String?
    @Flag(help: "Believe the proxy's X-Forwarded-For") var trustProxy = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("`--port` lies between 0 and 65535, not at \(port)") }
        guard let webDir, !FileManager.default.fileExists(atPath: webDir + "/index.html") else { return }
        throw ValidationError("`\(webDir)` holds no `index.html`, so it is no built interface")
    }

    func run() async throws {
        let (workflows, _) = try await workspace.open(models: models.folder)
        let owner = try await workflows.ownerLink()
        let jobs = Task { await workflows.workThroughJobs() }
        defer { jobs.cancel() }
        var server = ServerRun(workflows: workflows, host: host, port: port, webDir: webDir, allowRemote: allowRemote)
        server.settings.hostNames = hostNames
        server.settings.publicOrigin = publicOrigin
        server.settings.trustsProxy = trustProxy
        do {
            try await server.serve { port in
                let address = "http://\(host):\(port)"
                if let owner { Output.say("sign in: \(address)\(owner.link)\n  this link makes the owner's account; it works once, for 15 minutes") }
                if printPort {
                    Output.data("\(port)")
                    StandardOutput.flush()
                }
                Output.say("listening on \(address)")
            }
        } catch {
            throw refused(error) ?? error
        }
        try await workflows.close()
    }

    /// What the system says of an address that cannot be listened on, with what to do; nil for errors of another kind.
    ///
    /// The number stands in the error's text only: its type belongs to a library that this layer does not see.
    private func refused(_ error: any Error) -> WorkflowError? {
        guard let found = "\(error)".firstMatch(of: /errno: ([0-9]+)/), let number = Int32(found.1) else { return nil }
        let hint = switch number {
        case EADDRINUSE: "another program listens there; choose another port with `--port`, or a free one with `--port 0`"
        case EACCES: "ports below 1024 are for the administrator; choose a higher one with `--port`"
        default: "look whether this machine has the address `\(host)`"
        }
        return WorkflowError(.unavailable, "serve.address", "cannot listen on `\(host)` port \(port): \(String(cString: strerror(number)))", hint: hint)
    }
}
