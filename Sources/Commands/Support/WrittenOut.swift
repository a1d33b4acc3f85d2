import ArgumentParser
import Foundation
import Records
import Workflows

/// What `ship` and `export` have in common: the format with its settings, which items, and how the report is said.
struct WrittenOut: ParsableArguments {
    @Option(help: "What the format cannot hold: `adapt` writes the nearest form, `ignore` leaves it out, `refuse` writes nothing", completion: .list(ShipChoices.onLoss)) var onLoss: String?
    @Option(name: .customLong("split"), help: "Only items of this split; may be repeated") var splits: [String] = []
    @Flag(help: "Only items with an answer that counts (to `--question`, where it is given)") var onlyLabelled = false
    @Option(help: "For formats that hold one question: which") var question: String?
    @Option(name: .customLong("set"), help: "A setting of the format as name=value; may be repeated") var settings: [String] = []
    @Flag(help: "Say what would be lost and left out, and write nothing") var preview = false

    var filter: ShipmentFilter { ShipmentFilter(splits: splits, onlyLabelled: onlyLabelled, question: question) }

    func validate() throws { _ = try parsed() }

    func parsed() throws -> JSONObject {
        var object: JSONObject = [:]
        if let onLoss {
            guard ShipChoices.onLoss.contains(onLoss) else { throw ValidationError("`--on-loss` is `\(onLoss)`; \(KnownNames.hint(onLoss, among: ShipChoices.onLoss))") }
            object["on-loss"] = .string(onLoss)
        }
        for setting in settings {
            guard let equals = setting.firstIndex(of: "=") else { throw ValidationError("`\(setting)` is no name=value") }
            let value = String(setting[setting.index(after: equals)...])
            object[String(setting[..<equals])] = (try? JSONParser.parse(value)) ?? .string(value)
        }
        return object
    }

    static func fullPath(_ folder: String?) -> String? { folder.map { URL(fileURLWithPath: $0).standardizedFileURL.path } }

    /// `done`: "shipped", "would ship".
    static func say(_ report: JSONObject, _ done: String, to folder: String?) {
        for finding in report["findings"]?.array ?? [] { Output.say(finding["message"]?.string ?? "") }
        Output.say("\(done) \(report["shipped"]?.int ?? 0) items" + (folder.map { " to `\($0)`" } ?? ""))
        for withheld in report["withheld"]?.array ?? [] { Output.say("  withheld: \(withheld["count"]?.int ?? 0) items, \(withheld["name"]?.string ?? "")") }
        for loss in report["losses"]?.array ?? [] { Output.say("  loss: \(LossLine.words(loss))") }
    }
}
