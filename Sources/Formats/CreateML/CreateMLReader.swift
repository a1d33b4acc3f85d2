import Records

/// Reads Create ML's lists element by element; a file per split, the split being called like the file's folder.
///
/// Every file is gone through once before: for its labels, and for whether its boxes can be meant from their middle
/// (`CreateMLOrigin`). Sizes are not in the format: they come from the pictures' headers.
final class CreateMLReader: JSONFilesReader {
    private var origins: [CreateMLElement.Origin] = []
    private var current: JSONListReader?
    private var place = 0

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "createml", files: CreateML.files(input), expected: "JSON list of pictures", kinds: [.boxes])
        var labels: [String] = [], known: Set<String> = []
        for file in files { origins.append(try origin(of: file) { label in if known.insert(label).inserted { labels.append(label) } }) }
        questions = options.questions.questions([.boxes], labels: labels)
    }

    private func origin(of file: String, _ see: (String) -> Void) throws -> CreateMLElement.Origin {
        if let told = options.settings["createml.boxes"] { return told == "corner" ? .corner : .centre }
        var plain = CreateMLOrigin(), withSizes = CreateMLOrigin()
        let list = try JSONListReader(input.source(file))
        let folder = ImageFiles.parent(file)
        while let record = try list.next() {
            guard let element = CreateMLElement(record.fields) else { continue }
            for box in element.boxes {
                if let label = box.label { see(label) }
                plain.see(box.x, box.y, box.width, box.height, nil)
            }
        }
        guard plain.isDoubtful, plain.origin == .corner else { return .centre }
        // Only now the pictures are worth a look.
        let again = try JSONListReader(input.source(file))
        while let probe = options.probe, let record = try again.next() {
            guard let element = CreateMLElement(record.fields) else { continue }
            let size = pictures.first(of: [ImageFiles.join(folder, element.image), element.image]).flatMap { probe(input.listing.fullPath($0)) }
            for box in element.boxes { withSizes.see(box.x, box.y, box.width, box.height, size) }
        }
        let evidence = withSizes.boxes > 0 ? withSizes : plain
        guard evidence.origin == .corner else { return .centre }
        say(.warning, "boxes.from-corner", "\(evidence.leavingAsCentre) of \(evidence.boxes) boxes of `\(file)` would leave their pictures if `x` and `y` were their middles and none does if they are the top left corners, so they are taken for corners",
            Place(file: file), hint: "Read with `createml.boxes=centre` if that is wrong")
        return .corner
    }

    override func produce() throws -> [LabelledItem]? {
        while true {
            guard let list = current else {
                guard place < files.count else { return atEnd() }
                current = try JSONListReader(input.source(files[place]))
                continue
            }
            let record = try list.next()
            findings.add(list.takeFindings())
            guard let record else {
                (current, place, done) = (nil, place + 1, place + 1)
                continue
            }
            return [item(record)].compactMap(\.self)
        }
    }

    private func item(_ record: RawRecord) -> LabelledItem? {
        let file = files[place]
        var at = Place(file: file, line: record.line, record: String(record.number))
        guard let element = CreateMLElement(record.fields) else {
            say(.error, "image.no-name", "element \(record.number) has no `image`", at)
            return nil
        }
        at.record = element.image
        var sheet = AnswerSheet(options.questions)
        var own = element.rest
        for (number, box) in element.boxes.enumerated() {
            guard let label = box.label else {
                say(.error, "box.no-label", "box \(number + 1) of `\(element.image)` has no label", at)
                continue
            }
            let edges = CreateMLElement.edges(box.x, box.y, box.width, box.height, origins[place])
            sheet.add(Part(id: "a\(number + 1)", labels: [label], shape: .box(edges), origin: .imported), .boxes, extras: box.rest)
        }
        for fault in element.faults { say(.error, "box.bad", "box \(fault.number) of `\(element.image)` \(fault.reason); it is kept in the item's metadata", at) }
        if !element.faults.isEmpty { own["left_out"] = .array(element.faults.map(\.value)) }
        if element.isAnswered { sheet.looked(for: .boxes) }
        let folder = ImageFiles.parent(file)
        let split = ImageFiles.fileName(file).hasPrefix(CreateML.fileName) ? (folder.isEmpty ? nil : folder) : Self.split(ofFolder: folder)
        let item = LabelledItem(picture: element.image, split: split, answers: sheet.answers, metadata: sheet.metadata("createml", own: own), place: at)
        return placed(item, sheet, lookingIn: [folder, ImageFiles.join(folder, "images"), "images"])
    }
}
