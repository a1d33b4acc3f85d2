import Records
import Shipping
import Storage

/// Which items a shipment or an export is to hold.
public struct ShipmentFilter: Sendable, Hashable {
    /// Items of these splits; empty: of all, and those without one.
    public var splits: [String]
    /// Only items with an answer that counts: to the question named, or to any the format holds. A shipment holds no others
    /// unless its setting `unlabelled` says so; an export holds all.
    public var onlyLabelled: Bool
    /// For formats that hold one question: which.
    public var question: String?

    public init(splits: [String] = [], onlyLabelled: Bool = false, question: String? = nil) {
        self.splits = splits
        self.onlyLabelled = onlyLabelled
        self.question = question
    }

    /// The settings with what this asks for among them, held to the project.
    func added(to given: JSONObject, _ definition: TaskDefinition) throws -> JSONObject {
        var settings = given
        if onlyLabelled, given["unlabelled"]?.bool == true {
            throw WorkflowError(.badInput, "ship.unknown-setting", "only labelled items and `unlabelled: true` say the opposite", hint: "leave one of them out")
        }
        if onlyLabelled { settings["unlabelled"] = false }
        if !splits.isEmpty { settings["splits"] = .array(splits.map(JSONValue.string)) }
        if let question { settings["question"] = .string(question) }
        if let name = settings["question"]?.string, definition.question(named: name) == nil { throw WorkflowError.unknown("question", name) }
        return settings
    }
}
