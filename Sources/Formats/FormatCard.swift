/// What a format is, can hold and loses: the row it has in lists, documents and reports.
public struct FormatCard: Sendable, Hashable {
    public var name: String
    /// One sentence without a full stop.
    public var summary: String
    /// Without the dot; packing (`.gz`, `.zst`) may follow.
    public var extensions: [String]
    public var canRead: Bool
    public var canWrite: Bool
    /// What survives writing and reading.
    public var holds: [String]
    /// What writing and reading loses, by the codes a `LossReport` counts.
    public var loses: [String]
    /// The same as facts, for formats whose writer stands behind an `ItemFitter`.
    public var capacity: FormatCapacity?

    public init(
        name: String, summary: String, extensions: [String], canRead: Bool = true, canWrite: Bool = true,
        holds: [String] = [], loses: [String] = []
    ) {
        self.name = name
        self.summary = summary
        self.extensions = extensions
        self.canRead = canRead
        self.canWrite = canWrite
        self.holds = holds
        self.loses = loses
    }

    /// `loses` are the writer's own codes; those of the fitter follow from the capacity. Whether it is read and written
    /// says the `DatasetFormat`.
    public init(name: String, summary: String, extensions: [String], capacity: FormatCapacity, loses: [String] = []) {
        self.init(
            name: name, summary: summary, extensions: extensions, canRead: false, canWrite: false, holds: capacity.words,
            loses: loses + ItemFitter.losses(of: capacity).map { "\(name).\($0)" })
        self.capacity = capacity
    }
}
