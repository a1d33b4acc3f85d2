import Records

/// Writes `labels/<split>/<name>.txt` and `data.yaml`; pictures belong in `images/<split>/`.
///
/// Numbers are written in full unless `decimals` is set, so boxes come back within a billionth of a pixel; what moves further is
/// counted as rounded. Values stay within 0...1, as training tools demand: shapes are cut at the picture's border.
public final class YOLOWriter: DatasetWriter {
    static let shapeAsBox = "yolo.shape-as-box"
    static let boxAsPolygon = "yolo.box-as-polygon"
    static let shapeAsPolygon = "yolo.shape-as-polygon"
    static let maskAsPolygon = "yolo.mask-as-polygon"
    static let holesBridged = "yolo.holes-bridged"
    static let instanceSplit = "yolo.parts-as-instances"
    static let shapeLeftOut = "yolo.shape-left-out"
    static let cutAtBorder = "yolo.cut-at-border"
    static let coordinateRounded = "yolo.coordinate-rounded"
    static let noSize = "yolo.size-unknown"
    static let noLabel = "yolo.part-without-label"
    static let labelsLeftOut = "yolo.further-labels-left-out"
    static let attributesLeftOut = "yolo.attributes-left-out"
    static let noteLeftOut = "yolo.note-left-out"
    static let scoreLeftOut = "yolo.score-left-out"
    static let answerLeftOut = "yolo.answer-left-out"
    static let questionsMerged = "yolo.questions-merged"
    static let nameChanged = "yolo.name-changed"
    static let metadataLeftOut = "yolo.metadata-left-out"
    static let shapeAsRotated = "yolo.shape-as-rotated-box"
    static let boxWithoutJoints = "yolo.box-without-joints"
    static let otherJoints = "yolo.joints-of-another-number"
    static let unansweredAsEmpty = "yolo.unanswered-written-empty"
    public static let losses = [
        unansweredAsEmpty, shapeAsRotated, boxWithoutJoints, otherJoints,
        shapeAsBox, boxAsPolygon, shapeAsPolygon, maskAsPolygon, holesBridged, instanceSplit, shapeLeftOut, cutAtBorder, coordinateRounded, noSize, noLabel,
        labelsLeftOut, attributesLeftOut, noteLeftOut, scoreLeftOut, answerLeftOut, questionsMerged, nameChanged, metadataLeftOut,
    ]

    public var losses: LossLedger { rows.losses }
    private let folder: DatasetFolder
    private let drawn: [Question]
    private var rows: YOLORows
    private let place: YOLO.Layout
    private let task: YOLO.Task
    private let flips: JSONValue?
    /// For darknet: the pictures of each split, in the order of writing.
    private var lists: [String: ByteSink] = [:]
    private var names = ImageNames()
    private var splits: [String] = []
    private var labels: [String]
    private var numbers: [String: Int] = [:]

    init(_ folder: DatasetFolder, layout: DatasetLayout, task: YOLO.Task, in place: YOLO.Layout = .ultralytics) {
        self.folder = folder
        self.place = place
        self.task = task
        flips = layout.header["yolo"]?["flip_idx"]
        drawn = layout.drawn
        labels = layout.header["yolo"]?["names"]?.array?.compactMap(\.string) ?? []
        for label in layout.labels where !labels.contains(label) { labels.append(label) }
        rows = YOLORows(task: task, policy: layout.onLoss, decimals: layout.decimals, joints: layout.header["yolo"]?["joints"]?.int.flatMap { Int(exactly: $0) })
        for (number, label) in labels.enumerated() where numbers[label] == nil { numbers[label] = number }
    }

    @discardableResult
    public func write(_ image: LabelledItem) throws -> [String: String] {
        let split = SafeNames.safe(image.splitName)
        if !splits.contains(split) { splits.append(split) }
        let pictures = place == .darknet ? "obj_\(split)_data" : "images/\(split)"
        let name = names.name(for: image.name(ofFile: LabelledItem.picture), below: pictures, flat: false)
        if !name.isKept { try rows.losses.adapt(Self.nameChanged, LossExample(item: image.key)) }
        let file = "\(pictures)/\(name.stem)\(name.ending)"
        if place == .darknet { try list(file, split) }
        let places = [LabelledItem.picture: file]
        try countOthers(image)
        let answers = image.parts(of: drawn)
        guard !answers.isEmpty else {
            // Training tools take a picture without rows as one that shows nothing.
            try rows.losses.adapt(Self.unansweredAsEmpty, LossExample(item: image.key))
            return places
        }
        guard let size = image.size else {
            try rows.losses.drop(Self.noSize, LossExample(item: image.key))
            return places
        }
        if answers.count(where: { !$0.parts.isEmpty }) > 1 { try rows.losses.adapt(Self.questionsMerged, LossExample(item: image.key)) }
        rows.begin()
        let joints = task == .pose ? Self.joints(in: answers) : [:]
        for (question, parts) in answers {
            for part in parts {
                let example = LossExample(item: image.key, question: question.name, part: part.id)
                if task == .pose, question.kind == .skeletons, part.id.hasSuffix(".joints"), Self.hasOwner(part, answers) { continue }
                guard let label = part.labels.first else { try rows.losses.drop(Self.noLabel, example); continue }
                try rows.add(part, joints[part.id], number: number(of: label), size, example)
            }
        }
        try folder.write(rows.bytes, to: place == .darknet ? "\(pictures)/\(name.stem).txt" : "labels/\(split)/\(name.stem).txt")
        return places
    }

    private func number(of label: String) -> Int {
        if let known = numbers[label] { return known }
        numbers[label] = labels.count
        labels.append(label)
        return labels.count - 1
    }

    private func countOthers(_ image: LabelledItem) throws {
        for name in image.answers.keys.sorted() where !drawn.contains(where: { $0.name == name }) {
            try rows.losses.drop(Self.answerLeftOut, LossExample(item: image.key, question: name))
        }
        if !image.metadata.isEmpty { try rows.losses.drop(Self.metadataLeftOut, LossExample(item: image.key)) }
    }

    /// Joints by the id of the box they belong to.
    private static func joints(in answers: [(question: Question, parts: [Part])]) -> [String: [[Double]]] {
        var found: [String: [[Double]]] = [:]
        for part in answers.flatMap(\.parts) where part.id.hasSuffix(".joints") {
            if case .joints(let joints) = part.shape { found[String(part.id.dropLast(7))] = joints }
        }
        return found
    }

    private static func hasOwner(_ joints: Part, _ answers: [(question: Question, parts: [Part])]) -> Bool {
        let owner = String(joints.id.dropLast(7))
        return answers.contains { $0.question.kind != .skeletons && $0.parts.contains { $0.id == owner } }
    }

    private func list(_ picture: String, _ split: String) throws {
        let name = split == LabelledItem.wholeName ? "train" : split
        if lists[name] == nil { lists[name] = try folder.sink("\(name).txt", compression: Compression.none) }
        try lists[name]?.write("data/\(picture)\n")
    }

    /// `obj.data` has room for `train` and `valid`; other splits have a list and no member.
    private func finishDarknet() throws {
        for (name, sink) in lists.sorted(by: { $0.key < $1.key }) { try folder.close(sink, as: "\(name).txt") }
        var text = "classes = \(labels.count)\n"
        for name in lists.keys.sorted() { text += "\(["val", "validation"].contains(name) && lists["valid"] == nil ? "valid" : name) = data/\(name).txt\n" }
        try folder.write(text + "names = data/obj.names\nbackup = backup/\n", to: "obj.data")
        try folder.write(labels.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n" }.joined(), to: "obj.names")
    }

    public func finish() throws {
        if place == .darknet { return try finishDarknet() }
        var text = "path: .\n"
        for (key, split) in Self.members(splits) { text += "\(key): images/\(split)\n" }
        text += "nc: \(labels.count)\nnames:\(labels.isEmpty ? " {}" : "")\n"
        for (number, label) in labels.enumerated() { text += "  \(number): \(JSONValue.string(label).text())\n" }
        if task == .pose, let count = rows.joints {
            text += "kpt_shape: [\(count), 3]\nflip_idx: \(flips?.text() ?? JSONValue.array((0..<count).map { .int(Int64($0)) }).text())\n"
        }
        try folder.write(text, to: "data.yaml")
    }

    /// Training tools want `train` and `val`; a dataset without splits is both.
    private static func members(_ splits: [String]) -> [(String, String)] {
        var members: [(String, String)] = []
        for split in splits where split != LabelledItem.wholeName {
            let key = ["valid", "validation", "dev"].contains(split) && !splits.contains("val") ? "val" : split
            if !members.contains(where: { $0.0 == key }) { members.append((key, split)) } else { members.append((split, split)) }
        }
        if splits.contains(LabelledItem.wholeName) {
            let isAlone = members.isEmpty
            for key in isAlone ? ["train", "val"] : [LabelledItem.wholeName] { members.append((key, LabelledItem.wholeName)) }
        }
        let rank = ["train": 0, "val": 1, "test": 2]
        return members.sorted { (rank[$0.0] ?? 3, $0.0) < (rank[$1.0] ?? 3, $1.0) }
    }
}
