import Records

/// Reads VoTT's files. A project is gone through asset by asset and never held.
///
/// A region with several tags is one part with several labels. Frames of a video are pictures called like VoTT's own,
/// `clip.mp4#t=12.5`. An asset that was opened and has no region is a picture without objects; one never opened is unanswered.
final class VoTTReader: JSONFilesReader {
    private let kind: VoTT.Kind
    private var current: (walk: JSONWalk, file: String)?
    private var place = 0

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        let found = VoTT.files(input)
        kind = found?.kind ?? .project
        try super.init(
            input, options: options, format: "vott", files: found?.files ?? [], expected: "VoTT export (a `.vott` project file is encrypted: export it from VoTT as JSON)",
            kinds: [.boxes, .polygons, .polylines, .points])
        try survey()
    }

    override func begin() throws { (current, place) = (nil, 0) }

    override func produce() throws -> [LabelledItem]? {
        guard kind == .project else { return try super.produce() }
        while true {
            guard let current else {
                guard place < files.count else { return atEnd() }
                try open(files[place])
                continue
            }
            guard let id = try current.walk.nextKey() else {
                findings.add(current.walk.findings.take())
                try closeFile(current.walk)
                continue
            }
            let line = current.walk.line
            guard let value = try current.walk.value("asset `\(id)` of `\(current.file)`") else { continue }
            return [asset(value, Place(file: current.file, line: line, record: id))].compactMap(\.self)
        }
    }

    private func open(_ file: String) throws {
        let walk = try JSONWalk(input.source(file))
        guard try walk.enter(object: true) else { throw FormatError.notAList(file: file) }
        while let key = try walk.nextKey() {
            if key == "assets", try walk.enter(object: true) {
                current = (walk, file)
                return
            }
            try walk.skip()
        }
        say(.error, "no-assets", "`\(file)` has no `assets`", Place(file: file))
        place += 1
        done = place
    }

    /// What stands behind the assets is gone through too, so that a file that breaks off is noticed.
    private func closeFile(_ walk: JSONWalk) throws {
        current = nil
        place += 1
        done = place
        while try walk.nextKey() != nil { try walk.skip() }
        try walk.finish()
    }

    override func items(of file: String) throws -> [LabelledItem] {
        if kind == .table { return try VoTTTable.rows(input.source(file), self).compactMap { row($0.image, $0.parts, Place(file: file, line: $0.line)) } }
        guard let value = try json(file) else { return [] }
        return kind == .first ? VoTTFirst(self, file).items(value) : [asset(value, Place(file: file))].compactMap(\.self)
    }

    // MARK: Items

    private func asset(_ value: JSONValue, _ at: Place) -> LabelledItem? {
        guard let asset = value["asset"], let name = asset["name"]?.string, !name.isEmpty else {
            say(.error, "asset.no-name", "an asset has no name", at)
            return nil
        }
        var at = at
        at.record = name
        let regions = value["regions"]?.array ?? []
        if asset["type"]?.int == 2, regions.isEmpty { return nil }
        var sheet = AnswerSheet(options.questions)
        var own = value.object?.without(["asset", "regions", "version"]) ?? [:]
        var leftOut: [JSONValue] = []
        for (number, value) in regions.enumerated() {
            var reason = ""
            guard let region = VoTTRegion(value, &reason) else {
                say(.error, "region.bad", "region \(number + 1) of `\(name)` \(reason); it is kept in the item's metadata", at)
                leftOut.append(value)
                continue
            }
            sheet.add(Part(id: "r\(number + 1)", labels: region.tags, shape: region.shape, origin: .imported), region.kind, extras: region.rest)
        }
        if regions.isEmpty, asset["state"]?.int ?? 1 != 0 { sheet.looked(for: questions.first { $0.kind.hasParts }?.kind ?? .boxes) }
        if !leftOut.isEmpty { own["left_out"] = .array(leftOut) }
        for key in ["timestamp", "parent"] where asset[key]?.isNull == false { own[key] = asset[key] }
        return item(name, size: PixelSize(json: asset["size"]?["width"], asset["size"]?["height"]), url: asset["path"]?.string, sheet, own, at)
    }

    private func row(_ image: String, _ parts: [Part], _ at: Place) -> LabelledItem? {
        var sheet = AnswerSheet(options.questions)
        for part in parts { sheet.add(part, .boxes) }
        return item(image, size: nil, url: nil, sheet, [:], at)
    }

    func item(_ name: String, size: PixelSize?, url: String?, _ sheet: AnswerSheet, _ own: JSONObject, _ at: Place) -> LabelledItem? {
        var item = LabelledItem(picture: name, size: size, answers: sheet.answers, metadata: sheet.metadata("vott", own: own), place: at)
        item.files["image"]?.url = url
        let folder = ImageFiles.parent(at.file ?? "")
        return placed(item, sheet, lookingIn: [folder, ImageFiles.parent(folder), "images"])
    }
}
