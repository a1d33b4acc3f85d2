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
    @Option(help: "At most so many") var limit = 100
    @Option(help: "Exit with 1 when there is a finding this severe: note, warning, error") var failOn: Finding.Severity?

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let page = try await workflows.findings(of: project, as: actor, severity: severity, code: code, limit: limit)
        if options.json {
            try Output.json(page)
        } else {
            for row in page.findings {
                let place = row.place.map { "\($0): " } ?? ""
                Output.data("\(place)\(row.severity.rawValue): \(row.message) [\(row.code)]" + (row.hint.map { "\n  hint: \($0)" } ?? ""))
            }
            for count in page.counts { Output.say("\(count.count) \(count.severity.rawValue) \(count.code)") }
        }
        if let failOn, page.counts.contains(where: { $0.severity >= failOn }) { throw ExitCode(1) }
    }
}

extension Finding.Severity: ExpressibleByArgument {}
