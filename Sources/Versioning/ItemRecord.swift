import Records

/// An item as a commit holds it: everything that is content, nothing that differs between two workspaces with the same
/// content. Sources, groups and people go by name, not by row id; times are kept beside the tree (`RevisionRecord`).
public struct ItemRecord: Sendable, Hashable, Codable {
    public var source: String
    public var key: String
    public var media: Media
    public var fields: JSONObject
    public var blobs: [String: BlobReference]
    public var metadata: JSONObject
    public var licence: Licence?
    public var consent: String?
    public var split: String?
    /// Name of the near-duplicate group: its member that sorts first.
    public var group: ItemName?
    public var state: ItemState
    public var stateReason: String?
    /// Question -> the answer that counts.
    public var answers: [String: SettledRecord]

    public init(
        source: String, key: String, media: Media, fields: JSONObject = [:], blobs: [String: BlobReference] = [:], metadata: JSONObject = [:],
        licence: Licence? = nil, consent: String? = nil, split: String? = nil, group: ItemName? = nil, state: ItemState = .ready,
        stateReason: String? = nil, answers: [String: SettledRecord] = [:]
    ) {
        self.source = source
        self.key = key
        self.media = media
        self.fields = fields
        self.blobs = blobs
        self.metadata = metadata
        self.licence = licence
        self.consent = consent
        self.split = split
        self.group = group
        self.state = state
        self.stateReason = stateReason
        self.answers = answers
    }

    /// - Parameter source: the name of the item's source.
    public init(_ item: Item, source: String, group: ItemName?, answers: [String: SettledRecord] = [:]) {
        self.init(
            source: source, key: item.key, media: item.media, fields: item.fields, blobs: item.blobs, metadata: item.metadata,
            licence: item.licence, consent: item.consent, split: item.split, group: group, state: item.state,
            stateReason: item.stateReason, answers: answers)
    }

    public var recordKey: RecordKey { RecordKey(source, key) }
}

/// An item by the name its source gives it.
public struct ItemName: Sendable, Hashable, Codable {
    public var source: String
    public var key: String
    public init(source: String, key: String) { self.source = source; self.key = key }
}

/// The answer that counts and why.
public struct SettledRecord: Sendable, Hashable, Codable {
    public var answer: Answer
    public var rule: SettledAnswer.Rule
    public var reason: String
    public var posterior: Double?
    /// Content hashes of the revisions it rests on, sorted.
    public var revisions: [String]

    public init(answer: Answer, rule: SettledAnswer.Rule, reason: String, posterior: Double? = nil, revisions: [String] = []) {
        self.answer = answer.withoutRowIDs
        self.rule = rule
        self.reason = reason
        self.posterior = posterior
        self.revisions = revisions.sorted()
    }
}
