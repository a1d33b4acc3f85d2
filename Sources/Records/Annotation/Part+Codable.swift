/// A part in JSON is flat: `id`, `labels`, the keys of its shape, and what is not empty of the rest.
extension Part: Codable {
    private enum Key: String, CodingKey { case id, labels, attributes, note, score, origin, of }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try container.decode(String.self, forKey: .id),
            labels: try container.decodeIfPresent([String].self, forKey: .labels) ?? [],
            shape: try Shape(from: decoder),
            attributes: try container.decodeIfPresent(JSONObject.self, forKey: .attributes) ?? [:],
            note: try container.decodeIfPresent(String.self, forKey: .note),
            score: try container.decodeIfPresent(Double.self, forKey: .score),
            origin: try container.decodeIfPresent(PartOrigin.self, forKey: .origin) ?? .person,
            of: try container.decodeIfPresent(String.self, forKey: .of))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(labels, forKey: .labels)
        try shape.encode(to: encoder)
        if !attributes.isEmpty { try container.encode(attributes, forKey: .attributes) }
        try container.encodeIfPresent(note, forKey: .note)
        try container.encodeIfPresent(score, forKey: .score)
        if origin != .person { try container.encode(origin, forKey: .origin) }
        try container.encodeIfPresent(of, forKey: .of)
    }
}

extension PartOrigin: Codable {
    /// `person`, `import`, `suggestion:<id>`, `corrected:<id>`; nil for anything else.
    public init?(_ text: String) {
        if text == "person" { self = .person
        } else if text == "import" { self = .imported
        } else if text.hasPrefix("suggestion:") { self = .suggestion(String(text.dropFirst(11)))
        } else if text.hasPrefix("corrected:") { self = .corrected(String(text.dropFirst(10)))
        } else { return nil }
    }

    public var text: String {
        switch self {
        case .person: "person"
        case .imported: "import"
        case .suggestion(let id): "suggestion:\(id)"
        case .corrected(let id): "corrected:\(id)"
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let origin = PartOrigin(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "`\(text)` is not person, import, suggestion:<id> or corrected:<id>")
        }
        self = origin
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
