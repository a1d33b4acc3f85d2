/// One thing to label.
public struct Item: Sendable, Hashable, Codable {
    public var id: ItemID
    public var project: ProjectID
    public var source: SourceID
    public var run: RunID
    /// The source's own name for it, unique per source.
    public var key: String
    public var media: Media
    /// Column or key -> value. Texts under 64 kB live here.
    public var fields: JSONObject
    /// Role (`image`, `audio`, ...) -> bytes kept elsewhere.
    public var blobs: [String: BlobReference]
    public var metadata: JSONObject
    public var licence: Licence?
    public var consent: String?
    public var split: String?
    /// The smallest item id of the near-duplicate group; nil when alone or not yet looked for.
    public var group: ItemID?
    public var state: ItemState
    public var stateReason: String?

    public init(
        id: ItemID, project: ProjectID, source: SourceID, run: RunID, key: String, media: Media, fields: JSONObject,
        blobs: [String: BlobReference] = [:], metadata: JSONObject = [:], licence: Licence? = nil,
        consent: String? = nil, split: String? = nil, group: ItemID? = nil, state: ItemState = .new,
        stateReason: String? = nil
    ) {
        self.id = id
        self.project = project
        self.source = source
        self.run = run
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
    }

    /// The text people read and models learn from: the `text` field.
    public var text: String? { fields["text"]?.string }

    /// The picture people look at: the blob of the role `image`.
    public var picture: BlobReference? { blobs["image"] }
}

/// `new`: collected, not yet let in. `quarantined`: its source has no licence; never labelled, never shipped.
/// `rejected`: outside the definition, with a reason. `ready`: may be labelled. `withdrawn`: consent or licence taken back.
public enum ItemState: String, Sendable, Codable, CaseIterable {
    case new, quarantined, rejected, ready, withdrawn
}

public enum Media: String, Sendable, Codable, CaseIterable {
    case image, video, text, audio, series, document, pointcloud, table, mixed
}

/// Immutable bytes by their SHA-256 (64 lower-case hexadecimal digits) and what is known of them.
public struct BlobReference: Sendable, Hashable, Codable {
    public var sha256: String
    public var size: Int64
    /// Media type such as `image/png`.
    public var type: String
    public var width: Int?
    public var height: Int?
    public var durationSeconds: Double?
    public var rate: Double?
    public var pages: Int?
    public var orientation: Int?

    public init(sha256: String, size: Int64, type: String) {
        self.sha256 = sha256
        self.size = size
        self.type = type
    }
}
