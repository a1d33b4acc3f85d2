import Records

/// Writes a `.spacy` file per split. Documents wait in `DocBinSpool` until `finish()`, since the file lists its strings behind its
/// tokens and one span that overlaps another moves all to a group: memory is that of the different strings.
final class DocBinWriter: DatasetWriter {
    static let layerLeftOut = "docbin.layer-left-out"
    static let valueLeftOut = "docbin.value-left-out"
    static let losses = [layerLeftOut, valueLeftOut] + SpanTagging.losses("docbin").filter { !$0.hasSuffix(SpanTagging.overlap) && !$0.hasSuffix(SpanTagging.labelRewritten) }

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let questions: [Question]
    private var labels: [String]
    private var spools: [String: DocBinSpool] = [:]
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
        var used = Strings()
        let layers = try layers(of: item)
        let tokens = tokens(text, layers, own)
        var document = DocBinDocument()
        document.numbers = try numbers(tokens, layers, own, &used, LossExample(item: item.key))
        document.spaces = spaces(tokens, length: text.unicodeScalars.count)
        let spans = try item.parts(.spans, questions).map { try self.spans($0, tokens, item, own, &used) }
        if case .choices(let chosen)? = item.answer(.choices, questions) { document.cats = cats(chosen, own) }
        document.userData = [MessagePackMember("id", .string(item.key))]
        if let kept = own["user_data"]?.string.flatMap(DocBinDocumentReading.bytes), let members = (try? MessagePackParser.parse(kept))?.members { document.userData += members }
        try spool(item.splitName).add(document, spans, used.texts)
        return [:]
    }

    func finish() throws {
        for split in spools.keys.sorted() {
            let name = names.name(for: split, in: "", ending: ".spacy")
            let sink = try folder.sink(name, compression: Compression.none)
            try spools[split]?.write(to: sink, grouped: overlaps)
            try folder.close(sink, as: name)
            spools[split] = nil
        }
    }

    private func spool(_ split: String) throws -> DocBinSpool {
        if let known = spools[split] { return known }
        let spool = try DocBinSpool(in: SpoolFile.place(beside: folder.path))
        spools[split] = spool
        return spool
    }

    /// Texts of one document by their numbers.
    private struct Strings {
        private(set) var texts: [UInt64: String] = [:]

        mutating func number(_ text: String) -> UInt64 {
            let number = SpaCyStrings.hash(text)
            texts[number] = text
            return number
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

    /// A number per token and attribute. Entities are left for `DocBinSpool`.
    private func numbers(_ tokens: [Tokeniser.Token], _ layers: [TokenLayer], _ own: JSONObject, _ used: inout Strings, _ example: LossExample) throws -> [UInt64] {
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
        var numbers: [UInt64] = []
        numbers.reserveCapacity(tokens.count * columns.count)
        for (place, token) in tokens.enumerated() {
            for column in columns {
                switch column {
                case .orth: numbers.append(used.number(token.text))
                case .norm: numbers.append(norms.map { used.number($0[place]) } ?? 0)
                case .sentStart: numbers.append(starts.map { UInt64(bitPattern: $0[place]) } ?? 0)
                case .pos: numbers.append(try partOfSpeech(values[.pos]?[place], example))
                case .head: numbers.append(step(values[.head]?[place], place, places))
                default: numbers.append(values[column]?[place].map { used.number($0) } ?? 0)
                }
            }
        }
        return numbers
    }

    /// Only spaCy's names have numbers.
    private func partOfSpeech(_ value: String?, _ example: LossExample) throws -> UInt64 {
        guard let value else { return 0 }
        let hash = SpaCyStrings.hash(value)
        if (84...103).contains(hash) { return hash }
        try losses.drop(Self.valueLeftOut, example)
        return 0
    }

    /// From the number of a word to the step to it.
    private func step(_ head: String?, _ place: Int, _ places: [Int]) -> UInt64 {
        guard let head = head.flatMap({ Int($0) }), head > 0, head <= places.count else { return 0 }
        return UInt64(bitPattern: Int64(places[head - 1] - place))
    }

    // MARK: Spans and categories

    private func spans(_ parts: [Part], _ tokens: [Tokeniser.Token], _ item: LabelledItem, _ own: JSONObject, _ used: inout Strings) throws -> [DocBinGroup.Span] {
        let words = tokens.indices.filter { !tokens[$0].text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
        let wordTokens = words.map { tokens[$0] }
        let tagging = SpanTagging(format: "docbin", mayOverlap: true, takesAnyLabel: true)
        var found: [DocBinGroup.Span] = []
        for part in parts {
            for span in try tagging.spans(of: [part], on: wordTokens, item: item.key, &losses) {
                let range = words[span.tokens.lowerBound]..<words[span.tokens.upperBound - 1] + 1
                func number(_ key: String) -> UInt64 { own["parts"]?[part.id]?[key]?.string.map { used.number($0) } ?? 0 }
                found.append(DocBinGroup.Span(
                    id: number("id"), kb: number("kb"), label: used.number(span.label), tokens: range, characters: tokens[range.lowerBound].start..<tokens[range.upperBound - 1].end))
            }
        }
        var taken: Set<Int> = []
        for span in found {
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
}
