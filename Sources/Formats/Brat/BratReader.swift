import Records

/// Reads a folder of brat documents, in the order of their paths: an item per document, called by its path without ending.
///
/// `T` lines become spans, `R` lines relations between them, `A` and `M` lines of spans attributes, `#` lines of spans notes.
/// Events, equivalences, references, and attributes and notes of those stay as lines in the metadata and are written back.
final class BratReader: QueuedReader {
    private let documents: [String]
    private let spans: String?
    private let relations: String?
    private let known: BratConfiguration
    private let labels: BratLabels
    private let hasConfiguration: Bool
    private var place = 0

    override init(_ input: DatasetInput, options: DatasetReadOptions) {
        documents = Brat.documents(input)
        spans = options.questions.name(.spans)
        relations = options.questions.name(.relations)
        let configuration = Self.text(input, Brat.configuration)
        hasConfiguration = configuration != nil
        known = BratConfiguration(configuration ?? "")
        labels = BratLabels(Self.text(input, BratLabels.fileName) ?? "")
        super.init(input, options: options)
        total = documents.count
        declare()
        if documents.isEmpty { findings.add(Finding(.error, "brat.no-files", "`\(input.path)` holds no `.txt` file with an `.ann` file of its name", at: Place(file: input.path))) }
    }

    private static func text(_ input: DatasetInput, _ name: String) -> String? {
        guard let file = input.listing.paths.first(where: { $0 == name || $0.hasSuffix("/\(name)") }) else { return nil }
        return try? TextFileReader.read(path: input.listing.fullPath(file), shownAs: file).get()
    }

    private func declare() {
        let attributes = known.attributes.map { attribute in
            AttributeDefinition(name: labels.label(attribute.name), kind: attribute.values.isEmpty || attribute.values == ["false"] ? .boolean : .choice, options: attribute.values)
        }
        func definitions(_ types: [String]) -> [LabelDefinition] { types.map { LabelDefinition(name: labels.label($0)) } }
        if let spans { questions.append(Question(name: spans, kind: .spans, labels: definitions(known.entities), attributes: attributes)) }
        if let relations, !known.relations.isEmpty || !hasConfiguration { questions.append(Question(name: relations, kind: .relations, labels: definitions(known.relations))) }
        if !known.events.isEmpty { header["brat"] = ["events": .array(known.events.map { .string($0) })] }
    }

    override func produce() throws -> [LabelledItem]? {
        guard place < documents.count else { return nil }
        let document = documents[place]
        place += 1
        done = place
        guard let text = contents(of: "\(document).txt"), let lines = contents(of: "\(document).ann") else { return [] }
        let (key, split) = named(document)
        var item = LabelledItem(key: key, fields: ["text": .string(text)], split: split)
        item.media = .text
        item.place = Place(file: "\(document).ann", record: key)
        var said = BratDocument(file: "\(document).ann", length: text.unicodeScalars.count, labels: labels, configuration: known)
        said.read(lines)
        findings.add(said.findings)
        if let spans { item.answers[spans] = .parts(said.parts) }
        if let relations, questions.contains(where: { $0.name == relations }), !known.withoutRelations.contains(document) {
            item.answers[relations] = .relations(said.relations)
        }
        if !said.own.isEmpty { item.metadata["brat"] = .object(said.own) }
        return [item]
    }

    /// A first folder that is a split is not part of the key.
    private func named(_ document: String) -> (key: String, split: String?) {
        guard let slash = document.firstIndex(of: "/") else { return (document, nil) }
        let folder = String(document[..<slash])
        guard known.splits.contains(folder) || (known.splits.isEmpty && ["train", "dev", "test", "val", "valid"].contains(folder)) else { return (document, nil) }
        let key = String(document[document.index(after: slash)...])
        let isShared = documents.contains { $0 != document && $0.hasSuffix("/\(key)") && $0.count(where: { $0 == "/" }) == document.count(where: { $0 == "/" }) }
        return (isShared ? document : key, folder == LabelledItem.wholeName ? nil : folder)
    }

    private func contents(of file: String) -> String? {
        switch TextFileReader.read(path: input.listing.fullPath(file), shownAs: file) {
        case .success(let text): return text
        case .failure(let finding):
            findings.add(finding)
            return nil
        }
    }

}
