import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow findings`: show what was found wrong, with its place.
struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings", abstract: "Show what was found wrong, with its place", discussion: "Example: winnow findings --project sms --fail-on error")
    @OptionGroup var options: ProjectOptions
    @Option(help: "Only findings of this severity: note, warning, error") var severity: Finding.Severity?
    @Option(help: "Only findings of this code") var code: String?
    @OptionGroup var limit: ListLimit
    @OptionGroup var failOn: FailOn

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let page = try await workflows.findings(of: project, as: actor, severity: severity, code: code, limit: limit.limit)
        if options.json {
            try Output.json(page)
        } else {
            for row in page.findings {
                Output.data(FindingLine.text(Finding(row.severity, row.code, row.message, at: row.place ?? row.key.map { Place(record: $0) }, hint: row.hint)))
            }
            for count in page.counts { Output.say("\(count.count) \(count.severity.rawValue) \(count.code)") }
        }
        try failOn.check(page.counts.filter { (severity ?? $0.severity) == $0.severity && (code ?? $0.code) == $0.code }.map(\.severity).max())
    }
}
