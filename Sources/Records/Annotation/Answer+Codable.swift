/// The JSON shapes of answers (MODEL.md 2): one object per answer, told apart by its key.
extension Answer: Codable {
    /// In the order in which they are looked for; each belongs to one shape.
    private enum Key: String, CodingKey, CaseIterable {
        case choice, choices, paths, rating, number, date, text, texts, preferred, ranking, turns, parts, relations, layers, runs, cells
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let keys = Key.allCases.filter(container.contains)
        guard let key = keys.first, keys.count == 1 else {
            let found = keys.isEmpty ? "none" : keys.map { "`\($0.rawValue)`" }.joined(separator: " and ")
            let wanted = Key.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "an answer has one of the keys \(wanted); found \(found)"))
        }
        self = try Self.read(key, from: container, decoder)
    }

    private static func read(_ key: Key, from container: KeyedDecodingContainer<Key>, _ decoder: any Decoder) throws -> Answer {
        switch key {
        case .choice: .choice(try container.decode(String.self, forKey: key))
        case .choices: .choices(try container.decode([String].self, forKey: key))
        case .paths: .paths(try container.decode([[String]].self, forKey: key))
        case .rating: .rating(try container.decode(Double.self, forKey: key))
        case .number: .number(try container.decode(Double.self, forKey: key))
        case .date: .date(try container.decode(String.self, forKey: key))
        case .text: .text(try container.decode(String.self, forKey: key))
        case .texts: .texts(try container.decode([String].self, forKey: key))
        case .preferred: .pairwise(try Pairwise(from: decoder))
        case .ranking: .ranking(try container.decode([[String]].self, forKey: key))
        case .turns: .chat(try container.decode([ChatTurn].self, forKey: key))
        case .parts: .parts(try container.decode([Part].self, forKey: key))
        case .relations: .relations(try container.decode([Relation].self, forKey: key))
        case .layers: .tokens(try container.decode([TokenLayer].self, forKey: key))
        case .runs: .pointLabels(try container.decode([LabelRun].self, forKey: key))
        case .cells: .cells(try container.decode(JSONObject.self, forKey: key))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if case .pairwise(let value) = self { return try value.encode(to: encoder) }
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .choice(let value): try container.encode(value, forKey: .choice)
        case .choices(let value): try container.encode(value, forKey: .choices)
        case .paths(let value): try container.encode(value, forKey: .paths)
        case .rating(let value): try container.encode(value, forKey: .rating)
        case .number(let value): try container.encode(value, forKey: .number)
        case .date(let value): try container.encode(value, forKey: .date)
        case .text(let value): try container.encode(value, forKey: .text)
        case .texts(let value): try container.encode(value, forKey: .texts)
        case .ranking(let value): try container.encode(value, forKey: .ranking)
        case .chat(let value): try container.encode(value, forKey: .turns)
        case .parts(let value): try container.encode(value, forKey: .parts)
        case .relations(let value): try container.encode(value, forKey: .relations)
        case .tokens(let value): try container.encode(value, forKey: .layers)
        case .pointLabels(let value): try container.encode(value, forKey: .runs)
        case .cells(let value): try container.encode(value, forKey: .cells)
        case .pairwise: break
        }
    }
}

extension Pairwise {
    private enum Key: String, CodingKey { case preferred, order }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            preferred: try container.decode(Preferred.self, forKey: .preferred),
            order: try container.decodeIfPresent([String].self, forKey: .order) ?? [])
    }
}

extension ChatTurn {
    private enum Key: String, CodingKey { case turn, rating, rewrite, labels }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            turn: try container.decode(Int.self, forKey: .turn),
            rating: try container.decodeIfPresent(Double.self, forKey: .rating),
            rewrite: try container.decodeIfPresent(String.self, forKey: .rewrite),
            labels: try container.decodeIfPresent([String].self, forKey: .labels) ?? [])
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(turn, forKey: .turn)
        try container.encodeIfPresent(rating, forKey: .rating)
        try container.encodeIfPresent(rewrite, forKey: .rewrite)
        if !labels.isEmpty { try container.encode(labels, forKey: .labels) }
    }
}

extension Relation {
    private enum Key: String, CodingKey { case from, to, labels }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            from: try container.decode(String.self, forKey: .from), to: try container.decode(String.self, forKey: .to),
            labels: try container.decodeIfPresent([String].self, forKey: .labels) ?? [])
    }
}
