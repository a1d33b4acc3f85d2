import Records

/// Reads `.spacy` files, a document at a time: an item each, called by `id` in its user data, else by its number.
final class DocBinReader: QueuedReader {
    private let files: [SplitFiles.File]
    private var place = 0
    private var open: DocBinFile?
    /// Documents given of the file that is open.
    private var number = 0
    private var keys = KeyBook()
    /// Labels of the whole text, those nobody chose among them.
    private var categories: [String] = []
    private var known: Set<String> = []

    init(reading input: DatasetInput, options: DatasetReadOptions) throws {
        files = SplitFiles(input.files("spacy")).files
        super.init(input, options: options)
        var survey = QuestionSurvey()
        while let items = try produce() { for item in items { survey.add(item) } }
        questions = survey.questions.map { question in
            var question = question
            // Looked for, and nothing found anywhere.
            if question.kind == .boxes { question.kind = .spans }
            if question.kind == .choices || question.kind == .choice { question.labels = categories.map { LabelDefinition(name: $0) } }
            return question
        }
        (place, keys, findings, done, total) = (0, KeyBook(), FindingLog(), 0, files.count)
        if files.isEmpty { findings.add(Finding(.error, "docbin.no-files", "`\(input.path)` holds no `.spacy` file", at: Place(file: input.path))) }
    }

    /// One document.
    override func produce() throws -> [LabelledItem]? {
        guard place < files.count else { return nil }
        let file = files[place]
        do {
            let bin = try open ?? DocBinFile(try input.source(file.path))
            open = bin
            guard let document = try bin.next() else {
                close()
                return []
            }
            number += 1
            for label in document.cats.compactMap(\.key.string) where known.insert(label).inserted { categories.append(label) }
            return item(document, of: bin, file).map { [$0] } ?? []
        } catch let fault as DocBinFault {
            close()
            findings.add(Finding(.error, "docbin.broken", "`\(file.path)` cannot be read: \(fault.reason)", at: Place(file: file.path), hint: "Fetch or write the file again"))
            return []
        }
    }

    private func close() {
        (open, number, place) = (nil, 0, place + 1)
        done = place
    }

    private func item(_ document: DocBinDocument, of bin: DocBinFile, _ file: SplitFiles.File) -> LabelledItem? {
        var reading = DocBinDocumentReading(bin, document, options, labels: { self.label(&$0, $1) })
        do {
            var item = try reading.item(key: document.id ?? "\(file.prefix)\(number)")
            item.key = keys.key(for: item.key, split: file.split) ?? "\(file.path)#\(number)"
            item.split = file.split
            item.place = Place(file: file.path, record: item.key)
            return item
        } catch {
            let reason = (error as? DocBinFault)?.reason ?? "\(error)"
            findings.add(Finding(.error, "docbin.document", "document \(number) of `\(file.path)` cannot be read: \(reason)", at: Place(file: file.path, record: String(number))))
            return nil
        }
    }
}

extension DocBinDocument {
    var id: String? {
        userData.first { $0.key == .string("id") }.flatMap { $0.value.string ?? $0.value.int.map(String.init) }
    }
}

/// One document as an item.
struct DocBinDocumentReading {
    private let bin: DocBinFile
    private let document: DocBinDocument
    private let options: DatasetReadOptions
    private let labels: (inout LabelledItem, [String]) -> Void
    private var tokens: [Tokeniser.Token] = []
    private var own: JSONObject = [:]

    init(_ bin: DocBinFile, _ document: DocBinDocument, _ options: DatasetReadOptions, labels: @escaping (inout LabelledItem, [String]) -> Void) {
        self.bin = bin
        self.document = document
        self.options = options
        self.labels = labels
    }

    private func numbers(_ attribute: DocBinFile.Attribute) -> [UInt64]? {
        bin.attributes.firstIndex(of: attribute.rawValue).map { column in stride(from: column, to: document.numbers.count, by: bin.attributes.count).map { document.numbers[$0] } }
    }

    private func texts(_ attribute: DocBinFile.Attribute) throws -> [String]? {
        try numbers(attribute)?.map { number in
            guard let text = bin.text(number) else { throw DocBinFault(reason: "the number \(number) stands for no text of `strings`") }
            return text
        }
    }

    mutating func item(key: String) throws -> LabelledItem {
        let words = try texts(.orth) ?? []
        var text = String.UnicodeScalarView()
        var end = 0
        for (place, word) in words.enumerated() {
            let start = end
            text.append(contentsOf: word.unicodeScalars)
            end += word.unicodeScalars.count
            tokens.append(Tokeniser.Token(start: start, end: end, text: word))
            guard document.hasUnknownSpaces ? place + 1 < words.count : document.spaces[place] else { continue }
            text.append(" ")
            end += 1
        }
        var item = LabelledItem(key: key, fields: ["text": .string(String(text))])
        item.media = .text
        if DocBin.tokens(String(text)) != tokens { own["tokens"] = .array(tokens.flatMap { [.int(Int64($0.start)), .int(Int64($0.end))] }) }
        try readEntities(&item)
        try readGroups(&item)
        readCategories(&item)
        try readLayers(&item)
        let others = document.userData.filter { $0.key != .string("id") }
        if !others.isEmpty { own["user_data"] = .string(Self.hex(MessagePackWriter.bytes(of: .map(others)))) }
        if !own.isEmpty { item.metadata["docbin"] = .object(own) }
        return item
    }

    // MARK: Spans

    private mutating func readEntities(_ item: inout LabelledItem) throws {
        guard let name = options.questions.name(.spans), let marks = numbers(.entIOB), marks.contains(where: { $0 != 0 }), let types = try texts(.entType) else { return }
        let (kbs, ids) = (try texts(.kb), try texts(.entID))
        var parts: [Part] = []
        var isOpen = false
        var extras: JSONObject = [:]
        for (place, mark) in marks.enumerated() {
            let isInside = mark == 3 || (mark == 1 && !types[place].isEmpty)
            defer { isOpen = isInside }
            guard isInside else { continue }
            if mark == 1, isOpen, let last = parts.indices.last, parts[last].labels == [types[place]], case .ranges(let ranges) = parts[last].shape {
                parts[last].shape = .ranges([[ranges[0][0], tokens[place].end]])
            } else {
                parts.append(Part(id: "s\(parts.count + 1)", labels: [types[place]], shape: .ranges([[tokens[place].start, tokens[place].end]]), origin: .imported))
                note(kb: kbs?[place], id: ids?[place], of: parts[parts.count - 1].id, &extras)
            }
        }
        item.answers[name] = .parts(parts)
        if !extras.isEmpty { own["parts"] = .object(extras) }
    }

    private func note(kb: String?, id: String?, of part: String, _ extras: inout JSONObject) {
        var extra: JSONObject = [:]
        if let kb, !kb.isEmpty { extra["kb"] = .string(kb) }
        if let id, !id.isEmpty { extra["id"] = .string(id) }
        if !extra.isEmpty { extras[part] = .object(extra) }
    }

    private mutating func readGroups(_ item: inout LabelledItem) throws {
        let hasEntities = !item.answers.isEmpty
        var extras = own["parts"]?.object ?? [:]
        for group in document.groups {
            for key in group.keys {
                guard let name = options.questions.name(.spans, called: key == DocBin.group && !hasEntities ? nil : key) else { continue }
                var parts: [Part] = []
                if case .parts(let before)? = item.answers[name] { parts = before }
                for span in group.spans {
                    guard !span.tokens.isEmpty, span.tokens.upperBound <= tokens.count, let label = bin.text(span.label) else {
                        throw DocBinFault(reason: "a span of the group `\(key)` lies outside its \(tokens.count) tokens or has an unknown label")
                    }
                    let id = "s\(parts.count + 1)"
                    parts.append(Part(id: id, labels: [label], shape: .ranges([[tokens[span.tokens.lowerBound].start, tokens[span.tokens.upperBound - 1].end]]), origin: .imported))
                    note(kb: bin.text(span.kb), id: bin.text(span.id), of: id, &extras)
                }
                item.answers[name] = .parts(parts)
            }
        }
        if !extras.isEmpty { own["parts"] = .object(extras) }
    }

    // MARK: The rest

    private mutating func readCategories(_ item: inout LabelledItem) {
        guard !document.cats.isEmpty else { return }
        let scores = document.cats.compactMap { member in member.key.string.map { (label: $0, score: member.value.double ?? (member.value.bool == true ? 1 : 0)) } }
        labels(&item, scores.filter { $0.score >= 0.5 }.map(\.label))
        if scores.contains(where: { $0.score != 0 && $0.score != 1 }) { own["cats"] = .object(JSONObject(scores.map { (key: $0.label, value: .double($0.score)) })) }
    }

    private mutating func readLayers(_ item: inout LabelledItem) throws {
        if let starts = numbers(.sentStart), starts.contains(where: { $0 != 0 }) { own["sentence_starts"] = .array(starts.map { .int(Int64(bitPattern: $0)) }) }
        if let norms = try texts(.norm), zip(norms, tokens).contains(where: { !$0.isEmpty && $0 != $1.text.lowercased() }) { own["norms"] = .array(norms.map { .string($0) }) }
        var layers: [TokenLayer] = []
        for (name, attribute) in DocBin.layers {
            guard attribute != .head else { continue }
            guard let values = try texts(attribute), values.contains(where: { !$0.isEmpty }) else { continue }
            if attribute == .dep, let heads = numbers(.head) { layers.append(TokenLayer(name: "head", values: try Self.heads(heads))) }
            layers.append(TokenLayer(name: name, values: values))
        }
        guard !layers.isEmpty, let name = options.questions.name(.tokens) else { return }
        item.answers[name] = .tokens([TokenLayer(name: TokenLayers.form, values: tokens.map(\.text))] + layers)
    }

    /// From steps to the head, 0 for a root, to numbers of words from 1, as CoNLL-U has them.
    private static func heads(_ steps: [UInt64]) throws -> [String] {
        try steps.enumerated().map { place, step in
            let signed = Int64(bitPattern: step)
            let (head, isOver) = Int64(place).addingReportingOverflow(signed)
            guard !isOver, head >= 0, head < steps.count else { throw DocBinFault(reason: "the head of token \(place + 1) is none of the \(steps.count) tokens") }
            return signed == 0 ? "0" : String(head + 1)
        }
    }

    static func hex(_ bytes: [UInt8]) -> String { ContentHash.hex(bytes) }

    static func bytes(hex text: String) -> [UInt8]? {
        let digits = text.utf8.map { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") ? $0 - 48 : UInt8(ascii: "a") <= $0 && $0 <= UInt8(ascii: "f") ? $0 - 87 : 255 }
        guard digits.count % 2 == 0, !digits.contains(255) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
