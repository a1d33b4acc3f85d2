import Records

/// A revision as a commit holds it.
///
/// `contentHash` covers what was said and by whom; `madeAt` and `activeSeconds` are kept beside the tree, so the same
/// work done at another hour has the same tree.
public struct RevisionRecord: Sendable, Hashable {
    public var stage: Stage
    /// Sign-in name; nil when no person made it.
    public var author: String?
    public var number: Int
    /// As `Origin` in JSON, with names where `Origin` has row ids.
    public var origin: JSONValue
    public var annotation: Annotation
    public var definitionVersion: Int
    public var madeAt: Timestamp
    public var activeSeconds: Double

    public init(
        stage: Stage, author: String?, number: Int, origin: JSONValue = "person", annotation: Annotation, definitionVersion: Int,
        madeAt: Timestamp, activeSeconds: Double = 0
    ) {
        self.stage = stage
        self.author = author
        self.number = number
        self.origin = origin
        self.annotation = annotation.withoutRowIDs
        self.definitionVersion = definitionVersion
        self.madeAt = madeAt
        self.activeSeconds = activeSeconds
    }

    /// - Parameters:
    ///   - author: the sign-in name of the revision's author.
    ///   - source: the name of the source that an imported revision came from.
    public init(_ revision: Revision, author: String?, source: String?) {
        let origin: JSONValue = switch revision.origin {
        case .person: "person"
        case .model(let name, let version): ["model": .string(name), "version": .string(version)]
        case .rule(let name): ["rule": .string(name)]
        case .imported: ["import": .string(source ?? "")]
        case .policy: ["policy": "suggestion"]
        case .restored(let commit): ["restored": .string(commit)]
        }
        self.init(
            stage: revision.stage, author: author, number: revision.number, origin: origin, annotation: revision.annotation,
            definitionVersion: revision.definitionVersion, madeAt: revision.madeAt, activeSeconds: revision.activeSeconds)
    }

    public var contentHash: String { ContentHash.hex(of: ((try? content()) ?? .null).bytes(sorted: true)) }

    func content() throws -> JSONValue {
        var object: JSONObject = ["stage": .string(stage.rawValue), "number": .int(Int64(number)), "origin": origin]
        object["author"] = author.map { .string($0) }
        object["annotation"] = try JSONValue(encoding: annotation)
        object["definition"] = .int(Int64(definitionVersion))
        return .object(object)
    }

    var times: JSONValue { ["madeAt": .int(madeAt.milliseconds), "activeSeconds": .double(activeSeconds)] }

    init(content: JSONValue, times: JSONValue?) throws {
        self.init(
            stage: try (content["stage"] ?? .null).decode(Stage.self), author: content["author"]?.string,
            number: try (content["number"] ?? .null).decode(Int.self), origin: content["origin"] ?? .null,
            annotation: try (content["annotation"] ?? .null).decode(Annotation.self),
            definitionVersion: try (content["definition"] ?? .null).decode(Int.self),
            madeAt: Timestamp(milliseconds: times?["madeAt"]?.int ?? 0), activeSeconds: times?["activeSeconds"]?.double ?? 0)
    }
}

extension Annotation {
    /// The same annotation without the row ids of suggestions its parts came from.
    var withoutRowIDs: Annotation {
        var copy = self
        copy.answers = answers.mapValues(\.withoutRowIDs)
        return copy
    }
}

extension Answer {
    var withoutRowIDs: Answer {
        guard case .parts(let parts) = self else { return self }
        return .parts(parts.map { part in
            var copy = part
            switch part.origin {
            case .suggestion: copy.origin = .suggestion("")
            case .corrected: copy.origin = .corrected("")
            case .person, .imported: break
            }
            return copy
        })
    }
}
