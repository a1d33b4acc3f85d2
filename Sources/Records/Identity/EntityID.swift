/// Identifiers that sort by the time they were made.
///
/// An id is 43 bits of milliseconds since 2020-01-01 and 20 bits that start at random in each millisecond and count
/// up, so a table keyed by it grows at its end. It is an integer in the database and 13 characters of
/// Crockford's base 32 everywhere else (JSON, URLs, command line): JavaScript cannot hold 64-bit integers.
/// Each kind of thing has its own type, so an item's id is never taken for a person's.
public struct EntityID<Kind>: Hashable, Comparable, Sendable {
    public let raw: Int64

    public init(raw: Int64) { self.raw = raw }

    /// Reads the 13-character form; nil for anything else. Case-insensitive.
    public init?(_ text: some StringProtocol) {
        guard let raw = Base32.decode(text) else { return nil }
        self.raw = raw
    }

    public static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
}

extension EntityID: LosslessStringConvertible {
    public init?(_ description: String) { self.init(Substring(description)) }
    public var description: String { Base32.encode(raw) }
}

extension EntityID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(Substring(text)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text)` is not an id of 13 base-32 characters")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Tags that make ids of different things different types.
public enum ProjectKind {}
public enum ItemKind {}
public enum SourceKind {}
public enum RunKind {}
public enum PersonKind {}
public enum SlotKind {}
public enum AssignmentKind {}
public enum RevisionKind {}
public enum SuggestionKind {}
public enum VerdictKind {}
public enum FindingKind {}
public enum JobKind {}
public enum PersonalPlaceKind {}
public enum TokenKind {}
public enum ModelKind {}

public typealias ProjectID = EntityID<ProjectKind>
public typealias ItemID = EntityID<ItemKind>
public typealias SourceID = EntityID<SourceKind>
public typealias RunID = EntityID<RunKind>
public typealias PersonID = EntityID<PersonKind>
public typealias SlotID = EntityID<SlotKind>
public typealias AssignmentID = EntityID<AssignmentKind>
public typealias RevisionID = EntityID<RevisionKind>
public typealias SuggestionID = EntityID<SuggestionKind>
public typealias VerdictID = EntityID<VerdictKind>
public typealias FindingID = EntityID<FindingKind>
public typealias JobID = EntityID<JobKind>
public typealias PersonalPlaceID = EntityID<PersonalPlaceKind>
public typealias TokenID = EntityID<TokenKind>
public typealias ModelID = EntityID<ModelKind>
