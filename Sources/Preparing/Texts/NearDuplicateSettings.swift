import Records

/// How alike is alike, and how hard to look.
///
/// Texts of fewer than `shortBelow` words are compared by runs of characters, since one changed word out of thirty already
/// brings the word 5-gram index down to 0.75 (measured: a third of such copies missed). Around the limit both measures
/// apply, so no pair is lost between them.
public struct NearDuplicateSettings: Sendable, Hashable, Codable {
    /// Least Jaccard index of a pair, above 0 and at most 1.
    public var threshold: Double
    /// MinHash values per text, a multiple of 8.
    public var hashes: Int
    /// Words in a shingle of a long text.
    public var words: Int
    /// Scalars in a shingle of a short text.
    public var characters: Int
    public var shortBelow: Int
    /// Compare real sets; without it every candidate pair counts.
    public var verifies: Bool
    /// Buckets above it are compared along the canonical order only.
    public var maximumBucket: Int

    public init(
        threshold: Double = 0.7, hashes: Int = 128, words: Int = 5, characters: Int = 5, shortBelow: Int = 100,
        verifies: Bool = true, maximumBucket: Int = 1000
    ) {
        self.threshold = threshold
        self.hashes = hashes
        self.words = words
        self.characters = characters
        self.shortBelow = shortBelow
        self.verifies = verifies
        self.maximumBucket = maximumBucket
    }

    /// From a step of a task definition: `threshold`, `hashes`, `words`, `characters`, `short-below`, `verify`.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "near-duplicates")
        try reader.allow(["threshold", "hashes", "words", "characters", "short-below", "verify"])
        threshold = try reader.number("threshold", threshold, 0.05...1)
        hashes = try reader.whole("hashes", hashes, 8...1024)
        words = try reader.whole("words", words, 1...50)
        characters = try reader.whole("characters", characters, 1...50)
        shortBelow = try reader.whole("short-below", shortBelow, 0...1_000_000)
        verifies = try reader.flag("verify", verifies)
        guard hashes % 8 == 0 else {
            throw reader.refusal("hashes", "is \(hashes), which is not a multiple of 8", hint: "write 128")
        }
    }

    /// With verification a false candidate only costs time, so the bands are cut to miss little.
    var falsePositiveWeight: Double { verifies ? 0.1 : 0.5 }
}
