import Records

/// Reads DOTA datasets: text files in folders named `labelTxt`, in the order of their paths, then pictures without one.
///
/// Corners become rotated boxes (polygons where only those are wanted). Corners that are no rectangle, the difficulty where
/// it is not 0, and the lines in front of the rows are kept in the item's metadata and written back.
final class DOTAReader: QueuedReader {
    private let files: [String]
    private let images: ImageFiles
    private let names: [String: String]
    private var bare: [String]
    private var keys = KeyBook()
    private var place = 0

    init(_ input: DatasetInput, _ options: DatasetReadOptions) throws {
        files = DOTA.labelFiles(input)
        images = ImageFiles(input.listing)
        let known = LabelTokens.names(in: input.listing, format: "dota")
        names = known.names
        bare = []
        super.init(input, options: options)
        findings.add(known.findings)
        let labelled = Set(files.map { let place = Self.place(of: $0); return ImageFiles.join(place.dataset, place.name) })
        bare = images.paths.filter { let place = Self.place(of: $0); return !labelled.contains(ImageFiles.join(place.dataset, place.name)) }
        total = files.count + bare.count
        questions = options.questions.questions([kind].compactMap(\.self), labels: [])
        if files.isEmpty { throw ImageFormatError.noFiles(format: "dota", folder: input.path, expected: "text file") }
    }

    private var kind: QuestionKind? { [.rotatedBoxes, .polygons].first { options.questions.name($0) != nil } }

    override func produce() throws -> [LabelledItem]? {
        defer { (place, done) = (place + 1, done + 1) }
        if place < files.count { return read(files[place]).map { [$0] } ?? [] }
        guard place - files.count < bare.count else { return nil }
        let picture = bare[place - files.count]
        return item(of: picture, Self.place(of: picture)).map { [$0] } ?? []
    }

    /// The folder that holds the one of labels or pictures, and the name below that one, without its ending.
    private static func place(of path: String) -> (dataset: String, name: String) {
        let parts = ImageFiles.withoutEnding(path).split(separator: "/").map(String.init)
        guard let place = parts.dropLast().lastIndex(where: { $0.lowercased().hasPrefix("labeltxt") || $0 == "images" }) else { return ("", parts.last ?? path) }
        return (parts[..<place].joined(separator: "/"), parts[(place + 1)...].joined(separator: "/"))
    }

    private func item(of picture: String?, _ place: (dataset: String, name: String)) -> LabelledItem? {
        let split = place.dataset.isEmpty ? nil : String(ImageFiles.fileName(place.dataset))
        let ending = picture.map { String($0[ImageFiles.withoutEnding($0).endIndex...]) } ?? ""
        guard let key = keys.key(for: place.name + ending, split: split) else { return nil }
        return LabelledItem(picture: key, file: picture, size: picture.flatMap { options.probe?(input.listing.fullPath($0)) }, split: split)
    }

    private func read(_ file: String) -> LabelledItem? {
        let place = Self.place(of: file), stem = ImageFiles.stem(file)
        let endings = ["png", "jpg", "jpeg", "tif", "tiff", "bmp", "JPG", "PNG"]
        let picture = images.first(of: endings.map { ImageFiles.join(place.dataset, "images/\(place.name).\($0)") }) ?? images.only(stem: stem)
        guard var item = item(of: picture, place) else {
            findings.add(Finding(.error, "dota.image.twice", "the picture `\(stem)` of `\(file)` has been annotated by another file before; this one is left out", at: Place(file: file)))
            return nil
        }
        item.place = Place(file: file, record: item.key)
        if picture == nil, options.needsFiles { findings.add(Finding(.warning, "dota.image.missing", "the picture `\(stem)` of `\(file)` is not there", at: item.place)) }
        switch TextFileReader.read(path: input.listing.fullPath(file), shownAs: file, maximumBytes: 64 << 20) {
        case .failure(let finding): findings.add(finding)
        case .success(let text): addRows(text, file, &item)
        }
        return item
    }

    private func addRows(_ text: String, _ file: String, _ item: inout LabelledItem) {
        var parts: [Part] = []
        var extras = JSONObject(), dota = JSONObject()
        var leftOut: [JSONValue] = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            if parts.isEmpty, leftOut.isEmpty, let header = DOTARow.header(line) { dota[header.name] = .string(header.value); continue }
            let id = "r\(number + 1)"
            switch DOTARow.parse(line).flatMap({ row in part(row, id).map { ($0, row) } }) {
            case .failure(let fault):
                findings.add(Finding(.error, fault.code, "row \(number + 1) of `\(file)` \(fault.message)", at: Place(file: file, line: number + 1, record: item.key)))
                leftOut.append(.string(String(line)))
            case .success(let (part, row)):
                let own = extra(row, part)
                if !own.isEmpty { extras[id] = .object(own) }
                parts.append(part)
            }
        }
        if !extras.isEmpty { dota["parts"] = .object(extras) }
        if !leftOut.isEmpty { dota["left_out"] = .array(leftOut) }
        if !dota.isEmpty { item.metadata["dota"] = .object(dota) }
        if let kind, let question = options.questions.name(kind) { item.answers[question] = .parts(parts) }
    }

    private func part(_ row: DOTARow, _ id: String) -> Result<Part, DOTARow.Fault> {
        var shape = Shape.polygons([PolygonRings(outer: row.corners)])
        guard let box = CornerBox.rotated(row.corners, decimals: DOTA.decimals) else {
            return .failure(DOTARow.Fault(code: "dota.box.no-area", message: "has corners without an area"))
        }
        if kind != .polygons { shape = .rotated(box) }
        return .success(Part(id: id, labels: [names[row.label] ?? row.label], shape: shape, origin: .imported))
    }

    private func extra(_ row: DOTARow, _ part: Part) -> JSONObject {
        var extra = JSONObject()
        if let difficulty = row.difficulty, difficulty != "0" { extra["difficulty"] = .string(difficulty) }
        if case .rotated(let box) = part.shape, !CornerBox.has(box, row.corners) { extra["corners"] = .array(row.corners.map(JSONValue.double)) }
        return extra
    }
}
