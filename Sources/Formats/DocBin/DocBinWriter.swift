import Records

/// Writes a `.spacy` file per split. Documents are kept until `finish()`, since the file lists its strings behind its tokens and
/// one span that overlaps another moves all to a group: memory is that of the tokens.
final class DocBinWriter: DatasetWriter {
    static let layerLeftOut = "docbin.layer-left-out"
    static let valueLeftOut = "docbin.value-left-out"
    static let losses = [layerLeftOut, valueLeftOut] + SpanTagging.losses("docbin").filter { !$0.hasSuffix(SpanTagging.overlap) && !$0.hasSuffix(SpanTagging.labelRewritten) }

    private struct Draft {
        var document: DocBinDocument
        var tokens: [Tokeniser.Token]
        var spans: [(span: TagSpans.Span, extra: JSONValue?)]?
    }

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let questions: [Question]
    private var labels: [String]
    private var drafts: [String: [Draft]] = [:]
    private var strings: [String: Set<String>] = [:]
    private var overlaps = false
    private var names = SafeNames()
    private let columns = DocBinFile.Attribute.allCases

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        losses = LossLedger(format: "docbin", policy: layout.onLoss)
        questions = layout.questions
        labels = layout.labels(of: layout.questions.filter { $0.kind == .choices })
    }

    @discardableResult
    func write(_ item: LabelledItem) throws -> [String: String] {
        let text = item.text ?? ""
        let own = item.metadata["docbin"]?.object ?? [:]
        var used: Set<String> = []
        let layers = try layers(of: item)
        let tokens = tokens(text, layers, own)
        var draft = Draft(document: DocBinDocument(), tokens: tokens, spans: nil)
        draft.document.rows = try rows(tokens, layers, own, &used, LossExample(item: item.key))
        draft.document.spaces = spaces(tokens, length: text.unicodeScalars.count)
        if let parts = item.parts(.spans, questions) { draft.spans = try spans(parts, tokens, item, own, &used) }
        if case .choices(let chosen)? = item.answer(.choices, questions) { draft.document.cats = cats(chosen, own) }
        draft.document.userData = [MessagePackMember("id", .string(item.key))]
        if let kept = own["user_data"]?.string.flatMap(DocBinDocumentReading.bytes), let members = (try? MessagePackParser.parse(kept))?.members { draft.document.userData += members }
        drafts[item.splitName, default: []].append(draft)
        strings[item.splitName, default: []].formUnion(used)
        return [:]
    }

    func finish() throws {
        for split in drafts.keys.sorted() {
            var bin = DocBinFile()
            bin.strings = [""] + Array(strings[split] ?? [])
            bin.documents = (drafts[split] ?? []).map(settled)
            let name = names.name(for: split, in: "", ending: ".spacy")
            let sink = try folder.sink(name, compression: Compression.none)
            try sink.write(bin.bytes)
            try folder.close(sink, as: name)
        }
    }

    // MARK: Tokens

    private func tokens(_ text: String, _ layers: [TokenLayer], _ own: JSONObject) -> [Tokeniser.Token] {
        if let flat = own["tokens"]?.array?.compactMap({ TextOffset.whole($0) }), let kept = Self.tokens(flat, text) { return kept }
        if let known = TokenLayers.tokens(of: layers, in: text) { return DocBin.filled(known.tokens, text) }
        return DocBin.tokens(text)
    }

    /// Kept offsets, if they make up the text.
    private static func tokens(_ flat: [Int], _ text: String) -> [Tokeniser.Token]? {
        let scalars = Array(text.unicodeScalars)
        var tokens: [Tokeniser.Token] = []
        var place = 0
        for pair in stride(from: 0, to: flat.count - 1, by: 2) {
            let (start, end) = (flat[pair], flat[pair + 1])
            guard start == place || (start == place + 1 && place < scalars.count && scalars[place] == " "), start < end, end <= scalars.count else { return nil }
            tokens.append(Tokeniser.Token(start: start, end: end, text: String(String.UnicodeScalarView(scalars[start..<end]))))
            place = end
        }
        return place == scalars.count || (place + 1 == scalars.count && scalars[place] == " ") ? tokens : nil
    }

    private func spaces(_ tokens: [Tokeniser.Token], length: Int) -> [Bool] {
        tokens.indices.map { place in (place + 1 < tokens.count ? tokens[place + 1].start : length) > tokens[place].end }
    }

    private func layers(of item: LabelledItem) throws -> [TokenLayer] {
        guard case .tokens(let given)? = item.answer(.tokens, questions) else { return [] }
        let known = Set(DocBin.layers.map(\.name) + [TokenLayers.form])
        let left = given.filter { !known.contains($0.name) && $0.name != "pos" }
        if !left.isEmpty { try losses.drop(Self.layerLeftOut, LossExample(item: item.key), count: left.count) }
        return given.compactMap { layer in
            if known.contains(layer.name) { return layer }
            return layer.name == "pos" && !given.contains { $0.name == "xpos" } ? TokenLayer(name: "xpos", values: layer.values) : nil
        }
    }

    private func rows(_ tokens: [Tokeniser.Token], _ layers: [TokenLayer], _ own: JSONObject, _ used: inout Set<String>, _ example: LossExample) throws -> [[UInt64]] {
        func number(_ text: String) -> UInt64 {
            used.insert(text)
            return SpaCyStrings.hash(text)
        }
        // Layers are of words; white space that is a token has no values.
        let words = tokens.indices.filter { !tokens[$0].text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
        var values: [DocBinFile.Attribute: [Int: String]] = [:]
        for (name, attribute) in DocBin.layers {
            guard let layer = layers.first(where: { $0.name == name }) else { continue }
            let places = layer.values.count == tokens.count ? Array(tokens.indices) : words
            guard layer.values.count == places.count else {
                try losses.drop(Self.layerLeftOut, example)
                continue
            }
            for (place, value) in zip(places, layer.values) where !value.isEmpty { values[attribute, default: [:]][place] = value }
        }
        let places = layers.first.map { $0.values.count == tokens.count } == true ? Array(tokens.indices) : words
        let starts = own["sentence_starts"]?.array.flatMap { $0.count == tokens.count ? $0.map { $0.int ?? 0 } : nil }
        let norms = own["norms"]?.array.flatMap { $0.count == tokens.count ? $0.map { $0.string ?? "" } : nil }
        var rows: [[UInt64]] = []
        for (place, token) in tokens.enumerated() {
            rows.append(try columns.map { column in
                switch column {
                case .orth: return number(token.text)
                case .norm: return norms.map { number($0[place]) } ?? 0
                case .sentStart: return starts.map { UInt64(bitPattern: $0[place]) } ?? 0
                case .pos:
                    guard let value = values[.pos]?[place] else { return 0 }
                    // Only spaCy's names of parts of speech.
                    let hash = SpaCyStrings.hash(value)
                    if (84...103).contains(hash) { return hash }
                    try losses.drop(Self.valueLeftOut, example)
                    return 0
                case .head: return step(values[.head]?[place], place, places)
                default: return values[column]?[place].map(number) ?? 0
                }
            })
        }
        return rows
    }

    /// From the number of a word to the step to it.
    private func step(_ head: String?, _ place: Int, _ places: [Int]) -> UInt64 {
        guard let head = head.flatMap({ Int($0) }), head > 0, head <= places.count else { return 0 }
        return UInt64(bitPattern: Int64(places[head - 1] - place))
    }

    // MARK: Spans and categories

    private func spans(_ parts: [Part], _ tokens: [Tokeniser.Token], _ item: LabelledItem, _ own: JSONObject, _ used: inout Set<String>) throws -> [(span: TagSpans.Span, extra: JSONValue?)] {
        let words = tokens.indices.filter { !tokens[$0].text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
        let tagging = SpanTagging(format: "docbin", mayOverlap: true, takesAnyLabel: true)
        var found: [(span: TagSpans.Span, extra: JSONValue?)] = []
        for part in parts {
            for var span in try tagging.spans(of: [part], on: words.map { tokens[$0] }, item: item.key, &losses) {
                span.tokens = words[span.tokens.lowerBound]..<words[span.tokens.upperBound - 1] + 1
                used.insert(span.label)
                let extra = own["parts"]?[part.id]
                for key in ["kb", "id"] { if let text = extra?[key]?.string { used.insert(text) } }
                found.append((span, extra))
            }
        }
        var taken: Set<Int> = []
        for (span, _) in found {
            if !taken.isDisjoint(with: span.tokens) { overlaps = true }
            taken.formUnion(span.tokens)
        }
        return found
    }

    private func cats(_ chosen: [String], _ own: JSONObject) -> [MessagePackMember] {
        if let kept = own["cats"]?.object, kept.members.filter({ ($0.value.double ?? 0) >= 0.5 }).map(\.key) == chosen {
            return kept.members.map { MessagePackMember($0.key, .double($0.value.double ?? 0)) }
        }
        for label in chosen where !labels.contains(label) { labels.append(label) }
        return chosen.map { MessagePackMember($0, .double(1)) } + labels.filter { !chosen.contains($0) }.sorted().map { MessagePackMember($0, .double(0)) }
    }

    /// With its spans as entities, or all in the group where some overlap.
    private func settled(_ draft: Draft) -> DocBinDocument {
        var document = draft.document
        guard let spans = draft.spans else { return document }
        func number(_ extra: JSONValue?, _ key: String) -> UInt64 { extra?[key]?.string.map(SpaCyStrings.hash) ?? 0 }
        guard !overlaps else {
            document.groups = [DocBinGroup(name: DocBin.group, keys: [DocBin.group], spans: spans.map { span, extra in
                DocBinGroup.Span(
                    id: number(extra, "id"), kb: number(extra, "kb"), label: SpaCyStrings.hash(span.label), tokens: span.tokens,
                    characters: draft.tokens[span.tokens.lowerBound].start..<draft.tokens[span.tokens.upperBound - 1].end)
            })]
            return document
        }
        func set(_ attribute: DocBinFile.Attribute, _ place: Int, _ value: UInt64) {
            if let column = columns.firstIndex(of: attribute) { document.rows[place][column] = value }
        }
        for place in document.rows.indices { set(.entIOB, place, 2) }
        for (span, extra) in spans {
            for place in span.tokens {
                set(.entIOB, place, place == span.tokens.lowerBound ? 3 : 1)
                set(.entType, place, SpaCyStrings.hash(span.label))
                set(.kb, place, number(extra, "kb"))
                set(.entID, place, number(extra, "id"))
            }
        }
        return document
    }
}
