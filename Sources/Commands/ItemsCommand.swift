import ArgumentParser
import Records
import Workflows

/// `winnow items`: list items, newest state and answer that counts.
struct ItemsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "items", abstract: "List items, newest state and answer that counts", discussion: "Example: winnow items --project sms --label spam --limit 20")
    @OptionGroup var options: ProjectOptions
    @Option(help: "Only items in this state") var state: ItemState?
    @Option(help: "Only items of this split") var split: String?
    @Option(help: "Only items whose settled label is this") var label: String?
    @Option(help: "Only items that contain this text") var text: String?
    @OptionGroup var limit: ListLimit
    @Option(help: "Continue behind this item") var after: String?

    func validate() throws {
        guard let after, ItemID(Substring(after)) == nil else { return }
        throw ValidationError("`\(after)` is the name of no item; `--after` takes what a page before printed")
    }

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let page = try await workflows.items(of: project, as: actor, ItemQuery(state: state, split: split, label: label, text: text, limit: limit.limit, after: after.flatMap { ItemID(Substring($0)) }))
        if options.json { return try Output.json(page) }
        var table = TextTable("item", "key", "state", "split", "answer", "text")
        for item in page.items {
            let answer = item.settled.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.answer.shortText)" }.joined(separator: " ")
            table.add(item.id.description, item.key, item.state.rawValue, item.split ?? "", answer, String(item.preview.prefix(60)))
        }
        Output.data(table.text)
        if let next = page.next { Output.say("more: --after \(next)") }
    }
}

extension ItemState: ExpressibleByArgument {}
