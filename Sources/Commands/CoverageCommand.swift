import ArgumentParser
import Records
import Workflows

/// `winnow coverage`: what of the wanted conditions a project has, and what to collect next.
struct CoverageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Show how far the items cover the environments and quotas of the definition, and what to collect next",
        discussion: "Example: winnow coverage --project cells --question cells")
    @OptionGroup var options: ProjectOptions
    @Option(help: "Question whose labels are crossed with the environments; by default the first one with labels") var question: String?
    @OptionGroup var failOn: FailOn

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.coverage(of: project, as: actor, question: question)
        if options.json { try Output.json(report) } else { for word in report.words { Output.data(word) } }
        try failOn.check(report.findings.map(\.severity).max())
    }
}
