import Records

/// One line of export v2: a data row with the labels of each project.
struct LabelboxExport {
    private(set) var item: LabelledItem?
    private let reader: LabelboxReader
    private let place: Place
    private var left: [JSONValue] = []

    init(_ reader: LabelboxReader, _ record: RawRecord) {
        self.reader = reader
        let row = record.fields["data_row"]
        let key = [row?["global_key"], row?["external_id"], row?["id"]].compactMap { $0?.string }.first { !$0.isEmpty }
        place = reader.place(of: record, key)
        guard let key else {
            reader.say(.error, "no-data-row", "the data row has no name", place)
            return
        }
        var item = LabelledItem(key: key)
        item.place = place
        let about = record.fields["media_attributes"]
        item.media = Self.media(about?["mime_type"]?.string, row?["row_data"]?.string)
        let address = row?["row_data"]?.string
        if item.media == .text, let address, !address.contains("://") { item.fields["text"] = .string(address) }
        reader.attach(address, to: &item, size: Self.size(about))
        var (extras, own) = (JSONObject(), JSONObject())
        for (project, said) in record.fields["projects"]?.object?.members ?? [] {
            for label in said["labels"]?.array ?? [] {
                let (annotation, more) = read(label)
                for (id, extra) in more.members { extras[id] = extra }
                item.annotations.append(annotation)
            }
            if let status = said["project_details"] { own[project] = status }
        }
        if item.annotations.count == 1 { item.answers = item.annotations[0].answers }
        if !extras.isEmpty { own["parts"] = .object(extras) }
        if !left.isEmpty { own["left_out"] = .array(left) }
        if !own.isEmpty { item.metadata["labelbox"] = .object(own) }
        self.item = item
    }

    static func size(_ about: JSONValue?) -> PixelSize? {
        guard let width = about?["width"]?.int.flatMap({ Int(exactly: $0) }), let height = about?["height"]?.int.flatMap({ Int(exactly: $0) }) else { return nil }
        return PixelSize(width: width, height: height)
    }

    static func media(_ type: String?, _ address: String?) -> Media {
        switch type?.prefix(while: { $0 != "/" }) {
        case "video": return .video
        case "audio": return .audio
        case "text": return .text
        case "application": return .document
        case "image": return .image
        default: break
        }
        let name = VendorRecords.fileName(address ?? "")
        return Recordings.media(ofFile: name) ?? (name.lowercased().hasSuffix(".txt") ? .text : .image)
    }

    // MARK: Labels

    private mutating func read(_ label: JSONValue) -> (LabelledAnnotation, JSONObject) {
        var sheet = AnswerSheet(reader.options.questions)
        let said = label["annotations"]
        for (number, object) in (said?["objects"]?.array ?? []).enumerated() {
            if let fault = LabelboxObject.add(object, number: number + 1, to: &sheet, reader.options) { leaveOut(fault, object) }
        }
        classify(said?["classifications"], &sheet)
        tracks(said, &sheet)
        let relations = (said?["relationships"]?.array ?? []).compactMap(LabelboxObject.relation)
        if !relations.isEmpty { sheet.set(.relations(relations), .relations) }
        reader.count(sheet)
        var annotation = LabelledAnnotation(author: label["label_details"]?["created_by"]?.string, answers: sheet.answers)
        annotation.seconds = label["performance_details"]?["seconds_to_create"]?.double
        annotation.madeAt = label["label_details"]?["created_at"]?.string
        for (key, value) in label.object?.members ?? [] where key != "annotations" && value.object?.isEmpty != true { annotation.metadata[key] = value }
        return (annotation, sheet.extras)
    }

    private mutating func leaveOut(_ fault: String, _ object: JSONValue) {
        left.append(object)
        reader.say(.warning, "\(fault).left-out", fault == "mask" ? "a mask of `\(place.record ?? "")` is a picture elsewhere; its address is kept" : "an object of `\(place.record ?? "")` has no shape that is read; it is kept as it stands", place)
    }

    private mutating func classify(_ list: JSONValue?, _ sheet: inout AnswerSheet) {
        for said in list?.array ?? [] {
            if let answer = LabelboxObject.answer(said) { sheet.set(answer.answer, answer.kind, called: LabelboxObject.name(said)) } else { leaveOut("annotation", said) }
        }
    }

    private mutating func tracks(_ said: JSONValue?, _ sheet: inout AnswerSheet) {
        var frames: [String: [(number: Int, object: JSONValue)]] = [:]
        var order: [String] = []
        for (name, frame) in said?["frames"]?.object?.members ?? [] {
            guard let number = Int(name).flatMap({ LabelboxTracks.frame(.int(Int64($0))) }) else { continue }
            for (id, object) in frame["objects"]?.object?.members ?? [] {
                if frames[id] == nil { order.append(id) }
                frames[id, default: []].append((number, object))
            }
            if frame["classifications"]?.array?.isEmpty == false { leaveOut("annotation", ["frame": .string(name), "classifications": frame["classifications"] ?? .null]) }
        }
        for id in order {
            guard let found = frames[id], let first = found.first else { continue }
            let keys = said?["key_frame_feature_map"]?[id]?.array.map { Set($0.compactMap { LabelboxTracks.frame($0) }) }
            let ranges = (said?["segments"]?[id]?.array ?? []).compactMap { range -> [Int]? in
                guard let from = LabelboxTracks.frame(range[0]), let to = LabelboxTracks.frame(range[1]), from <= to else { return nil }
                return [from, to]
            }
            guard let shape = LabelboxTracks.shape(frames: found, keys: keys, ranges: ranges) else { leaveOut("shape", first.object); continue }
            var part = Part(id: id, labels: LabelboxObject.name(first.object).map { [$0] } ?? [], shape: shape, origin: .imported)
            var extras = JSONObject()
            LabelboxObject.classify(first.object, &part, &extras, reader.options)
            sheet.add(part, .tracks, extras: extras)
        }
    }
}
