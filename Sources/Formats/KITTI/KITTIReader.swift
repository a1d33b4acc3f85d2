import Records

/// Reads KITTI objects: text files in `label_2/` in the order of their paths, then pictures in `image_2/` without one.
///
/// A row is a box and, where it states sizes, a cuboid of the same id; both are wanted or the cuboid's numbers stay in the
/// metadata. `DontCare` regions are boxes of that label. Truncation, occlusion and viewing angle stay in the metadata unless
/// attributes are called so; calibration is kept and written back.
final class KITTIReader: QueuedReader {
    private static let folders: Set<String> = ["label_2", "image_2"]
    private let files: [String]
    private let images: ImageFiles
    private let names: [String: String]
    private let listed: Set<String>
    private let bare: [String]
    private var keys = KeyBook()
    private var place = 0

    init(_ input: DatasetInput, _ options: DatasetReadOptions) throws {
        files = KITTI.files(input, "label_2")
        images = ImageFiles(input.listing)
        let known = LabelTokens.names(in: input.listing, format: "kitti")
        names = known.names
        listed = Set(input.listing.paths)
        let labelled = Set(files.map { let place = KITTI.place(of: $0, Self.folders); return ImageFiles.join(place.dataset, place.name) })
        bare = images.paths.filter { let place = KITTI.place(of: $0, Self.folders); return !labelled.contains(ImageFiles.join(place.dataset, place.name)) }
        super.init(input, options: options)
        findings.add(known.findings)
        total = files.count + bare.count
        questions = options.questions.questions([.boxes, .cuboids3D], labels: [])
        if files.isEmpty, bare.isEmpty { throw ImageFormatError.noFiles(format: "kitti", folder: input.path, expected: "text file in `label_2/`") }
    }

    override func produce() throws -> [LabelledItem]? {
        defer { (place, done) = (place + 1, done + 1) }
        if place < files.count { return read(files[place]).map { [$0] } ?? [] }
        guard place - files.count < bare.count else { return nil }
        let picture = bare[place - files.count]
        return item(picture, KITTI.place(of: picture, Self.folders)).map { [$0] } ?? []
    }

    private func item(_ picture: String?, _ place: (dataset: String, name: String)) -> LabelledItem? {
        let split = KITTI.split(of: place.dataset)
        let ending = picture.map { String($0[ImageFiles.withoutEnding($0).endIndex...]) } ?? ""
        guard let key = keys.key(for: place.name + ending, split: split) else { return nil }
        var item = LabelledItem(picture: key, file: picture, size: picture.flatMap { options.probe?(input.listing.fullPath($0)) }, split: split)
        let calib = ImageFiles.join(place.dataset, "calib/\(place.name).txt")
        if listed.contains(calib), case .success(let text) = TextFileReader.read(path: input.listing.fullPath(calib), shownAs: calib) { item.metadata["kitti"] = ["calib": .string(text)] }
        return item
    }

    private func read(_ file: String) -> LabelledItem? {
        let place = KITTI.place(of: file, Self.folders)
        let picture = images.first(of: ["png", "jpg", "jpeg"].map { ImageFiles.join(place.dataset, "image_2/\(place.name).\($0)") }) ?? images.only(stem: ImageFiles.stem(file))
        guard var item = item(picture, place) else {
            findings.add(Finding(.error, "kitti.image.twice", "the picture `\(place.name)` of `\(file)` has been annotated by another file before; this one is left out", at: Place(file: file)))
            return nil
        }
        item.place = Place(file: file, record: item.key)
        if picture == nil, options.needsFiles { findings.add(Finding(.warning, "kitti.image.missing", "the picture `\(place.name)` of `\(file)` is not there", at: item.place)) }
        switch TextFileReader.read(path: input.listing.fullPath(file), shownAs: file, maximumBytes: 64 << 20) {
        case .failure(let finding): findings.add(finding)
        case .success(let text): addRows(text, file, &item)
        }
        return item
    }

    private func addRows(_ text: String, _ file: String, _ item: inout LabelledItem) {
        var (boxes, cuboids) = ([Part](), [Part]())
        var extras = JSONObject(), kitti = item.metadata["kitti"]?.object ?? [:]
        var leftOut: [JSONValue] = []
        let (boxName, cuboidName) = (options.questions.name(.boxes), options.questions.name(.cuboids3D))
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() where !line.allSatisfy(\.isWhitespace) {
            let id = "r\(number + 1)"
            switch KITTIRow.parse(line) {
            case .failure(let fault):
                findings.add(Finding(.error, fault.code, "row \(number + 1) of `\(file)` \(fault.message)", at: Place(file: file, line: number + 1, record: item.key)))
                leftOut.append(.string(String(line)))
            case .success(let row):
                let cuboid = cuboidName == nil ? nil : row.cuboid
                var own = row.extras(with: cuboid == nil)
                let label = names[row.type] ?? row.type
                var part = Part(id: id, labels: [label], shape: .box(row.box), attributes: attributes(&own), score: row.score, origin: .imported)
                if row.hasBox, boxName != nil { boxes.append(part) }
                if let cuboid { part.shape = cuboid; cuboids.append(part) }
                if !own.isEmpty { extras[id] = .object(own) }
                if cuboid == nil, !row.hasBox || boxName == nil { leftOut.append(.string(String(line))) }
            }
        }
        if let boxName, !boxes.isEmpty || cuboids.isEmpty { item.answers[boxName] = .parts(boxes) }
        if let cuboidName, !cuboids.isEmpty { item.answers[cuboidName] = .parts(cuboids) }
        if !extras.isEmpty { kitti["parts"] = .object(extras) }
        if !leftOut.isEmpty { kitti["left_out"] = .array(leftOut) }
        if !kitti.isEmpty { item.metadata["kitti"] = .object(kitti) }
    }

    /// Extras that are attributes of the project, taken out of the rest.
    private func attributes(_ extras: inout JSONObject) -> JSONObject {
        var attributes = JSONObject()
        for definition in options.attributes {
            guard let value = extras[definition.name]?.double, let own = AttributeText.value(DecimalText.text(value), of: definition) else { continue }
            attributes[definition.name] = own
            extras[definition.name] = nil
        }
        return attributes
    }
}
