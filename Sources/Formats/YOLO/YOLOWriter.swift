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
    static let unansweredAsEmpty = "yolo.unanswered-written-empty"
    public static let losses = [unansweredAsEmpty, 
        shapeAsBox, boxAsPolygon, shapeAsPolygon, maskAsPolygon, holesBridged, instanceSplit, shapeLeftOut, cutAtBorder, coordinateRounded, noSize, noLabel,
        labelsLeftOut, attributesLeftOut, noteLeftOut, scoreLeftOut, answerLeftOut, questionsMerged, nameChanged, metadataLeftOut,
    ]

    public var losses: LossLedger { rows.losses }
    private let folder: DatasetFolder
    private let drawn: [Question]
    private var rows: YOLORows
    private var names = ImageNames()
    private var splits: [String] = []
    private var labels: [String]
    private var numbers: [String: Int] = [:]

    public init(_ folder: DatasetFolder, layout: DatasetLayout, task: YOLO.Task) {
        self.folder = folder
        drawn = layout.drawn
        labels = layout.header["yolo"]?["names"]?.array?.compactMap(\.string) ?? []
        for label in layout.labels where !labels.contains(label) { labels.append(label) }
        rows = YOLORows(task: task, policy: layout.onLoss, decimals: layout.decimals)
        for (number, label) in labels.enumerated() where numbers[label] == nil { numbers[label] = number }
    }

    @discardableResult
    public func write(_ image: LabelledItem) throws -> [String: String] {
        let split = SafeNames.safe(image.splitName)
        if !splits.contains(split) { splits.append(split) }
        let name = names.name(for: image.name(ofFile: LabelledItem.picture), below: "images/\(split)", flat: false)
        if !name.isKept { try rows.losses.adapt(Self.nameChanged, LossExample(item: image.key)) }
        let place = [LabelledItem.picture: "images/\(split)/\(name.stem)\(name.ending)"]
        try countOthers(image)
        let answers = image.parts(of: drawn)
        guard !answers.isEmpty else {
            // Training tools take a picture without rows as one that shows nothing.
            try rows.losses.adapt(Self.unansweredAsEmpty, LossExample(item: image.key))
            return place
        }
        guard let size = image.size else {
            try rows.losses.drop(Self.noSize, LossExample(item: image.key))
            return place
        }
        if answers.count(where: { !$0.parts.isEmpty }) > 1 { try rows.losses.adapt(Self.questionsMerged, LossExample(item: image.key)) }
        rows.begin()
        for (question, parts) in answers {
            for part in parts {
                let example = LossExample(item: image.key, question: question.name, part: part.id)
                guard let label = part.labels.first else { try rows.losses.drop(Self.noLabel, example); continue }
                try rows.add(part, number: number(of: label), size, example)
            }
        }
        let file = "labels/\(split)/\(name.stem).txt"
        try folder.write(rows.bytes, to: file)
        return place
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

    public func finish() throws {
        var text = "path: .\n"
        for (key, split) in Self.members(splits) { text += "\(key): images/\(split)\n" }
        text += "nc: \(labels.count)\nnames:\(labels.isEmpty ? " {}" : "")\n"
        for (number, label) in labels.enumerated() { text += "  \(number): \(JSONValue.string(label).text())\n" }
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
