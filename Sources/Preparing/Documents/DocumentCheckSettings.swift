import Records

/// Where each check of documents draws its line.
public struct DocumentCheckSettings: Sendable, Hashable, Codable {
    /// A page with images and fewer characters than this has no text layer.
    public var leastCharacters = 10
    /// Share of damaged characters of a document.
    public var damagedShare = 0.02
    /// Points by which sides of pages may differ.
    public var sizeTolerance = 2.0
    public var maximumPages = 500
    public var maximumBytes = 64 << 20
    /// So many pages without text and images are drawn to see whether they are empty.
    public var drawnPages = 8

    public init() {}

    /// From a step of a task definition.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "document-checks")
        try reader.allow(["least-characters", "damaged-share", "size-tolerance", "maximum-pages", "maximum-bytes", "drawn-pages"])
        leastCharacters = try reader.whole("least-characters", leastCharacters, 0...1_000_000)
        damagedShare = try reader.number("damaged-share", damagedShare, 0...1)
        sizeTolerance = try reader.number("size-tolerance", sizeTolerance, 0...10_000)
        maximumPages = try reader.whole("maximum-pages", maximumPages, 1...1_000_000)
        maximumBytes = try reader.whole("maximum-bytes", maximumBytes, 1...1 << 40)
        drawnPages = try reader.whole("drawn-pages", drawnPages, 0...1_000)
    }
}
