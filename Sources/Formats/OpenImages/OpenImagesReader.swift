import Records

/// Reads Open Images tables split by split: boxes, labels of whole pictures as choices, and masks from their PNG files.
///
/// Shares of width and height become pixels, so the size of each picture is asked of `options.probe`. Labels of confidence 0
/// (verified to be absent) are no choices; they stay in the metadata and are written back. Flags are attributes where they
/// are 0 or 1; -1 is unknown, and left away.
final class OpenImagesReader: QueuedReader {
    private let classes: OpenImagesClasses
    private let images: ImageFiles
    private let masks: OpenImagesMasks
    private var splits: [String?] = []
    private let takesFlags: Bool
    private var tables: OpenImagesTables?
    private var place = 0
    private var keys = KeyBook()

    init(_ input: DatasetInput, _ options: DatasetReadOptions) throws {
        classes = try OpenImagesClasses(input)
        images = ImageFiles(input.listing)
        masks = OpenImagesMasks(input)
        takesFlags = options.questions.name(.boxes, called: "\u{1}") == "\u{1}"
        super.init(input, options: options)
        var seen: Set<String?> = []
        splits = files.map { OpenImages.split($0) }.filter { seen.insert($0).inserted }
        if splits.isEmpty { throw ImageFormatError.noFiles(format: "open-images", folder: input.path, expected: "table such as `train-annotations-bbox.csv`") }
        let flags = OpenImages.flags.map { AttributeDefinition(name: $0, kind: .boolean) }
        let others = options.attributes.filter { !OpenImages.flags.contains($0.name) }
        questions = options.questions.questions([.boxes], labels: classes.labels, attributes: (takesFlags ? flags : options.attributes.filter { OpenImages.flags.contains($0.name) }) + others)
            + options.questions.questions([.choices], labels: classes.labels)
        if files.contains(where: { OpenImages.table($0) == .masks }) { questions += options.questions.questions([.masks], labels: classes.labels) }
        if !classes.rows.isEmpty { header = ["open-images": ["classes": classes.json]] }
    }

    private var files: [String] { input.files("csv").filter { OpenImages.table($0) != nil } }

    override func produce() throws -> [LabelledItem]? {
        guard place < splits.count else { return nil }
        let split = splits[place]
        if tables == nil {
            let own = OpenImages.Table.allCases.flatMap { table in files.filter { OpenImages.table($0) == table && OpenImages.split($0) == split }.map { (table, $0) } }
            tables = try OpenImagesTables(own, input)
        }
        let found = try tables?.next()
        findings.add(tables?.takeFindings() ?? [])
        guard let found else {
            (tables, place) = (nil, place + 1)
            return []
        }
        done += 1
        return item(found.id, found.rows, split).map { [$0] } ?? []
    }

    private func item(_ id: String, _ rows: OpenImagesTables.Rows, _ split: String?) -> LabelledItem? {
        let folders = (split.map { ["images/\($0)/", "\($0)/", "images/"] } ?? ["images/all/", "images/"]) + [""]
        let picture = images.first(of: folders.flatMap { folder in ["jpg", "png", "jpeg", "webp"].map { "\(folder)\(id).\($0)" } }) ?? images.only(stem: ImageFiles.stem(id + ".jpg"))
        let ending = picture.map { String($0[ImageFiles.withoutEnding($0).endIndex...]) } ?? ""
        guard let key = keys.key(for: id + ending, split: split) else {
            findings.add(Finding(.error, "open-images.image.twice", "the picture `\(id)` comes in two splits; the second one is left out", at: Place(record: id)))
            return nil
        }
        var item = LabelledItem(picture: key, file: picture, size: picture.flatMap { options.probe?(input.listing.fullPath($0)) }, split: split, place: Place(record: key))
        if picture == nil, options.needsFiles { findings.add(Finding(.warning, "open-images.image.missing", "the picture `\(id)` is not there", at: item.place)) }
        var own = JSONObject()
        describe(rows[.images]?.first, &item, &own)
        addBoxes(rows[.boxes] ?? [], &item, &own)
        addLabels(rows[.labels] ?? [], &item, &own)
        addMasks(rows[.masks] ?? [], &item, &own)
        if !own.isEmpty { item.metadata["open-images"] = .object(own) }
        return item
    }

    private func describe(_ row: RawRecord?, _ item: inout LabelledItem, _ own: inout JSONObject) {
        guard let row else { return }
        var rest = JSONObject()
        for (name, value) in row.fields.members where !["ImageID", "Subset"].contains(name) {
            guard let text = value.string, !text.isEmpty else { continue }
            switch name {
            case "License": item.licence = text
            case "OriginalURL": item.files[LabelledItem.picture]?.url = text
            default: rest[name] = value
            }
        }
        if !rest.isEmpty { own["image"] = .object(rest) }
    }

    private func addBoxes(_ rows: [RawRecord], _ item: inout LabelledItem, _ own: inout JSONObject) {
        guard !rows.isEmpty, let question = options.questions.name(.boxes) else { return }
        var parts: [Part] = []
        var extras = JSONObject()
        var leftOut: [JSONValue] = []
        for (number, row) in rows.enumerated() {
            let id = "b\(number + 1)"
            guard let size = item.size, let box = box(row, size) else {
                let why = item.size == nil ? ("open-images.size.unknown", "has boxes, but its size is not known") : ("open-images.box.bad", "has a box without area or with something that is no number")
                if item.size != nil || leftOut.isEmpty { findings.add(Finding(.error, why.0, "`\(item.key)` \(why.1)", at: Place(line: row.line, record: item.key))) }
                leftOut.append(.object(row.fields))
                continue
            }
            let (attributes, rest) = extra(row)
            if !rest.isEmpty { extras[id] = .object(rest) }
            parts.append(Part(id: id, labels: [classes.label(row.fields["LabelName"]?.string ?? "")], shape: .box(box), attributes: attributes, origin: .imported))
        }
        if item.size != nil { item.answers[question] = .parts(parts) }
        if !extras.isEmpty { own["parts"] = .object(extras) }
        if !leftOut.isEmpty { own["left_out"] = .array(leftOut) }
    }

    private func box(_ row: RawRecord, _ size: PixelSize) -> [Double]? {
        let values = ["XMin", "YMin", "XMax", "YMax"].compactMap { (row.fields[$0]?.string).flatMap { DecimalText.number($0) } }
        guard values.count == 4, values[0] < values[2], values[1] < values[3] else { return nil }
        return zip(values, [size.width, size.height, size.width, size.height]).map { DecimalText.rounded($0 * Double($1), to: OpenImages.decimals) }
    }

    private func extra(_ row: RawRecord) -> (attributes: JSONObject, rest: JSONObject) {
        var attributes = JSONObject(), rest = JSONObject()
        for (name, value) in row.fields.members {
            let text = value.string ?? ""
            switch name {
            case "ImageID", "LabelName", "XMin", "XMax", "YMin", "YMax": break
            case "Source": if text != "xclick" { rest["Source"] = value }
            case "Confidence": if text != "1" { rest["Confidence"] = value }
            case "Attributes":
                for (key, value) in (try? JSONParser.parse(text))?.object?.members ?? [] {
                    if takesFlags || options.attributes.contains(where: { $0.name == key && $0.allows(value) }) { attributes[key] = value } else { rest[key] = value }
                }
            case let flag where OpenImages.flags.contains(flag):
                if text == "-1" || text.isEmpty { break }
                if takesFlags || options.attributes.contains(where: { $0.name == flag }), text == "0" || text == "1" { attributes[flag] = .bool(text == "1") } else { rest[flag] = value }
            default: if !text.isEmpty { rest[name] = value }
            }
        }
        return (attributes, rest)
    }

    private func addMasks(_ rows: [RawRecord], _ item: inout LabelledItem, _ own: inout JSONObject) {
        guard !rows.isEmpty, let question = options.questions.name(.masks) else { return }
        var parts: [Part] = []
        var extras = JSONObject()
        var leftOut: [JSONValue] = []
        for (number, row) in rows.enumerated() {
            let id = "m\(number + 1)"
            switch masks.mask(row, item.size) {
            case .failure(let fault):
                findings.add(Finding(.error, fault.code, "a mask of `\(item.key)` \(fault.message)", at: Place(line: row.line, record: item.key)))
                leftOut.append(.object(row.fields))
            case .success(let mask):
                let rest = row.fields.members.filter { !["MaskPath", "ImageID", "LabelName"].contains($0.key) && $0.value.string?.isEmpty == false }
                if !rest.isEmpty { extras[id] = .object(JSONObject(uniqueMembers: rest)) }
                parts.append(Part(id: id, labels: [classes.label(row.fields["LabelName"]?.string ?? "")], shape: .mask(mask), origin: .imported))
            }
        }
        item.answers[question] = .parts(parts)
        if !extras.isEmpty { own["masks"] = .object(extras) }
        if !leftOut.isEmpty { own["masks_left_out"] = .array(leftOut) }
    }

    private func addLabels(_ rows: [RawRecord], _ item: inout LabelledItem, _ own: inout JSONObject) {
        guard !rows.isEmpty, let question = options.questions.name(.choices) else { return }
        var labels: [String] = []
        var extras = JSONObject()
        for row in rows {
            let label = classes.label(row.fields["LabelName"]?.string ?? "")
            let source = row.fields["Source"]?.string ?? "verification", confidence = row.fields["Confidence"]?.string ?? "1"
            if (DecimalText.number(confidence) ?? 0) > 0, !labels.contains(label) { labels.append(label) }
            if source != "verification" || confidence != "1" { extras[label] = ["Source": .string(source), "Confidence": .string(confidence)] }
        }
        item.answers[question] = .choices(labels)
        if !extras.isEmpty { own["labels"] = .object(extras) }
    }
}
