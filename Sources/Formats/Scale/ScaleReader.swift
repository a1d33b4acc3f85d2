import Records

/// Reads tasks record by record, and files of frames whole.
final class ScaleReader: VendorReader {
    /// Annotations of a video so far, by the file of its frames.
    private var frames: [JSONValue] = []
    private var framesFile = ""
    private var firstRecord: RawRecord?

    init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        try super.init(input, options: options, format: "scale", files: Scale.files(in: input), expected: "tasks or frames of Scale", listKey: "docs")
        try survey()
    }

    override func begin() { (frames, framesFile, firstRecord) = ([], "", nil) }

    override func items(_ record: RawRecord) throws -> [LabelledItem] {
        let before = file == framesFile ? [] : closeVideo()
        if record.fields["cuboids"] != nil, record.fields["task_id"] == nil { return before + [lidar(record)] }
        if record.fields["task_id"] == nil, record.fields["annotations"] != nil {
            if frames.isEmpty { (framesFile, firstRecord) = (file, record) }
            frames.append(record.fields["annotations"] ?? .null)
            return before
        }
        return before + [task(record)].compactMap(\.self)
    }

    override func rest() throws -> [LabelledItem] { closeVideo() }

    // MARK: Tasks

    private func task(_ record: RawRecord) -> LabelledItem? {
        let fields = record.fields
        let request = fields["task"] ?? .object(fields)
        let address = (request["params"]?["attachment"] ?? request["attachment"] ?? fields["params"]?["attachment"])?.string
        guard let key = (request["unique_id"]?.string.flatMap { $0.isEmpty ? nil : $0 }) ?? address.map(VendorRecords.fileName) ?? fields["task_id"]?.string else {
            say(.error, "no-name", "the task has neither `unique_id`, attachment nor `task_id`", place(of: record))
            return nil
        }
        var item = LabelledItem(key: key)
        item.media = .image
        item.place = place(of: record, key)
        attach(address, to: &item)
        var sheet = AnswerSheet(options.questions)
        var (own, left) = (JSONObject(), [JSONValue]())
        let response = fields["response"] ?? request["response"]
        if let list = response?["annotations"]?.array {
            for (number, said) in list.enumerated() where !add(said, number + 1, to: &sheet) {
                left.append(said)
                say(.warning, "shape.left-out", "annotation \(number + 1) of `\(key)` has no shape that is read (`\(said["type"]?.string ?? "?")`); it is kept as it stands", item.place)
            }
            sheet.looked(for: .boxes)
        } else if let elsewhere = response?["annotations"]?["url"]?.string {
            own["annotations_url"] = .string(elsewhere)
            say(.note, "elsewhere", "the annotations of `\(key)` are in a file of their own, `\(elsewhere)`: read that file beside this one", item.place)
        }
        item.answers = sheet.answers
        for name in ["task_id", "status", "type", "completed_at", "metadata"] { own[name] = fields[name] ?? request[name] }
        if let all = response?["global_attributes"], all.object?.isEmpty == false { own["global_attributes"] = all }
        if !left.isEmpty { own["left_out"] = .array(left) }
        item.metadata = sheet.metadata("scale", own: own)
        count(sheet)
        return item
    }

    private func add(_ said: JSONValue, _ number: Int, to sheet: inout AnswerSheet) -> Bool {
        guard let shape = ScaleShape.shape(said), let kind = VendorShapes.kind(of: shape) else { return false }
        var (part, extras) = named(said, shape, number)
        if said["type"]?.string == "cuboid" { for key in ["edges", "vertices"] { extras[key] = said[key] } }
        part.score = said["confidence"]?.double
        sheet.add(part, kind, extras: extras)
        return true
    }

    private static let understood: Set<String> = ["uuid", "type", "label", "attributes", "left", "top", "width", "height", "vertices", "x", "y", "center", "radius", "rotation", "edges", "position", "dimensions", "yaw", "confidence"]

    private func named(_ said: JSONValue, _ shape: Shape, _ number: Int) -> (Part, extras: JSONObject) {
        var part = Part(id: said["uuid"]?.string ?? "o\(number)", labels: said["label"]?.string.map { [$0] } ?? [], shape: shape, origin: .imported)
        var extras = JSONObject()
        for (name, value) in said["attributes"]?.object?.members ?? [] {
            if let kept = options.attribute(name, value) { part.attributes[name] = kept } else { extras[name] = value }
        }
        for (key, value) in said.object?.members ?? [] where !Self.understood.contains(key) { extras[key] = value }
        return (part, extras)
    }

    // MARK: Frames

    private func closeVideo() -> [LabelledItem] {
        guard let record = firstRecord else { return [] }
        defer { begin() }
        let key = ImageFiles.stem(framesFile)
        var item = LabelledItem(key: key)
        item.media = .video
        item.place = Place(file: framesFile, line: record.line, record: key)
        item.files["video"] = LabelledFile(frames: frames.count)
        var order: [String] = []
        var tracks: [String: (first: JSONValue, frames: [TrackFrame])] = [:]
        for (frame, list) in frames.enumerated() {
            for (number, said) in (list.array ?? []).enumerated() {
                guard let shape = ScaleShape.shape(said) else {
                    say(.warning, "shape.left-out", "annotation \(number + 1) of frame \(frame) of `\(key)` has no shape that is read", item.place)
                    continue
                }
                let id = said["uuid"]?.string ?? "o\(frame).\(number + 1)"
                if tracks[id] == nil { order.append(id) }
                tracks[id, default: (said, [])].frames.append(TrackFrame(frame: frame, shape: shape))
            }
        }
        var sheet = AnswerSheet(options.questions)
        for (number, id) in order.enumerated() {
            guard let found = tracks[id] else { continue }
            let (part, extras) = named(found.first, .track(Self.closed(found.frames, count: frames.count)), number + 1)
            sheet.add(part, .tracks, extras: extras)
        }
        sheet.looked(for: .tracks)
        item.answers = sheet.answers
        item.metadata = sheet.metadata("scale")
        count(sheet)
        return [item]
    }

    /// An object that a frame does not have is outside from there on.
    private static func closed(_ frames: [TrackFrame], count: Int) -> [TrackFrame] {
        var all: [TrackFrame] = []
        for frame in frames {
            if let last = all.last {
                if last.frame == frame.frame { continue }
                if last.frame + 1 < frame.frame { all.append(TrackFrame(frame: last.frame + 1, shape: last.shape, isOutside: true)) }
            }
            all.append(frame)
        }
        if let last = all.last, last.frame + 1 < count { all.append(TrackFrame(frame: last.frame + 1, shape: last.shape, isOutside: true)) }
        return all
    }

    private func lidar(_ record: RawRecord) -> LabelledItem {
        let key = "\(ImageFiles.stem(file))/\(record.number - 1)"
        var item = LabelledItem(key: key)
        item.media = .pointcloud
        item.place = place(of: record, key)
        var sheet = AnswerSheet(options.questions)
        var left: [JSONValue] = []
        for (number, said) in (record.fields["cuboids"]?.array ?? []).enumerated() {
            guard let shape = ScaleShape.cuboid3D(said) else {
                left.append(said)
                say(.warning, "shape.left-out", "cuboid \(number + 1) of `\(key)` lacks position, dimensions or yaw; it is kept as it stands", item.place)
                continue
            }
            let (part, extras) = named(said, shape, number + 1)
            sheet.add(part, .cuboids3D, extras: extras)
        }
        sheet.looked(for: .cuboids3D)
        item.answers = sheet.answers
        item.metadata = sheet.metadata("scale", own: left.isEmpty ? [:] : ["left_out": .array(left)])
        count(sheet)
        return item
    }
}
