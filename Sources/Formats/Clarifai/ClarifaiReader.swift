import Records

/// Reads inputs one by one.
final class ClarifaiReader: VendorReader {
    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        let files = Clarifai.files(in: input)
        let key = files.first.map { input.headText($0).holds("\"inputs\"") ? "inputs" : "annotations" }
        try super.init(input, options: options, format: "clarifai", files: files, expected: "inputs of Clarifai", listKey: key)
        try survey()
    }

    override func items(_ record: RawRecord) throws -> [LabelledItem] {
        guard let key = (record.fields["input_id"] ?? record.fields["id"])?.string, let data = record.fields["data"] else {
            say(.error, "no-name", "the input has no `id` or no `data`", place(of: record))
            return []
        }
        var item = LabelledItem(key: key)
        item.media = data["video"] != nil || data["frames"] != nil ? .video : data["text"] != nil ? .text : data["audio"] != nil ? .audio : .image
        item.place = place(of: record, key)
        if let text = data["text"]?["raw"]?.string { item.fields["text"] = .string(text) }
        let address = (data["image"] ?? data["video"] ?? data["audio"])?["url"]?.string
        let info = data["image"]?["image_info"] ?? data["video"]?["video_info"]
        attach(address, to: &item, size: LabelboxExport.size(info))
        var sheet = AnswerSheet(options.questions)
        var own = JSONObject()
        concepts(data["concepts"], &sheet, &own)
        var left: [JSONValue] = []
        let size = item.media == .video ? LabelboxExport.size(info) : item.size
        regions(data["regions"], size, item, &sheet, &left)
        frames(data["frames"], size, item, &sheet, &left)
        item.answers = sheet.answers
        for name in ["metadata", "geo"] { own[name] = data[name] }
        if !left.isEmpty { own["left_out"] = .array(left) }
        item.metadata = sheet.metadata("clarifai", own: own)
        count(sheet)
        return [item]
    }

    private func name(_ concept: JSONValue) -> String? { (concept["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }) ?? concept["id"]?.string }

    private func concepts(_ list: JSONValue?, _ sheet: inout AnswerSheet, _ own: inout JSONObject) {
        guard let list = list?.array, !list.isEmpty else { return }
        let chosen = list.filter { ($0["value"]?.double ?? 1) >= 0.5 }
        sheet.set(.choices(chosen.compactMap(name)), .choices)
        let others = list.filter { ($0["value"]?.double ?? 1) != 1 }
        if !others.isEmpty { own["concepts"] = .array(others) }
    }

    private func regions(_ list: JSONValue?, _ size: PixelSize?, _ item: LabelledItem, _ sheet: inout AnswerSheet, _ left: inout [JSONValue]) {
        for (number, region) in (list?.array ?? []).enumerated() {
            let concepts = region["data"]?["concepts"]?.array ?? []
            let size = size ?? (isSurveying ? PixelSize(width: 1, height: 1) : nil)
            guard let shape = shape(region["region_info"], size), let kind = VendorShapes.kind(of: shape) else {
                left.append(region)
                leaveOut(region, size, item)
                continue
            }
            var part = Part(id: region["id"]?.string ?? "o\(number + 1)", labels: concepts.first.flatMap(name).map { [$0] } ?? [], shape: shape, origin: .imported)
            if let value = concepts.first?["value"]?.double, value != 1 { part.score = value }
            sheet.add(part, kind, extras: concepts.count > 1 ? ["concepts": .array(Array(concepts.dropFirst()))] : [:])
        }
    }

    private func leaveOut(_ region: JSONValue, _ size: PixelSize?, _ item: LabelledItem) {
        let isPlaced = size != nil
        say(.warning, isPlaced ? "shape.left-out" : "no-size", isPlaced ? "a region of `\(item.key)` has no shape that is read (masks are not); it is kept as it stands" : "a region of `\(item.key)` cannot be placed: the size of the picture is not known", item.place,
            hint: isPlaced ? nil : "Put the pictures beside the file")
    }

    private func shape(_ info: JSONValue?, _ size: PixelSize?) -> Shape? {
        if let text = info?["span"] ?? info?["text"], let start = text["char_start"]?.int.flatMap({ Int(exactly: $0) }), let end = text["char_end"]?.int.flatMap({ Int(exactly: $0) }), start >= 0, end > start { return .ranges([[start, end]]) }
        guard let size else { return nil }
        let (width, height) = (Double(size.width), Double(size.height))
        func point(_ value: JSONValue?) -> [Double]? {
            guard let row = value?["row"]?.double, let column = value?["col"]?.double, row.isFinite, column.isFinite else { return nil }
            return [column * width, row * height]
        }
        if let box = info?["bounding_box"] {
            let (top, left) = (box["top_row"]?.double ?? 0, box["left_col"]?.double ?? 0)
            guard let bottom = box["bottom_row"]?.double, let right = box["right_col"]?.double, bottom > top, right > left else { return nil }
            return .box([left * width, top * height, right * width, bottom * height])
        }
        if let corners = info?["polygon"]?["points"]?.array {
            let flat = corners.compactMap { point($0) }
            return flat.count == corners.count ? VendorShapes.ring(flat.flatMap(\.self)) : nil
        }
        return point(info?["point"]).map(Shape.point)
    }

    /// Regions of frames with one `track_id` are one track.
    private func frames(_ list: JSONValue?, _ size: PixelSize?, _ item: LabelledItem, _ sheet: inout AnswerSheet, _ left: inout [JSONValue]) {
        var order: [String] = []
        var tracks: [String: (label: String?, frames: [TrackFrame])] = [:]
        for (place, frame) in (list?.array ?? []).enumerated() {
            let number = frame["frame_info"]?["index"]?.int.flatMap { Int(exactly: $0) } ?? place
            for region in frame["data"]?["regions"]?.array ?? [] {
                let size = size ?? (isSurveying ? PixelSize(width: 1, height: 1) : nil)
                guard let shape = shape(region["region_info"], size), number >= 0 else { left.append(region); leaveOut(region, size, item); continue }
                let id = (region["track_id"]?.string.flatMap { $0.isEmpty ? nil : $0 }) ?? region["id"]?.string ?? "o\(order.count + 1)"
                if tracks[id] == nil { order.append(id) }
                tracks[id, default: (region["data"]?["concepts"]?[0].flatMap(name), [])].frames.append(TrackFrame(frame: number, shape: shape))
            }
        }
        for id in order {
            guard let found = tracks[id] else { continue }
            sheet.add(Part(id: id, labels: found.label.map { [$0] } ?? [], shape: .track(found.frames.sorted { $0.frame < $1.frame }), origin: .imported), .tracks)
        }
    }
}
