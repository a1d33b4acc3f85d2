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
            A dataset's life: init, project apply, collect (or import), prepare, serve (label in the browser), agreement, consensus, \
            suggest, accept, queue, errors, augment, commit, diff, ship; `winnow run` does again what is out of date.
            Example: winnow init cells
            """,
        version: version,
        subcommands: verbs)

    /// In the order of a dataset's life.
    static let verbs: [any ParsableCommand.Type] = [
        InitCommand.self, DemoCommand.self, ServeCommand.self, ProjectCommand.self, PersonCommand.self, TokenCommand.self, RunCommand.self,
        CollectCommand.self, ImportCommand.self, PrepareCommand.self, StatusCommand.self, ItemsCommand.self, FindingsCommand.self, RunsCommand.self, JobsCommand.self,
        AgreementCommand.self, ConsensusCommand.self, CompareCommand.self, AnnotatorsCommand.self, DisagreementsCommand.self, ErrorsCommand.self,
        EvaluateCommand.self, SuggestCommand.self, TrainCommand.self, PredictCommand.self, WeakCommand.self, AcceptCommand.self, LoopCommand.self, QueueCommand.self,
        SelectCommand.self, LabelClicksCommand.self,
        ConvertCommand.self, FormatsCommand.self, ProfileCommand.self, ContractCommand.self, DriftCommand.self, BiasCommand.self, LeakageCommand.self, ChecksCommand.self, DedupCommand.self,
        CoverageCommand.self, CleanCommand.self, LanguagesCommand.self, ScanPersonalDataCommand.self, RedactCommand.self, AnonymityCommand.self,
        ImputeCommand.self, OutliersCommand.self, EncodeCommand.self, ScaleCommand.self, BalanceCommand.self, DeriveCommand.self, UniformCommand.self, SplitCommand.self, AugmentCommand.self, CommitCommand.self, LogCommand.self, DiffCommand.self, CheckoutCommand.self, RestoreCommand.self,
        VerifyCommand.self, ExportCommand.self, ShipCommand.self, BackupCommand.self, CatalogCommand.self, AuditCommand.self,
    ]

    public init() {}

    /// Runs what was asked and ends the process: 0 done, 1 a `--fail-on` was met, 2 wrong use, 3 could not run.
    public static func runFromCommandLine() async -> Never {
        // Who reads our output may go away first; `StandardOutput` then ends the process without a word.
        signal(SIGPIPE, SIG_IGN)
        let code = await run(Array(CommandLine.arguments.dropFirst()))
        StandardOutput.flush()
        Foundation.exit(code)
    }

    private static func run(_ arguments: [String]) async -> Int32 {
        if let mistake = UnknownVerb.mistake(in: arguments) {
            Output.say("error: \(mistake.message)")
            Output.say("  hint: \(mistake.hint)")
            return 2
        }
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let code as ExitCode {
            return code.rawValue
        } catch let error as WorkflowError {
            Output.say(await OpenedWorkspace.explained(error))
            return error.exitCode
        } catch {
            return report(error)
        }
    }

    private static func report(_ error: any Error) -> Int32 {
        guard isParserError(error) else {
            Output.say(error)
            return 3
        }
        let code = exitCode(for: error)
        let text = fullMessage(for: error)
        if code == .success { Output.data(text) } else { Output.say(text.hasPrefix("Error: ") ? "error: " + text.dropFirst(7) : text) }
        return code == .success ? 0 : 2
    }

    /// The parser's own errors and requests for help have an exit code other than plain failure.
    private static func isParserError(_ error: any Error) -> Bool {
        ErrorFinding.of(error) == nil && exitCode(for: error) != .failure
    }
}

extension WorkflowError {
    /// 2 where what was typed is wrong; what a workspace or a file lacks is 3.
    var exitCode: Int32 {
        let isTyped = ["field.unknown", "file.format", "import.setting", "project.ambiguous", "definition.other-project", "commit.ambiguous", "person.login", "accept.threshold", "queue.budget", "method.option", "method.probabilities", "classes.unfit", "annotator.unknown", "annotators.drawn", "selection.missing-input", "selection.bad-setting", "selection.cost-needs-scores", "language.unknown", "train.task", "train.features", "train.weights", "draw.short-key"].contains(code)
        return isTyped || code == "ship.unknown-setting" ? 2 : 3
    }
}

/// A verb that is none, told before the parser calls it an unexpected argument.
enum UnknownVerb {
    static func mistake(in arguments: [String]) -> (message: String, hint: String)? {
        var known: [any ParsableCommand.Type] = WinnowCommand.verbs
        var path = "winnow"
        for word in arguments.first == "help" ? arguments.dropFirst() : arguments[...] {
            guard !word.hasPrefix("-"), !known.isEmpty else { return nil }
            guard let found = known.first(where: { name($0) == word }) else {
                return ("there is no `\(path) \(word)`", "\(KnownNames.nearest(to: word, among: known.map(name)).map { "did you mean `\(path) \($0)`?" } ?? "`\(path) --help` lists what there is")")
            }
            path += " " + word
            known = found.configuration.subcommands
        }
        return nil
    }

    private static func name(_ command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? "\(command)".lowercased()
    }
}
