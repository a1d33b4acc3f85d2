import ArgumentParser
import Records
import Workflows

/// `winnow token`: make keys for programs.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make keys for programs",
        discussion: "Example: winnow token create ada --name notebook", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token for somebody; it is shown once", discussion: "Example: winnow token create ada --name notebook --permission readProject")
        @OptionGroup var workspace: WorkspaceOptions
        @Argument(help: "Whose rights it carries") var login: String
        @Option(help: "What it is for") var name = "command line"
        @Option(name: .customLong("permission"), help: "Only these rights; may be repeated") var permissions: [Permission] = []

        func run() async throws {
            let (workflows, actor) = try await workspace.open()
            let token = try await workflows.makeToken(as: actor, login: login, name: name, permissions: permissions.isEmpty ? nil : Set(permissions))
            if workspace.json { return try Output.json(token) }
            Output.data(token.token)
        }
    }
}

extension Permission: ExpressibleByArgument {}
