/// Where items come from, and on what terms.
public struct Source: Sendable, Hashable, Codable {
    public var id: SourceID
    public var project: ProjectID
    public var name: String
    /// A name in the source catalogue: `table`, `texts`, `sql`, `clicks`, ...
    public var kind: String
    public var licence: Licence?
    public var attribution: String?
    /// `internal`, `external` or `synthetic`.
    public var origin: String
    /// The kind of the sources that augmentation makes: their items are pictures made of pictures, with answers that
    /// follow. They are never handed out, prepared or learned from, and go where their parents go.
    public static let augmented = "augmented"

    /// The declaration as in `winnow.yaml`.
    public var settings: JSONObject

    public init(
        id: SourceID, project: ProjectID, name: String, kind: String, licence: Licence?, attribution: String? = nil,
        origin: String = "external", settings: JSONObject = [:]
    ) {
        self.id = id
        self.project = project
        self.name = name
        self.kind = kind
        self.licence = licence
        self.attribution = attribution
        self.origin = origin
        self.settings = settings
    }
}

/// A licence by its SPDX identifier or a name of one's own. Known ones and their terms: `LicenceTerms`.
public struct Licence: Sendable, Hashable, Codable, CustomStringConvertible {
    public let name: String
    /// nil for a blank name.
    public init?(_ name: String) {
        var trimmed = name.trimmingPrefix(while: \.isWhitespace)
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        guard !trimmed.isEmpty else { return nil }
        self.name = String(trimmed)
    }
    public init(from decoder: any Decoder) throws {
        name = try decoder.singleValueContainer().decode(String.self)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
    public var description: String { name }
}

/// One execution of a source or a step, with its report.
public struct Run: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable { case running, done, failed, cancelled }
    public var id: RunID
    public var project: ProjectID
    public var source: SourceID?
    /// What ran: `collect`, `near-duplicates`, `split`, `train`, ...
    public var step: String
    public var state: State
    public var seed: UInt64?
    public var startedAt: Timestamp
    public var endedAt: Timestamp?
    public var report: JSONObject

    public init(
        id: RunID, project: ProjectID, source: SourceID? = nil, step: String, state: State = .running,
        seed: UInt64? = nil, startedAt: Timestamp, endedAt: Timestamp? = nil, report: JSONObject = [:]
    ) {
        self.id = id
        self.project = project
        self.source = source
        self.step = step
        self.state = state
        self.seed = seed
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.report = report
    }
}
