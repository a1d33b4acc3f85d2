/// How many texts are in which language.
public struct LanguageReport: Sendable, Hashable, Codable {
    public struct Example: Sendable, Hashable, Codable {
        public var key: String
        /// Of the guess, told or not.
        public var probability: Double
        /// The text's beginning, on one line; nil where texts are not shown.
        public var excerpt: String?
    }

    public struct Language: Sendable, Hashable, Codable {
        /// ISO 639-1 mostly.
        public var language: String
        public var count: Int
        /// Of all texts seen.
        public var share: Double
        /// Mean of the probabilities that its texts were told with.
        public var probability: Double
        public var isKept: Bool
        /// Drawn by the hash of their keys, so the same for the same texts in any order.
        public var examples: [Example]
    }

    public struct Undetermined: Sendable, Hashable, Codable {
        public var count: Int
        public var share: Double
        /// Of these, texts without a letter.
        public var withoutLetters: Int
        public var examples: [Example]
    }

    public var seen = 0
    /// Texts for whose language there is no reason to drop them.
    public var kept = 0
    /// Most texts first; equal counts by code.
    public var languages: [Language] = []
    public var undetermined = Undetermined(count: 0, share: 0, withoutLetters: 0, examples: [])

    public init() {}
}
