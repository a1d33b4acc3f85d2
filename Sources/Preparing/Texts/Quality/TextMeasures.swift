/// What the quality rules look at, counted in one pass over a document.
///
/// Counts only, so that rules stay one-line quotients and a new threshold needs no new pass. Lengths are Unicode scalars.
/// Words are those of `WordCuts`, sentences those of `SentenceCuts`; datatrove, whose other definitions are kept, cuts
/// words with a tokenizer per language instead.
public struct TextMeasures: Sendable, Hashable {
    /// Parts that were there before in the same document.
    public struct Repeats: Sendable, Hashable {
        public var count = 0
        public var repeated = 0
        /// Scalars of the repeated ones.
        public var scalars = 0
    }

    public var scalars = 0
    public var words = 0
    /// Words that hold more than punctuation.
    public var plainWords = 0
    public var plainWordScalars = 0
    /// Words with a letter.
    public var wordsWithLetter = 0
    /// How many of the eight words of `TextMeasurer.stopWords` occur.
    public var stopWords = 0
    public var hashSigns = 0
    public var ellipses = 0

    /// Lines as Python's `splitlines` cuts them.
    public var displayedLines = 0
    public var bulletLines = 0
    public var ellipsisLines = 0

    /// Parts between line feeds, several feeds counting as one.
    public var lines = Repeats()
    /// Parts between two and more line feeds, of the text without white space around it.
    public var paragraphs = Repeats()
    /// Scalars of the most frequent n-gram times its count, for n = 2, 3, 4.
    public var topGramScalars = [0, 0, 0]
    /// Scalars of n-grams met before, without overlap, for n = 5 to 10.
    public var repeatedGramScalars = [0, 0, 0, 0, 0, 0]

    public var lineFeeds = 0
    /// Lines between line feeds that hold more than white space.
    public var filledLines = Repeats()
    public var filledLinesWithEnd = 0
    public var shortFilledLines = 0

    public var cleaned = CleanedLines.Counts()
    /// Places with a word of the list that was given; 0 without one.
    public var blockedWords = 0

    public init() {}

    /// Of one text; for many, keep a `TextMeasurer`.
    public init(_ text: String) {
        var measurer = TextMeasurer()
        self = measurer.measure(text)
    }
}
