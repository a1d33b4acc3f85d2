/// Annotations in JSON: only what is there, sets in order, so equal annotations have equal bytes.
extension Annotation {
    private enum Key: String, CodingKey { case answers, unknown, flags, note }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            answers: try container.decodeIfPresent([String: Answer].self, forKey: .answers) ?? [:],
            unknown: Set(try container.decodeIfPresent([String].self, forKey: .unknown) ?? []),
            flags: try container.decodeIfPresent([String].self, forKey: .flags) ?? [],
            note: try container.decodeIfPresent(String.self, forKey: .note))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(answers, forKey: .answers)
        if !unknown.isEmpty { try container.encode(unknown.sorted(), forKey: .unknown) }
        if !flags.isEmpty { try container.encode(flags, forKey: .flags) }
        try container.encodeIfPresent(note, forKey: .note)
    }
}

/// `"person"`, or an object with the one key that names the maker: `{"model":"nb","version":"3"}`, `{"rule":..}`,
/// `{"import":<source>}`, `{"policy":<suggestion>}`, `{"restored":<commit>}`.
extension Origin {
    private enum Key: String, CodingKey { case model, version, rule, `import`, policy, restored }

    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self), text == "person" {
            self = .person
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        if let name = try container.decodeIfPresent(String.self, forKey: .model) {
            self = .model(name: name, version: try container.decodeIfPresent(String.self, forKey: .version) ?? "")
        } else if let rule = try container.decodeIfPresent(String.self, forKey: .rule) {
            self = .rule(rule)
        } else if let source = try container.decodeIfPresent(SourceID.self, forKey: .import) {
            self = .imported(source: source)
        } else if let suggestion = try container.decodeIfPresent(SuggestionID.self, forKey: .policy) {
            self = .policy(suggestion: suggestion)
        } else {
            self = .restored(commit: try container.decode(String.self, forKey: .restored))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if self == .person {
            var container = encoder.singleValueContainer()
            return try container.encode("person")
        }
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .person: break
        case .model(let name, let version):
            try container.encode(name, forKey: .model)
            try container.encode(version, forKey: .version)
        case .rule(let name): try container.encode(name, forKey: .rule)
        case .imported(let source): try container.encode(source, forKey: .import)
        case .policy(let suggestion): try container.encode(suggestion, forKey: .policy)
        case .restored(let commit): try container.encode(commit, forKey: .restored)
        }
    }
}
