/// Answers to and from `JSONValue` for bulk work: the same shapes as `Answer+Codable.swift`, the frequent ones built
/// by hand, which is an order of magnitude faster. A NaN becomes `null`.
extension Answer {
    public var json: JSONValue {
        switch self {
        case .choice(let value): Self.one("choice", .string(value))
        case .choices(let values): Self.one("choices", Self.strings(values))
        case .paths(let values): Self.one("paths", .array(values.map(Self.strings)))
        case .rating(let value): Self.one("rating", Self.number(value))
        case .number(let value): Self.one("number", Self.number(value))
        case .date(let value): Self.one("date", .string(value))
        case .text(let value): Self.one("text", .string(value))
        case .texts(let values): Self.one("texts", Self.strings(values))
        case .ranking(let values): Self.one("ranking", .array(values.map(Self.strings)))
        case .parts(let parts): Self.one("parts", .array(parts.map(\.json)))
        case .cells(let cells): Self.one("cells", .object(cells))
        case .pairwise, .chat, .relations, .tokens, .pointLabels: (try? JSONValue(encoding: self)) ?? .null
        }
    }

    /// nil when the shape is not one of an answer to a question of this kind.
    public init?(json: JSONValue, kind: QuestionKind) {
        let answer: Answer?
        switch (kind, json["choice"], json["text"]) {
        case (.choice, .string(let label)?, _): answer = .choice(label)
        case (.text, _, .string(let text)?): answer = .text(text)
        default: answer = try? json.decode(Answer.self)
        }
        guard let answer, kind.holds(answer) else { return nil }
        self = answer
    }

    private static func one(_ key: String, _ value: JSONValue) -> JSONValue {
        .object(JSONObject(uniqueMembers: [(key, value)]))
    }

    fileprivate static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

    fileprivate static func number(_ value: Double) -> JSONValue { (try? JSONValueEncoder.number(value, at: [])) ?? .null }
}

extension Part {
    public var json: JSONValue {
        var members: [(key: String, value: JSONValue)] = [("id", .string(id)), ("labels", Answer.strings(labels))]
        members.append(contentsOf: shape.members)
        if !attributes.isEmpty { members.append(("attributes", .object(attributes))) }
        if let note { members.append(("note", .string(note))) }
        if let score { members.append(("score", Answer.number(score))) }
        if origin != .person { members.append(("origin", .string(origin.text))) }
        if let of { members.append(("of", .string(of))) }
        return .object(JSONObject(uniqueMembers: members))
    }
}

extension Shape {
    /// The keys that the shape adds to its part.
    fileprivate var members: [(key: String, value: JSONValue)] {
        switch self {
        case .box(let values): [("box", Self.numbers(values))]
        case .rotated(let values): [("rotated", Self.numbers(values))]
        case .ellipse(let values): [("ellipse", Self.numbers(values))]
        case .line(let values): [("line", Self.numbers(values))]
        case .point(let values): [("point", Self.numbers(values))]
        case .joints(let values): [("joints", .array(values.map(Self.numbers)))]
        case .ranges(let ranges): [("ranges", .array(ranges.map { .array($0.map { .int(Int64($0)) }) }))]
        case .polygons, .mask, .cuboid, .track, .segment, .field, .cuboid3D:
            (try? JSONValue(encoding: self))?.object?.members ?? []
        }
    }

    private static func numbers(_ values: [Double]) -> JSONValue { .array(values.map(Answer.number)) }
}
