import Records

/// Reads folders that say the label of what is in them: `<split>/<label>/<file>` or `<label>/<file>`, pictures or texts, as
/// torchvision's and Hugging Face's loaders take them; `index.csv`, where we wrote one, says keys and labels exactly.
public final class FoldersReader: DatasetReader {
    public let questions: [Question]
    public var filesFolder: String { input.listing.folder }
    public private(set) var progress: (done: Int, total: Int?)
    private let input: DatasetInput
    private let options: DatasetReadOptions
    private let entries: [Folders.Entry]
    private let question: String?
    private var findings = FindingLog()
    private var keys = KeyBook()
    private var place = 0

    public init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        self.input = input
        self.options = options
        entries = try Folders.indexed(input, &findings) ?? Folders.entries(input.listing.paths)
        if entries.isEmpty { throw ImageFormatError.noFiles(format: "folders", folder: input.path, expected: "picture or text below a folder named after its label") }
        question = options.questions.name(.choice)
        let labels = Set(entries.map(\.label)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        questions = question.map { [Question(name: $0, kind: .choice, labels: labels.map { LabelDefinition(name: $0) })] } ?? []
        progress = (0, entries.count)
    }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while place < entries.count {
            let entry = entries[place]
            place += 1
            progress.done = place
            if let item = item(entry) { return item }
        }
        findings.close(file: input.path)
        return nil
    }

    private func item(_ entry: Folders.Entry) -> LabelledItem? {
        guard let key = keys.key(for: entry.key, split: entry.split) ?? keys.key(for: entry.path, split: nil) else { return nil }
        var item = LabelledItem(key: key, split: entry.split)
        item.place = Place(file: entry.path, record: key)
        if ImageFiles.isImage(entry.path) {
            item = LabelledItem(picture: key, file: entry.path, size: options.probe?(input.listing.fullPath(entry.path)), split: entry.split, place: item.place)
        } else {
            item.media = .text
            switch TextFileReader.read(path: input.listing.fullPath(entry.path), shownAs: entry.path) {
            case .success(let text): item.fields["text"] = .string(text)
            case .failure(let finding):
                findings.add(finding)
                return nil
            }
        }
        if let question { item.answers[question] = .choice(entry.label) }
        return item
    }
}
