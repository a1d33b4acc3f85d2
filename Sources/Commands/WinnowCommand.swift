import ArgumentParser
import Foundation
import Records
import Workflows

/// The root of the command line: `winnow <verb>`. Every verb is a file in this folder and a line in `verbs`.
public struct WinnowCommand: AsyncParsableCommand {
    public static let version = "0.1.0"

    public static let configuration = CommandConfiguration(
        commandName: "winnow",
        abstract: "Turn raw data into training data",
        discussion: """
            A dataset's life: init, project apply, collect, prepare, serve (label in the browser), agreement, consensus, \
            suggest, accept, queue, errors, commit, diff, ship.
            """,
        version: version,
        subcommands: verbs)

    /// In the order of a dataset's life.
    static let verbs: [any ParsableCommand.Type] = [
        InitCommand.self, DemoCommand.self, ServeCommand.self, ProjectCommand.self, PersonCommand.self, TokenCommand.self,
        CollectCommand.self, PrepareCommand.self, StatusCommand.self, ItemsCommand.self, FindingsCommand.self, RunsCommand.self,
        AgreementCommand.self, ConsensusCommand.self, DisagreementsCommand.self, ErrorsCommand.self, EvaluateCommand.self,
        SuggestCommand.self, AcceptCommand.self, QueueCommand.self, LabelClicksCommand.self, ProfileCommand.self, DedupCommand.self,
        SplitCommand.self, CommitCommand.self, LogCommand.self, DiffCommand.self, CheckoutCommand.self, RestoreCommand.self,
        VerifyCommand.self, ShipCommand.self,
        CatalogCommand.self, AuditCommand.self,
    ]

    public init() {}

    /// Runs what was asked and ends the process: 0 done, 1 a `--fail-on` was met, 2 wrong use, 3 could not run.
    public static func runFromCommandLine() async -> Never {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            Foundation.exit(0)
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            Foundation.exit(report(error))
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        if error is WorkflowError || error is Finding || !isParserError(error) {
            Output.say(error)
            return (error as? WorkflowError)?.kind == .badInput ? 2 : 3
        }
        let code = exitCode(for: error)
        let text = fullMessage(for: error)
        if code == .success { Output.data(text) } else { Output.say(text) }
        return code == .success ? 0 : 2
    }

    /// The parser's own errors and requests for help have an exit code other than plain failure.
    private static func isParserError(_ error: any Error) -> Bool { exitCode(for: error) != .failure }
}
