import Foundation
import Logging
import Records
import WebBundle
import Workflows

/// Serving a workspace, as the command line starts it: the workflows, the interface of this build, the log.
public struct ServerRun: Sendable {
    public let workflows: Workflows
    public var settings: ServerSettings
    public var webDir: String?

    public init(workflows: Workflows, host: String, port: Int, webDir: String?, allowRemote: Bool) {
        self.workflows = workflows
        self.webDir = webDir
        settings = ServerSettings()
        settings.host = host
        settings.port = port
        settings.allowsRemote = allowRemote
    }

    /// Until SIGTERM or SIGINT. `onListening` is told the real port.
    public func serve(onListening: @escaping @Sendable (_ port: Int) async -> Void) async throws {
        var logger = Logger(label: "winnow", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .warning
        try await Server.serve(workflows, settings: settings, web: web, logger: logger, onListening: onListening)
    }

    private var web: any WebFiles {
        if let webDir { return WebDirectory(path: webDir) }
        return Self.bundled ?? NoWebFiles()
    }

    /// The interface inside this binary; nil in a build made without it.
    static let bundled: (any WebFiles)? = {
        guard winnow_web_bundle_length() > 0 else { return nil }
        return WebArchive(UnsafeRawBufferPointer(start: winnow_web_bundle(), count: winnow_web_bundle_length()))
    }()
}
