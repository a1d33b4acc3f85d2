import Records

/// Reads results, a record per picture or video.
final class PlaymentReader: VendorReader {
    private static let lists = ["rectangles", "polygons", "lines", "cuboids", "landmarks"]

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "playment", files: Playment.files(in: input), expected: "results of Playment")
        try survey()
    }

    override func items(_ record: RawRecord) throws -> [LabelledItem] {
        let data = record.fields["data"] ?? .object(record.fields)
        let address = (data["image_url"] ?? record.fields["image_url"])?.string
        let isVideo = data["annotation_data"] != nil || data["video_data"] != nil
        let key = record.fields["reference_id"]?.string ?? address.map(VendorRecords.fileName) ?? (record.number == 1 ? ImageFiles.stem(file) : "\(ImageFiles.stem(file))/\(record.number)")
        var item = LabelledItem(key: key)
        item.media = isVideo ? .video : .image
        item.place = place(of: record, key)
        attach(address, to: &item, size: stated(data))
        if item.media == .image, item.files["image"]?.path == nil, let beside = pictures.only(stem: ImageFiles.stem(file)) {
            item.picturePath = beside
            if item.size == nil { item.size = options.probe?(input.listing.fullPath(beside)) }
        }
        var sheet = AnswerSheet(options.questions)
        var left: [JSONValue] = []
        let size = isVideo ? stated(data) ?? probedFrame(data) : item.size
        if isVideo { track(data, size, &sheet, &left, item) } else { shapes(data, size, &sheet, &left, item) }
        item.answers = sheet.answers
        var own = JSONObject()
        for name in ["tag", "batch_id", "job_id", "priority_weight"] { own[name] = record.fields[name] }
        if !left.isEmpty { own["left_out"] = .array(left) }
        item.metadata = sheet.metadata("playment", own: own)
        count(sheet)
        return [item]
    }

    private func stated(_ data: JSONValue) -> PixelSize? {
        for holder in [data, data["image"], data["video_data"]] {
            if let width = holder?["width"]?.int.flatMap({ Int(exactly: $0) }), let height = holder?["height"]?.int.flatMap({ Int(exactly: $0) }), let size = PixelSize(width: width, height: height) { return size }
        }
        return nil
    }

    /// Of the first frame, where it is there.
    private func probedFrame(_ data: JSONValue) -> PixelSize? {
        guard let source = data["video_data"]?["frames"]?[0]?["src"]?.string, let path = pictures.only(stem: ImageFiles.stem(VendorRecords.fileName(source))) else { return nil }
        return options.probe?(input.listing.fullPath(path))
    }

    private func leaveOut(_ said: JSONValue, _ left: inout [JSONValue], _ reason: String, _ item: LabelledItem) {
        left.append(said)
        guard !isSurveying else { return }
        say(.warning, reason, reason == "no-size" ? "an annotation of `\(item.key)` cannot be placed: the size of the picture is not known" : "an annotation of `\(item.key)` has no shape that is read; it is kept as it stands", item.place,
            hint: reason == "no-size" ? "Put the pictures beside the file" : nil)
    }

    /// Without a size the kind is known all the same: in the first pass any will do.
    private func placed(_ size: PixelSize?) -> PlaymentShape? { (size ?? (isSurveying ? PixelSize(width: 1, height: 1) : nil)).map { PlaymentShape($0) } }

    private func shapes(_ data: JSONValue, _ size: PixelSize?, _ sheet: inout AnswerSheet, _ left: inout [JSONValue], _ item: LabelledItem) {
        var number = 0
        for list in Self.lists {
            for said in data["annotations"]?[list]?.array ?? [] {
                number += 1
                guard let maker = placed(size) else { leaveOut(said, &left, "no-size", item); continue }
                guard let shape = maker.shape(said, said["type"]?.string ?? list), let kind = VendorShapes.kind(of: shape) else { leaveOut(said, &left, "shape.left-out", item); continue }
                let (part, extras) = named(said, shape, number)
                sheet.add(part, kind, extras: extras)
            }
        }
        sheet.looked(for: .boxes)
    }

    private func named(_ said: JSONValue, _ shape: Shape, _ number: Int) -> (Part, extras: JSONObject) {
        var part = Part(id: said["_id"]?.string ?? "o\(number)", labels: said["label"]?.string.map { [$0] } ?? [], shape: shape, origin: .imported)
        var extras = JSONObject()
        for (name, value) in said["attributes"]?.object?.members ?? [] {
            let plain = value["value"] ?? value
            if let kept = options.attribute(name, plain) { part.attributes[name] = kept } else { extras[name] = value }
        }
        return (part, extras)
    }

    private func track(_ data: JSONValue, _ size: PixelSize?, _ sheet: inout AnswerSheet, _ left: inout [JSONValue], _ item: LabelledItem) {
        var places: [String: Int] = [:]
        for (place, frame) in (data["video_data"]?["frames"]?.array ?? []).enumerated() { if let id = frame["frame_id"].map({ $0.string ?? $0.text() }) { places[id] = place } }
        for (number, said) in (data["annotation_data"]?["annotations"]?.array ?? []).enumerated() {
            guard let maker = placed(size) else { leaveOut(said, &left, "no-size", item); continue }
            var frames: [TrackFrame] = []
            for (id, frame) in said["frames"]?.object?.members ?? [] {
                guard let place = places[id], let shape = maker.shape(frame, said["type"]?.string ?? "rectangle") else { continue }
                frames.append(TrackFrame(frame: place, shape: shape))
            }
            guard !frames.isEmpty else { leaveOut(said, &left, "shape.left-out", item); continue }
            let (part, extras) = named(said, .track(frames.sorted { $0.frame < $1.frame }), number + 1)
            sheet.add(part, .tracks, extras: extras)
        }
        sheet.looked(for: .tracks)
    }
}
