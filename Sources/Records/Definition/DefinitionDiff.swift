/// What changed between two definitions, for people: one line per path.
///
/// Things with a name (questions, labels, sources, attributes, splits) are matched by it, so moving one is not a
/// change of all; a changed order of the same names is a line of its own.
public struct DefinitionDiff: Sendable, Hashable {
    public struct Change: Sendable, Hashable {
        /// `questions.cells.labels.RBC.quota`
        public var path: String
        /// nil when it was not there.
        public var before: JSONValue?
        /// nil when it is gone.
        public var after: JSONValue?
    }

    public let changes: [Change]
    public var isEmpty: Bool { changes.isEmpty }

    public init(from old: TaskDefinition, to new: TaskDefinition) {
        var changes: [Change] = []
        Self.compare(Self.tree(old), Self.tree(new), "", &changes)
        self.changes = changes
    }

    /// `+ path: value`, `- path: value`, `~ path: old -> new`.
    public var lines: [String] {
        changes.map { change in
            switch (change.before, change.after) {
            case (nil, let after?): "+ \(change.path): \(Self.shown(after))"
            case (let before?, nil): "- \(change.path): \(Self.shown(before))"
            case (let before?, let after?): "~ \(change.path): \(Self.shown(before)) -> \(Self.shown(after))"
            case (nil, nil): "~ \(change.path)"
            }
        }
    }

    private static func tree(_ definition: TaskDefinition) -> JSONValue {
        (try? JSONValue(encoding: definition)) ?? .null
    }

    private static func compare(_ old: JSONValue, _ new: JSONValue, _ path: String, _ changes: inout [Change]) {
        if old == new { return }
        if case .object(let before) = old, case .object(let after) = new { return members(before, after, path, &changes) }
        guard case .array(let before) = old, case .array(let after) = new, let left = named(before), let right = named(after) else {
            return changes.append(Change(path: path, before: old, after: new))
        }
        members(left, right, path, &changes)
        let common = left.keys.filter { right[$0] != nil }
        let moved = right.keys.filter { left[$0] != nil }
        if common != moved {
            changes.append(Change(path: path + " (order)", before: .array(common.map { .string($0) }), after: .array(moved.map { .string($0) })))
        }
    }

    private static func members(_ before: JSONObject, _ after: JSONObject, _ path: String, _ changes: inout [Change]) {
        for (key, value) in before.members {
            let inner = path.isEmpty ? key : "\(path).\(key)"
            if let other = after[key] { compare(value, other, inner, &changes) } else { changes.append(Change(path: inner, before: value, after: nil)) }
        }
        for (key, value) in after.members where before[key] == nil {
            changes.append(Change(path: path.isEmpty ? key : "\(path).\(key)", before: nil, after: value))
        }
    }

    /// The elements by name; nil unless all are objects with names of their own.
    private static func named(_ values: [JSONValue]) -> JSONObject? {
        var object = JSONObject()
        for value in values {
            guard case .object(let inner) = value, let name = inner["name"]?.string ?? inner["step"]?.string, object[name] == nil else { return nil }
            object[name] = value
        }
        return object
    }

    private static func shown(_ value: JSONValue) -> String {
        let text = value.string ?? value.text()
        let line = text.replacing("\n", with: " ")
        return line.unicodeScalars.count <= 120 ? line : String(String.UnicodeScalarView(line.unicodeScalars.prefix(119))) + "…"
    }
}
