import Records
import Formats

/// One picture as a source gives it, before it is an item.
public struct CollectedImage: Sendable, Hashable {
    /// The source's own name for it, unique within a run.
    public var key: String
    /// Where its bytes are on this machine; nil when the source names a picture that is not there.
    public var path: String?
    /// As the source states it; nil when it does not, and nobody could look.
    public var size: PixelSize?
    public var split: String?
    /// Question -> answer the source already has; parts are of origin `import`.
    public var answers: [String: Answer]
    public var metadata: JSONObject
    public var place: Place

    public init(
        key: String, path: String?, size: PixelSize? = nil, split: String? = nil, answers: [String: Answer] = [:], metadata: JSONObject = [:],
        place: Place
    ) {
        self.key = key
        self.path = path
        self.size = size
        self.split = split
        self.answers = answers
        self.metadata = metadata
        self.place = place
    }
}

/// Some pictures in the order of the source, what was wrong among them, and where to go on.
public struct CollectedImageBatch: Sendable, Hashable {
    public var images: [CollectedImage]
    public var findings: [Finding]
    /// Behind the last picture: collecting from here gives what follows.
    public var cursor: CollectCursor
    public var done: Int
    /// nil while unknown.
    public var total: Int?

    public init(images: [CollectedImage], findings: [Finding], cursor: CollectCursor, done: Int, total: Int?) {
        self.images = images
        self.findings = findings
        self.cursor = cursor
        self.done = done
        self.total = total
    }
}
