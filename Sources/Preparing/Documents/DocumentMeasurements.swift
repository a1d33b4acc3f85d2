import Media

/// Everything the checks need to know of one document; its text itself is not kept.
public struct DocumentMeasurements: Sendable, Hashable, Codable {
    public struct Page: Sendable, Hashable, Codable {
        /// What shows on a page without text and images, when it was drawn to find out.
        public enum Drawing: String, Sendable, Hashable, Codable { case blank, drawn }

        /// In points, upright; 0 for formats without pages.
        public var width: Double
        public var height: Double
        public var rotation: Int
        public var images: Int
        public var text: TextMeasurements
        public var drawing: Drawing?
    }

    public var facts: DocumentFacts
    /// The pages that were looked at: the first ones.
    public var pages: [Page]

    public init(facts: DocumentFacts, pages: [Page]) { (self.facts, self.pages) = (facts, pages) }

    public var characters: Int { pages.reduce(0) { $0 + $1.text.characters } }
    public var damagedCharacters: Int { pages.reduce(0) { $0 + $1.text.damaged } }
}

/// How much text, and how much of it cannot be meant.
public struct TextMeasurements: Sendable, Hashable, Codable {
    /// Unicode scalars that are not white space.
    public var characters = 0
    /// Of these: replacement characters, private use, control characters, unassigned ones. Fonts without a map to
    /// characters come out so.
    public var damaged = 0

    public init() {}

    public init(_ text: String) {
        for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
            characters += 1
            switch scalar.properties.generalCategory {
            case .privateUse, .control, .unassigned, .surrogate: damaged += 1
            default: if scalar.value == 0xFFFD { damaged += 1 }
            }
        }
    }
}
