import Records

/// Reads Datumaro's files item by item. Each is gone through twice, since categories may stand behind the items; a file is
/// never held.
///
/// Polygons of one label that share a group are the pieces of one part. Labels are `choices`, captions `texts`.
final class DatumaroReader: JSONFilesReader {
    private var current: (walk: JSONWalk, categories: DatumaroCategories, file: String)?
    private var place = 0
    private var heads: [DatumaroCategories] = []

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        let files = input.isFile ? input.listing.paths : Datumaro.files(input)
        try super.init(input, options: options, format: "datumaro", files: files, expected: "JSON file with `categories` and `items`", kinds: Datumaro.drawn + [.choices, .texts])
        var members = JSONObject()
        for file in files { heads.append(try readHead(file, &members)) }
        if !members.isEmpty { header = ["datumaro": .object(members)] }
        try survey()
        order(by: heads.flatMap(\.labels))
    }

    /// Declared labels go first, in the order of the file; labels of another question are not added.
    private func order(by declared: [String]) {
        var seen: Set<String> = []
        let names = declared.filter { !$0.isEmpty && seen.insert($0).inserted }
        for place in questions.indices where questions[place].kind != .texts {
            questions[place].labels = names.map { LabelDefinition(name: $0) }
        }
    }

    /// Everything but the items. Of several files the first says what is kept.
    private func readHead(_ file: String, _ members: inout JSONObject) throws -> DatumaroCategories {
        let walk = try JSONWalk(input.source(file))
        guard try walk.enter(object: true) else { throw FormatError.notAList(file: file) }
        var categories = DatumaroCategories(nil)
        while let key = try walk.nextKey() {
            if key == "items" { try walk.skip(); continue }
            guard let value = try walk.value("`\(key)` of `\(file)`") else { continue }
            if key == "categories" { categories = DatumaroCategories(value) }
            if members[key] == nil { members[key] = value }
        }
        try walk.finish()
        return categories
    }

    override func begin() throws { (current, place) = (nil, 0) }

    override func produce() throws -> [LabelledItem]? {
        while true {
            guard let current else {
                guard place < files.count else { return atEnd() }
                try open(files[place])
                continue
            }
            guard try current.walk.nextElement() else {
                findings.add(current.walk.findings.take())
                self.current = nil
                place += 1
                done = place
                continue
            }
            let (line, number) = (current.walk.line, current.walk.count)
            guard let value = try current.walk.value("item \(number) of `\(current.file)`") else { continue }
            return [item(value, current.categories, Place(file: current.file, line: line, record: "items[\(number - 1)]"))].compactMap(\.self)
        }
    }

    private func open(_ file: String) throws {
        let walk = try JSONWalk(input.source(file))
        guard try walk.enter(object: true) else { throw FormatError.notAList(file: file) }
        while let key = try walk.nextKey() {
            if key == "items" {
                guard try walk.enter(object: false) else { throw walk.broken("`items` is no list") }
                current = (walk, heads[place], file)
                return
            }
            try walk.skip()
        }
        say(.error, "no-items", "`\(file)` has no `items`", Place(file: file))
        place += 1
        done = place
    }

    private func item(_ value: JSONValue, _ categories: DatumaroCategories, _ at: Place) -> LabelledItem? {
        guard let object = value.object, let id = object["id"]?.string ?? object["id"]?.int.map(String.init) else {
            say(.error, "item.no-id", "\(at.record ?? "an item") has no `id`", at)
            return nil
        }
        var at = at
        at.record = id
        let subset = ImageFiles.stem(Compression.unpackedPath(at.file ?? ""))
        let split = object["split"]?.string ?? (subset == Datumaro.defaultSubset ? nil : subset)
        var sheet = AnswerSheet(options.questions)
        var own = object.without(["id", "annotations", "image", "point_cloud", "answered", "split"])
        DatumaroItem(self, categories, at).read(object["annotations"]?.array ?? [], &sheet, &own)
        settle(object, &sheet)
        return placed(id, object, split, subset, sheet, own, at)
    }

    private func settle(_ object: JSONObject, _ sheet: inout AnswerSheet) {
        if let answered = object["answered"]?.array {
            for kind in answered.compactMap({ $0.string.flatMap(QuestionKind.init) }) where kind.hasParts { sheet.looked(for: kind) }
        } else if object["annotations"]?.array?.isEmpty ?? true {
            if let asked = Datumaro.drawn.first(where: { kind in questions.contains { $0.kind == kind } }) { sheet.looked(for: asked) }
        }
    }

    private func placed(_ id: String, _ object: JSONObject, _ split: String?, _ subset: String, _ sheet: AnswerSheet, _ own: JSONObject, _ at: Place) -> LabelledItem? {
        var own = own
        if let cloud = object["point_cloud"] {
            let path = cloud["path"]?.string ?? ""
            var item = LabelledItem(key: Self.key(path, id), metadata: sheet.metadata("datumaro", own: own), answers: sheet.answers, split: split)
            item.media = .pointcloud
            let found = ["point_clouds/\(subset)/\(path)", "point_clouds/\(path)", path].first { input.listing.paths.contains($0) }
            item.files["points"] = LabelledFile(path: found)
            item.place = at
            return placed(item, sheet, lookingIn: [])
        }
        let image = object["image"]
        let path = image?["path"]?.string ?? ""
        if let rest = image?.object?.without(["path", "size"]), !rest.isEmpty { own["image"] = .object(rest) }
        let item = LabelledItem(picture: Self.key(path, id), size: PixelSize(json: image?["size"]?[1], image?["size"]?[0]), split: split, answers: sheet.answers, metadata: sheet.metadata("datumaro", own: own), place: at)
        return placed(item, sheet, lookingIn: ["images/\(subset)", "images", subset])
    }

    /// A path on somebody's own disk says less than the item's id with the path's ending.
    private static func key(_ path: String, _ id: String) -> String {
        if path.isEmpty { return id }
        let isOwn = path.hasPrefix("/") || path.contains("\\") || path.contains(":") || path.split(separator: "/").contains("..")
        if !isOwn { return path }
        let name = String(ImageFiles.fileName(path.replacing("\\", with: "/")))
        return id + String(name[ImageFiles.withoutEnding(name).endIndex...])
    }
}
