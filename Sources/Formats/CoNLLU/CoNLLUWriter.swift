import Records

/// Writes a sentence per item, a file per split: words are those of the item's layers, else those of `Tokeniser`.
///
/// Nothing is made up: columns nobody answered are `_`. Spans go into `NER=` as IOB2 tags, `O` included, so that a sentence in
/// which nothing was found differs from one nobody looked at.
final class CoNLLUWriter: DatasetWriter {
    static let noWords = "conllu.item-without-words"
    static let spacing = "conllu.white-space-changed"
    static let layerLeftOut = "conllu.layer-left-out"
    static let valueRewritten = "conllu.value-rewritten"
    static let losses = [noWords, spacing, layerLeftOut, valueRewritten] + SpanTagging.losses("conllu")

    private(set) var losses: LossLedger
    private let layout: DatasetLayout
    private let sinks: SplitSinks
    private let names: [String]

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.layout = layout
        losses = LossLedger(format: "conllu", policy: layout.onLoss)
        sinks = SplitSinks(folder, ending: ".conllu", compression: layout.compression)
        names = CoNLLU.layerNames
    }

    func finish() throws { try sinks.finish() }

    @discardableResult
    func write(_ item: LabelledItem) throws -> [String: String] {
        let example = LossExample(item: item.key)
        let own = item.metadata["conllu"]?.object ?? [:]
        let layers = try layers(of: item, own, example)
        let words = words(of: item.text ?? "", layers, own)
        guard !words.isEmpty else {
            try losses.drop(Self.noWords, example)
            return [:]
        }
        let text = Self.singleSpaced(item.text ?? "", words)
        if text != item.text { try losses.adapt(Self.spacing, example) }
        var block = ""
        for comment in comments(own) {
            switch comment {
            case CoNLLUOwn.sentID: block += "# sent_id = \(Self.line(item.key))\n"
            case CoNLLUOwn.text: block += "# text = \(text)\n"
            default: block += "#\(Self.line(comment))\n"
            }
        }
        block += try rows(item, words, layers, own, example)
        try sinks.sink(for: item.splitName).sink.write(block + "\n")
        return [:]
    }

    private func comments(_ own: JSONObject) -> [String] {
        own["comments"]?.array?.compactMap(\.string) ?? [CoNLLUOwn.sentID, CoNLLUOwn.text]
    }

    // MARK: Words

    /// A word's form and where it is.
    private func words(of text: String, _ layers: [TokenLayer], _ own: JSONObject) -> [Tokeniser.Token] {
        if let form = layers.first(where: { $0.name == TokenLayers.form }) {
            var sentence = CoNLLUSentence(words: form.values.map { ["", $0, "_", "_", "_", "_", "_", "_", "_", "_"] })
            sentence.extras = Self.extras(own)
            if let places = Self.places(of: sentence, in: text) {
                return zip(form.values, places).map { Tokeniser.Token(start: $1.lowerBound, end: $1.upperBound, text: $0) }
            }
        }
        return TokenLayers.tokens(of: layers.filter { $0.name != TokenLayers.form }, in: text)?.tokens ?? Tokeniser.tokens(of: text)
    }

    /// Where words are in a text that holds ranges as one.
    private static func places(of sentence: CoNLLUSentence, in text: String) -> [Range<Int>]? {
        var surface: [String] = []
        var counts: [ClosedRange<Int>?] = []
        var word = 0
        let ranges = sentence.extras.filter { $0.words != nil }
        while word < sentence.words.count {
            if let range = ranges.first(where: { $0.words?.lowerBound == word }), let inside = range.words, inside.upperBound < sentence.words.count {
                surface.append(range.columns[1])
                counts.append(inside)
                word = inside.upperBound + 1
            } else {
                surface.append(sentence.words[word][1])
                counts.append(nil)
                word += 1
            }
        }
        guard let found = TokenisedText(text, words: surface) else { return nil }
        return zip(found.tokens, counts).flatMap { token, inside -> [Range<Int>] in
            guard let inside else { return [token.start..<token.end] }
            let forms = inside.map { sentence.words[$0][1] }
            guard let split = TokenisedText(token.text, words: forms) else { return forms.map { _ in token.start..<token.end } }
            return split.tokens.map { token.start + $0.start..<token.start + $0.end }
        }
    }

    private static func extras(_ own: JSONObject) -> [CoNLLUSentence.Extra] {
        (own["rows"]?.array ?? []).compactMap { row in
            guard let after = TextOffset.whole(row["after"]), let text = row["row"]?.string else { return nil }
            let columns = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count == 10, after >= 0, !text.contains("\n") else { return nil }
            let ids = columns[0].split(separator: "-").compactMap { Int($0) }
            let isRange = columns[0].contains("-")
            guard !isRange || (ids.count == 2 && ids[0] == after + 1 && ids[0] <= ids[1]) else { return nil }
            return CoNLLUSentence.Extra(after: after, columns: columns, words: isRange ? ids[0] - 1...ids[1] - 1 : nil)
        }
    }

    // MARK: Rows

    private func rows(_ item: LabelledItem, _ words: [Tokeniser.Token], _ layers: [TokenLayer], _ own: JSONObject, _ example: LossExample) throws -> String {
        let tags = try tags(of: item, words)
        let hasOwnRows = layers.first { $0.name == TokenLayers.form }?.values == words.map(\.text)
        let extras = hasOwnRows ? Self.extras(own) : []
        var rows = ""
        for (place, word) in words.enumerated() {
            for extra in extras where extra.after == place && extra.words != nil { rows += extra.columns.joined(separator: "\t") + "\n" }
            if place == 0 { for extra in extras where extra.after == 0 && extra.words == nil { rows += extra.columns.joined(separator: "\t") + "\n" } }
            rows += "\(place + 1)\t\(Self.column(word.text))"
            for name in names.dropFirst().dropLast() { rows += "\t" + (try value(name, layers, place, words.count, example)) }
            let inRange = extras.contains { $0.words?.contains(place) == true }
            let touches = !inRange && place + 1 < words.count && words[place + 1].start == word.end
            let given = layers.first { $0.name == "misc" && $0.values.count == words.count }?.values[place] ?? ""
            rows += "\t\(misc(given, tag: tags?[place], touches: touches, raw: own["misc"]?[String(place + 1)]?.string, isLast: place + 1 == words.count || inRange))\n"
            for extra in extras where extra.after == place + 1 && extra.words == nil { rows += extra.columns.joined(separator: "\t") + "\n" }
        }
        return rows
    }

    /// The last column as it stood, if it says the same.
    private func misc(_ given: String, tag: String?, touches: Bool, raw: String?, isLast: Bool) -> String {
        if let raw, !raw.contains("\n"), !raw.contains("\t") {
            let known = CoNLLUMisc(raw)
            var bare = known
            if bare.has("SpaceAfter", "No") { bare.remove("SpaceAfter") }
            let ownTag = bare.value(CoNLLU.ner).map(String.init)
            if tag != nil || ownTag == nil { bare.remove(CoNLLU.ner) }
            if bare.text == given, tag == nil || ownTag == tag, isLast || known.has("SpaceAfter", "No") == touches { return raw }
        }
        return CoNLLUOwn.written(CoNLLUMisc(Self.column(given)), tag: tag, touchesNext: touches)
    }

    private func value(_ name: String, _ layers: [TokenLayer], _ place: Int, _ count: Int, _ example: LossExample) throws -> String {
        guard let layer = layers.first(where: { $0.name == name && $0.values.count == count }) else { return "_" }
        let written = Self.column(layer.values[place])
        if !layer.values[place].isEmpty, written != layer.values[place] { try losses.adapt(Self.valueRewritten, example) }
        return written
    }

    private func tags(of item: LabelledItem, _ words: [Tokeniser.Token]) throws -> [String]? {
        guard let parts = item.parts(.spans, layout.questions) else { return nil }
        let spans = try SpanTagging(format: "conllu").spans(of: parts, on: words, item: item.key, &losses)
        return SpanTagging.tags(spans, count: words.count, scheme: .iob2).map { $0.replacing("|", with: "_") }
    }

    /// The item's layers by the names of columns; `pos` of other formats is `xpos`.
    private func layers(of item: LabelledItem, _ own: JSONObject, _ example: LossExample) throws -> [TokenLayer] {
        guard case .tokens(let given)? = item.answer(.tokens, layout.questions) else { return Self.kept(own, readsSpans: item.parts(.spans, layout.questions) != nil) }
        var known: [TokenLayer] = []
        for layer in given {
            if names.contains(layer.name) { known.append(layer) } else if layer.name == "pos", !given.contains(where: { $0.name == "xpos" }) {
                known.append(TokenLayer(name: "xpos", values: layer.values))
            } else { try losses.drop(Self.layerLeftOut, example) }
        }
        return known
    }

    /// Layers a reader kept that was not asked for them.
    private static func kept(_ own: JSONObject, readsSpans: Bool) -> [TokenLayer] {
        let rows = (own["words"]?.array ?? []).map { ["0"] + ($0.string ?? "").split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        guard !rows.isEmpty, rows.allSatisfy({ $0.count == 10 }) else { return [] }
        return CoNLLU.layerNames.enumerated().map { column, name in TokenLayer(name: name, values: rows.map { CoNLLUOwn.value($0, column + 1, readsSpans: readsSpans) }) }
    }

    // MARK: Text of columns

    /// A column never is empty and holds no tab and no line break.
    private static func column(_ text: String) -> String {
        if text.isEmpty { return "_" }
        return line(text).replacing("\t", with: " ")
    }

    private static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
    }

    /// What words with and without `SpaceAfter=No` make up: one space where there is anything between them, none around.
    private static func singleSpaced(_ text: String, _ words: [Tokeniser.Token]) -> String {
        let scalars = Array(text.unicodeScalars)
        var made = String.UnicodeScalarView()
        var end = words.first?.start ?? 0
        // Words of a range may all stand for the whole of it.
        for word in words where word.start >= end {
            if word.start > end { made.append(" ") }
            made.append(contentsOf: scalars[word.start..<word.end])
            end = word.end
        }
        return String(made)
    }
}
