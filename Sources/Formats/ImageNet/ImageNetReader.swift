import Records

/// Reads pictures in ImageNet's layout in the order of their paths. The label is the WordNet number, since names come twice
/// (`crane`, `maillot`); the name is told with the label's definition.
public final class ImageNetReader: DatasetReader {
    public let questions: [Question]
    public var filesFolder: String { input.listing.folder }
    public private(set) var progress: (done: Int, total: Int?)
    private let input: DatasetInput
    private let options: DatasetReadOptions
    private let paths: [String]
    private let solutions: [String: String]
    private let question: String?
    private var findings = FindingLog()
    private var keys = KeyBook()
    private var place = 0

    public init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        self.input = input
        self.options = options
        paths = ImageFiles(input.listing).paths
        if !paths.contains(where: { ImageNet.number(in: $0) != nil }) { throw ImageFormatError.noFiles(format: "imagenet", folder: input.path, expected: "picture in a folder named after a WordNet number") }
        let names = ImageNet.names(input, &findings)
        solutions = ImageNet.solutions(input, &findings)
        let numbers = Set(paths.compactMap { ImageNet.number(in: $0).map(String.init) }).sorted()
        question = options.questions.name(.choice)
        questions = question.map { name in
            [Question(name: name, kind: .choice, labels: numbers.map { LabelDefinition(name: $0, about: names[$0]) })]
        } ?? []
        progress = (0, paths.count)
        let boxes = input.listing.paths.count { $0.hasSuffix(".xml") }
        if boxes > 0 { findings.add(Finding(.note, "imagenet.boxes-not-read", "\(boxes) XML files with boxes are not read", at: Place(file: input.path), hint: "Read them with `--from voc`")) }
    }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while place < paths.count {
            let path = paths[place]
            place += 1
            progress.done = place
            let (split, name) = Self.split(path)
            guard let key = keys.key(for: name, split: split) ?? keys.key(for: path, split: nil) else { continue }
            var item = LabelledItem(picture: key, file: path, size: options.probe?(input.listing.fullPath(path)), split: split, place: Place(file: path, record: key))
            if let question, let label = label(path, split, item.place) { item.answers[question] = .choice(label) }
            return item
        }
        findings.close(file: input.path)
        return nil
    }

    /// Pictures of `test` have no label, which is as it should be.
    private func label(_ path: String, _ split: String?, _ place: Place?) -> String? {
        if let number = ImageNet.number(in: path) { return String(number) }
        if let number = solutions[String(ImageFiles.fileName(path))] ?? solutions[ImageFiles.stem(path)] { return number }
        if split != "test" { findings.add(Finding(.warning, "imagenet.no-label", "`\(path)` lies in no folder of a WordNet number and is in no list of labels", at: place)) }
        return nil
    }

    /// `ILSVRC/Data/CLS-LOC/val/x.JPEG` -> `val` and `x.JPEG`.
    static func split(_ path: String) -> (split: String?, name: String) {
        let parts = path.split(separator: "/").map(String.init)
        if let place = parts.dropLast().lastIndex(where: { Folders.splits.contains($0.lowercased()) }) { return (parts[place].lowercased(), parts[(place + 1)...].joined(separator: "/")) }
        if let place = parts.firstIndex(where: ImageNet.isNumber) { return (nil, parts[place...].joined(separator: "/")) }
        return (nil, path)
    }
}
