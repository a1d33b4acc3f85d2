import Records

/// Writes `annotations.xml`; pictures belong in `images/` (below a folder per split), videos beside the file.
///
/// The head lists labels and how many items there are, which is known at the end only: elements wait in a spool file,
/// so memory does not grow with the dataset. Numbers are written in full, where CVAT itself writes two decimals.
final class CVATWriter: DatasetWriter {
    static let nameChanged = "cvat.name-changed"
    static let textCleaned = "cvat.text-cleaned"
    static let noTags = "cvat.no-tags-as-unanswered"
    static let shapeLeftOut = "cvat.shape-left-out"

    private(set) var losses: LossLedger
    private let format: String
    private let folder: DatasetFolder
    private let spool: SpoolFile
    private let isVideo: Bool
    private var head: CVATHead
    private var names = ImageNames()
    private var count = 0
    private var trackCount = 0

    init(_ folder: DatasetFolder, layout: DatasetLayout, format: String) throws {
        self.folder = folder
        self.format = format
        isVideo = format == CVAT.video.name
        spool = try SpoolFile()
        head = CVATHead(layout, format: format)
        losses = LossLedger(format: format, policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let split = item.split.map(XMLWriter.readable).flatMap { $0.isEmpty ? nil : $0 }
        var xml = XMLWriter(depth: 1)
        defer { count += 1 }
        guard !isVideo else {
            let name = try name(of: item, below: "")
            let task = head.add(item, name: name, split: split, number: count)
            try tracks(item, task, split, &xml)
            try spool.write(xml.bytes)
            return ["video": name]
        }
        let below = split.map { "images/\(SafeNames.safe($0))" } ?? "images"
        let name = try name(of: item, below: below)
        try image(item, name, split, &xml)
        try spool.write(xml.bytes)
        return [LabelledItem.picture: "\(below)/\(ImageFiles.isImage(name) ? name : name + ".jpg")"]
    }

    private func name(of item: LabelledItem, below folder: String) throws -> String {
        let name = names.name(for: item.key, below: folder, flat: false)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        return name.stem + name.ending
    }

    func finish() throws {
        let sink = try folder.sink("annotations.xml")
        var xml = XMLWriter()
        try sink.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n")
        head.write(to: &xml, count: count)
        try sink.write(xml.bytes)
        try spool.forEachPiece { try sink.write(Array($0)) }
        try sink.write("</annotations>\n")
        try folder.close(sink, as: "annotations.xml")
    }

    // MARK: Pictures

    private func image(_ item: LabelledItem, _ name: String, _ split: String?, _ xml: inout XMLWriter) throws {
        let cvat = item.metadata[format]?.object ?? [:]
        var attributes = [XMLAttribute(name: "id", value: cvat["@id"]?.string ?? String(count)), XMLAttribute(name: "name", value: name)]
        if let split { attributes.append(XMLAttribute(name: "subset", value: split)) }
        attributes += Self.unknown(cvat, but: ["id", "name", "subset", "width", "height"])
        if let size = item.size {
            attributes.append(XMLAttribute(name: "width", value: String(size.width)))
            attributes.append(XMLAttribute(name: "height", value: String(size.height)))
        }
        xml.open("image", attributes: attributes)
        for question in item.answers.keys.sorted(by: head.comesBefore) {
            switch item.answers[question] {
            case .parts(let parts)?:
                for part in Self.merged(parts, cvat) { try self.part(part.part, part.points, cvat["parts"]?[part.part.id]?.object ?? [:], LossExample(item: item.key, question: question, part: part.part.id), &xml) }
            case .choices(let labels)?:
                if labels.isEmpty { try losses.drop(Self.noTags, LossExample(item: item.key, question: question)) }
                for label in labels { try tag(label, cvat["tags"]?[label]?.object ?? [:], LossExample(item: item.key, question: question), &xml) }
            default: break
            }
        }
        xml.close("image")
    }

    /// Points that were one element become one again.
    private static func merged(_ parts: [Part], _ cvat: JSONObject) -> [(part: Part, points: [Double]?)] {
        var merged: [(part: Part, points: [Double]?)] = []
        var last: JSONValue?
        for part in parts {
            let with = cvat["parts"]?[part.id]?["with"]
            if case .point(let point) = part.shape {
                if let with, with == last, let before = merged.last?.points, merged[merged.count - 1].part.labels == part.labels { merged[merged.count - 1].points = before + point } else { merged.append((part, point)) }
            } else {
                merged.append((part, nil))
            }
            last = with
        }
        return merged
    }

    private func part(_ part: Part, _ points: [Double]?, _ extras: JSONObject, _ example: LossExample, _ xml: inout XMLWriter) throws {
        guard let label = part.labels.first, let element = CVATShape.element(points.map(Shape.line) ?? part.shape) else { return try losses.drop(Self.shapeLeftOut, example) }
        let name = try self.label(label, part, example)
        let common = [XMLAttribute(name: "label", value: name), XMLAttribute(name: "source", value: extras["source"]?.string ?? "manual")]
        let tag = points == nil ? element.name : "points"
        xml.open(tag, attributes: common + Self.flags(part, extras) + element.attributes + Self.tail(extras))
        if case .joints(let joints) = part.shape { try write(joints, of: name, extras, &xml) }
        try write(part.attributes, extras, of: name, example, &xml)
        xml.close(tag)
    }

    private func tag(_ label: String, _ extras: JSONObject, _ example: LossExample, _ xml: inout XMLWriter) throws {
        let name = try self.label(label, Part(id: "", labels: [label], shape: .point([])), example)
        xml.open("tag", attributes: [XMLAttribute(name: "label", value: name), XMLAttribute(name: "source", value: extras["source"]?.string ?? "manual")] + Self.unknown(extras, but: []))
        try write([:], extras, of: name, example, &xml)
        xml.close("tag")
    }

    private func label(_ label: String, _ part: Part, _ example: LossExample) throws -> String {
        let readable = XMLWriter.readable(label)
        if readable != label { try losses.adapt(Self.textCleaned, example) }
        let name = readable.isEmpty ? "_" : readable
        head.see(name, part)
        return name
    }

    private static func flags(_ part: Part, _ extras: JSONObject) -> [XMLAttribute] {
        [XMLAttribute(name: "occluded", value: part.attributes["occluded"] == true || extras["occluded"] == true ? "1" : "0")]
    }

    private static func tail(_ extras: JSONObject) -> [XMLAttribute] {
        var attributes = [XMLAttribute(name: "z_order", value: extras["z_order"]?.string ?? "0")]
        if let group = extras["group_id"]?.string { attributes.append(XMLAttribute(name: "group_id", value: group)) }
        return attributes + unknown(extras, but: [])
    }

    /// What was an attribute that is not known here.
    private static func unknown(_ extras: JSONObject, but known: [String]) -> [XMLAttribute] {
        extras.members.compactMap { key, value in
            guard key.hasPrefix("@"), !known.contains(String(key.dropFirst())), let text = value.string else { return nil }
            return XMLAttribute(name: String(key.dropFirst()), value: text)
        }
    }

    private func write(_ attributes: JSONObject, _ extras: JSONObject, of label: String, _ example: LossExample, _ xml: inout XMLWriter) throws {
        for (name, value) in attributes.members + (extras["attributes"]?.object?.members.filter { attributes[$0.key] == nil } ?? []) {
            let text = CVATText.text(value)
            if !XMLWriter.keeps(text) || !XMLWriter.keeps(name) { try losses.adapt(Self.textCleaned, example) }
            xml.element("attribute", JSONValue.object(["@name": .string(name), "#text": .string(text)]))
        }
    }

    private func write(_ joints: [[Double]], of label: String, _ extras: JSONObject, _ xml: inout XMLWriter) throws {
        let names = head.joints(of: label, count: joints.count)
        for (joint, name) in zip(joints, names) where joint.count == 3 {
            let own = extras["joints"]?[name]?.object ?? [:]
            let attributes = [
                XMLAttribute(name: "label", value: name), XMLAttribute(name: "source", value: own["@source"]?.string ?? "manual"), XMLAttribute(name: "outside", value: joint[2] == 0 ? "1" : "0"),
                XMLAttribute(name: "occluded", value: joint[2] == 1 ? "1" : "0"), XMLAttribute(name: "points", value: CVATText.points([joint[0], joint[1]])),
            ]
            xml.open("points", attributes: attributes + Self.unknown(own, but: ["source"]))
            for (key, value) in own.members where !key.hasPrefix("@") { xml.element("attribute", JSONValue.object(["@name": .string(key), "#text": value])) }
            xml.close("points")
        }
    }

    // MARK: Tracks

    private func tracks(_ item: LabelledItem, _ task: String, _ split: String?, _ xml: inout XMLWriter) throws {
        let cvat = item.metadata[format]?.object ?? [:]
        for question in item.answers.keys.sorted(by: head.comesBefore) {
            guard case .parts(let parts)? = item.answers[question] else { continue }
            for part in parts { try track(part, cvat["parts"]?[part.id]?.object ?? [:], task, split, LossExample(item: item.key, question: question, part: part.id), &xml) }
        }
    }

    private func track(_ part: Part, _ extras: JSONObject, _ task: String, _ split: String?, _ example: LossExample, _ xml: inout XMLWriter) throws {
        guard case .track(let frames) = part.shape, let label = part.labels.first else { return try losses.drop(Self.shapeLeftOut, example) }
        let name = try self.label(label, part, example)
        var attributes = [XMLAttribute(name: "id", value: String(trackCount)), XMLAttribute(name: "label", value: name), XMLAttribute(name: "source", value: extras["@source"]?.string ?? "manual"), XMLAttribute(name: "task_id", value: task)]
        if let split { attributes.append(XMLAttribute(name: "subset", value: split)) }
        trackCount += 1
        xml.open("track", attributes: attributes + Self.unknown(extras, but: ["source", "id", "label", "task_id", "subset"]))
        for (number, frame) in frames.enumerated() {
            guard let element = CVATShape.element(frame.shape) else { try losses.drop(Self.shapeLeftOut, example); continue }
            let own = extras["frames"]?[String(frame.frame)]?.object ?? [:]
            let flags = [XMLAttribute(name: "frame", value: String(frame.frame)), XMLAttribute(name: "keyframe", value: frame.isKey ? "1" : "0"), XMLAttribute(name: "outside", value: frame.isOutside ? "1" : "0")]
            xml.open(element.name, attributes: flags + Self.flags(part, own) + element.attributes + Self.tail(own))
            if case .joints(let joints) = frame.shape { try write(joints, of: name, own, &xml) }
            try write(number == 0 ? part.attributes : own["changed"]?.object ?? [:], own, of: name, example, &xml)
            xml.close(element.name)
        }
        xml.close("track")
    }
}
