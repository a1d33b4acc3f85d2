import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow status`: show where a project stands.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show where a project stands", discussion: "Example: winnow status --project sms")
    @OptionGroup var options: ProjectOptions

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let overview = try await workflows.overview(of: project, as: actor)
        if options.json { return try Output.json(overview) }
        let counts = overview.counts
        var table = TextTable("what", "items")
        for (name, count) in [
            ("collected", counts.items), ("ready", counts.ready), ("quarantined", counts.quarantined), ("rejected", counts.rejected),
            ("labelled by somebody", counts.submitted), ("settled", counts.settled), ("disputed", counts.disagreements), ("suggested", counts.suggested),
        ] { table.add(name, "\(count)") }
        Output.data(table.text)
        for label in overview.labels where label.count > 0 { Output.data("\(label.question) = \(label.label): \(label.count)" + (label.quota.map { " of \($0)" } ?? "")) }
        if let agreement = overview.agreement { Output.data("agreement (\(agreement.measure)): \(agreement.value.map { $0.formatted(.number.precision(.fractionLength(3))) } ?? agreement.reason ?? "undefined")") }
        if let warning = overview.warning { Output.say("warning: \(warning)") }
    }
}
