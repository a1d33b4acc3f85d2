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
}
