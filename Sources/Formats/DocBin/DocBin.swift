import Records

/// spaCy's binary training data, `.spacy`: documents as tokens with attributes, entities, categories and groups of spans.
///
/// Entities that nobody looked for are told from entities that are not there (`ENT_IOB` 0 and 2). Spans that overlap
/// anywhere in the data go to the group `sc` of every document, since entities never overlap.
public enum DocBin {
    private static let described = FormatCard(
        name: "docbin", summary: "spaCy DocBin: tokens, entities, categories and groups of spans, binary", extensions: ["spacy"],
        capacity: FormatCapacity(
            media: [.text], kinds: [.spans, .choices, .tokens], extras: [.keys, .splits, .emptyAnswers, .unanswered, .overlappingSpans]),
        loses: DocBinWriter.losses)

    public static let card = format.card
    public static let format = TokenFormat.format(
        described, recognise: recognise, reader: { try DocBinReader(reading: $0, options: $1) }, writer: { try DocBinWriter($0, layout: $1) })

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        // 0x78: zlib with a window of 32 KiB.
        input.files("spacy").first { input.head($0).first == 0x78 }.map { .init(confidence: 0.98, reason: "`\($0)` is a zlib stream called `.spacy`") }
    }

    /// Layers and the columns they stand in.
    static let layers: [(name: String, attribute: DocBinFile.Attribute)] = [
        ("lemma", .lemma), ("upos", .pos), ("xpos", .tag), ("feats", .morph), ("head", .head), ("deprel", .dep),
    ]
    static let group = "sc"

    /// The tokens spaCy needs to have every sign of a text in one: those of `Tokeniser`, one space after a token aside, and what
    /// other white space there is.
    static func tokens(_ text: String) -> [Tokeniser.Token] { filled(Tokeniser.tokens(of: text), text) }

    /// With the white space between tokens as tokens.
    static func filled(_ words: [Tokeniser.Token], _ text: String) -> [Tokeniser.Token] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [Tokeniser.Token] = []
        func fill(_ start: Int, _ end: Int) {
            let from = !tokens.isEmpty && start < end && scalars[start] == " " ? start + 1 : start
            if from < end { tokens.append(Tokeniser.Token(start: from, end: end, text: String(String.UnicodeScalarView(scalars[from..<end])))) }
        }
        for word in words {
            fill(tokens.last?.end ?? 0, word.start)
            tokens.append(word)
        }
        fill(tokens.last?.end ?? 0, scalars.count)
        return tokens
    }
}
