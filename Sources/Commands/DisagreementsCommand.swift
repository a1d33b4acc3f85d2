import ArgumentParser
import Records
import Workflows

/// `winnow disagreements`: list items whose annotators differ, the closest races first.
struct DisagreementsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disagreements", abstract: "List items whose annotators differ, the closest races first",
        discussion: "Example: winnow disagreements --project sms\nExample: winnow disagreements --project sms --sort entropy")
    @OptionGroup var options: ProjectOptions
    @Option(help: "Question; by default the first that is a choice or drawn") var question: String?
    @Option(help: "`margin`: where the leading answer is least ahead comes first; `entropy`: where the votes are most torn") var sort = DisputeOrder.margin
    @OptionGroup var limit: ListLimit

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let page = try await workflows.disagreements(of: project, as: actor, question: question, by: sort, limit: limit.limit)
        if options.json { return try Output.json(page) }
        for item in page.items {
            let votes = item.votes.map { "\($0.login): \($0.answer?.shortText ?? "don't know")" }.joined(separator: ", ")
            let rest = item.differences.map(Self.words) ?? Terminal.line(item.preview, limit: 120)
            Output.data("\(item.id)  \(item.key)  \(votes)  \(rest)")
        }
        Output.say("\(page.total) disputed")
    }

    /// `2 missed, 1 label`
    private static func words(_ differences: [DifferenceView]) -> String {
        DifferenceView.Kind.allCases.compactMap { kind in
            let count = differences.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }.joined(separator: ", ")
    }
}

extension DisputeOrder: ExpressibleByArgument {}
