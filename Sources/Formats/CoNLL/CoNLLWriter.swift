import Records

/// Spans as BIO tags (IOB2), a token and its tag per line with one space between, as in CoNLL-2003 without its part of
/// speech and chunk columns; an empty line ends an item, `-DOCSTART- O` begins the file. One file per split.
public final class CoNLLWriter: DatasetWriter {
    static let noText = "conll.item-without-text"
    static let noAnswer = "conll.item-without-answer"
    static let noTokens = "conll.item-without-tokens"
    static let identity = "conll.keys-and-fields-left-out"
    static let why = "conll.settled-by-left-out"
    public static let losses = [
        noText, noAnswer, noTokens, identity, why, SpanTagging.overlap, SpanTagging.rounded, SpanTagging.outside, SpanTagging.noToken,
        SpanTagging.pieces, SpanTagging.manyLabels, SpanTagging.noLabel, SpanTagging.labelRewritten,
    ]

    public private(set) var losses: LossLedger
    /// Of the item under way.
    private var lost = LossReport()
    private let sinks: SplitSinks
    private let question: Question

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        losses = LossLedger(format: "conll", policy: layout.onLoss)
        question = try layout.theQuestion(of: [.spans], format: "conll")
        sinks = SplitSinks(folder, ending: ".conll", compression: layout.compression)
    }

    @discardableResult
    public func write(_ item: LabelledItem) throws -> [String: String] {
        try writeSentence(item)
        try losses.take(&lost, of: item.key)
        return [:]
    }

    private func writeSentence(_ item: LabelledItem) throws {
        guard let text = item.text else { return lost.add(.dropped, Self.noText, of: item.key) }
        guard case .parts(let parts)? = item.answers[question.name] else { return lost.add(.dropped, Self.noAnswer, of: item.key) }
        let tokens = Tokeniser.tokens(of: text)
        guard !tokens.isEmpty else { return lost.add(.dropped, Self.noTokens, of: item.key) }
        let tags = SpanTagging.tags(for: parts, tokens: tokens, of: item.key, losses: &lost)
        let (sink, isNew) = try sinks.sink(for: item.splitName)
        if isNew { try sink.write("-DOCSTART- O\n\n") }
        var block = ""
        for (token, tag) in zip(tokens, tags) { block += "\(token.text) \(tag)\n" }
        try sink.write(block + "\n")
        lost.add(.dropped, Self.identity, of: item.key)
        if !item.settledBy.isEmpty || !item.revisions.isEmpty { lost.add(.dropped, Self.why, of: item.key) }
    }

    public func finish() throws { try sinks.finish() }
}
