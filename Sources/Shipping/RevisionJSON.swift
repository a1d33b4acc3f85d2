import Records

/// A revision in a shipped file: what was answered, by whom as a pseudonym, in which stage. No wall time.
enum RevisionJSON {
    static func value(_ revision: Revision) -> JSONValue {
        var object: JSONObject = ["stage": .string(revision.stage.rawValue), "number": .int(Int64(revision.number))]
        object["author"] = revision.author.map { .string($0.description) }
        object["origin"] = try? JSONValue(encoding: revision.origin)
        let answers = revision.annotation.answers.sorted { $0.key < $1.key }
        object["answers"] = .object(JSONObject(answers.map { (key: $0.key, value: $0.value.json) }))
        if !revision.annotation.unknown.isEmpty { object["unknown"] = .array(revision.annotation.unknown.sorted().map(JSONValue.string)) }
        if !revision.annotation.flags.isEmpty { object["flags"] = .array(revision.annotation.flags.map(JSONValue.string)) }
        object["note"] = revision.annotation.note.map(JSONValue.string)
        return .object(object)
    }
}
