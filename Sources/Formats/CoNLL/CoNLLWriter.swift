import Records

/// Writes a sentence per item, a token and its tag per line, a file per split.
///
/// Tokens are those the item came with, else those of `Tokeniser`. Texts come back with one space between tokens, which is
/// counted where it is a change. Layers stand between token and tag; other names than the usual ones are said in a first
/// line `# global.columns = ...`.
final class CoNLLWriter: DatasetWriter {
    static let noTokens = "item-without-tokens"
    static let spacing = "text-respaced"
    static let layerLeftOut = "layer-left-out"
    static let valueRewritten = "value-rewritten"

    static func losses(_ name: String) -> [String] {
        [noTokens, spacing, layerLeftOut, valueRewritten].map { "\(name).\($0)" } + SpanTagging.losses(name)
    }

    private(set) var losses: LossLedger
    private let flavour: CoNLL.Flavour
    private let layout: DatasetLayout
    private let sinks: SplitSinks
    private let scheme: TagScheme
    private let startsDocuments: Bool
    private let hasLayers: Bool
    /// Known from the first item with layers on.
    private var columns: [String]?

    init(_ folder: DatasetFolder, layout: DatasetLayout, flavour: CoNLL.Flavour) throws {
        self.flavour = flavour
        self.layout = layout
        losses = LossLedger(format: flavour.name, policy: layout.onLoss)
        sinks = SplitSinks(folder, ending: flavour.ending, compression: layout.compression)
        let own = layout.header[flavour.name]
        let asked = own?["scheme"]?.string.flatMap(TagScheme.init)
        // BILOU files are BILOU or BIOES; the others never are.
        let marksEnds: Set<TagScheme> = [.bilou, .bioes]
        scheme = asked.flatMap { marksEnds.contains($0) == marksEnds.contains(flavour.scheme) ? $0 : nil } ?? flavour.scheme
        startsDocuments = own?["starts_documents"]?.bool ?? flavour.startsDocuments
        hasLayers = layout.questions.contains { $0.kind == .tokens }
    }

    @discardableResult
    func write(_ item: LabelledItem) throws -> [String: String] {
        let example = LossExample(item: item.key)
        let layers = layers(of: item)
        let text = tokens(of: item, layers)
        guard !text.tokens.isEmpty else {
            try losses.drop("\(flavour.name).\(Self.noTokens)", example)
            return [:]
        }
        if !text.isSpaced { try losses.adapt("\(flavour.name).\(Self.spacing)", example) }
        let between = try columnValues(layers, count: text.tokens.count, example)
        let (sink, isNew) = try sinks.sink(for: item.splitName)
        try sink.write(head(of: item, isNew: isNew))
        let spans = try SpanTagging(format: flavour.name).spans(of: item.parts(.spans, layout.questions) ?? [], on: text.tokens, item: item.key, &losses)
        let tags = SpanTagging.tags(spans, count: text.tokens.count, scheme: scheme)
        var block = ""
        for (place, token) in text.tokens.enumerated() {
            block += token.text
            for column in between { block += flavour.separator + column[place] }
            block += "\(flavour.separator)\(tags[place])\n"
        }
        try sink.write(block + "\n")
        return [:]
    }

    func finish() throws { try sinks.finish() }

    private func head(of item: LabelledItem, isNew: Bool) -> String {
        var head = ""
        let names = columns ?? []
        if isNew, names != CoNLLColumns.usual(names.count) { head += "# global.columns = form \(names.joined(separator: " ")) ner\n" }
        if let start = item.metadata[flavour.name]?["document_start"]?.string, !start.contains("\n"), start.hasPrefix("-DOCSTART-") { return head + start + "\n\n" }
        if isNew, startsDocuments { head += CoNLLColumns.documentStart(names.count, flavour.separator) + "\n\n" }
        return head
    }

    private func layers(of item: LabelledItem) -> [TokenLayer] {
        guard case .tokens(let layers)? = item.answer(.tokens, layout.questions) else { return [] }
        return layers
    }

    private func tokens(of item: LabelledItem, _ layers: [TokenLayer]) -> TokenisedText {
        let text = item.text ?? ""
        if let known = TokenLayers.tokens(of: layers, in: text) { return known }
        if item.metadata[flavour.name]?["tokens"]?.string == "spaces" { return TokenisedText(cuttingSpaces: text) }
        return TokenisedText(text, tokens: Tokeniser.tokens(of: text))
    }

    /// Values by column; the columns are those of the first item that has layers.
    private func columnValues(_ layers: [TokenLayer], count: Int, _ example: LossExample) throws -> [[String]] {
        let own = layers.filter { $0.name != TokenLayers.form }
        if columns == nil, hasLayers { columns = own.isEmpty ? CoNLLColumns.usual(2) : own.map { CoNLLLabel.written($0.name) } }
        let known = columns ?? []
        let left = own.filter { !known.contains(CoNLLLabel.written($0.name)) || $0.values.count != count }
        if !left.isEmpty { try losses.drop("\(flavour.name).\(Self.layerLeftOut)", example, count: left.count) }
        return try known.map { name in
            guard let layer = own.first(where: { CoNLLLabel.written($0.name) == name && $0.values.count == count }) else { return [String](repeating: "_", count: count) }
            return try layer.values.map { value in
                let written = value.isEmpty ? "_" : CoNLLLabel.written(value)
                if !value.isEmpty, written != value || value == "_" { try losses.adapt("\(flavour.name).\(Self.valueRewritten)", example) }
                return written
            }
        }
    }
}
