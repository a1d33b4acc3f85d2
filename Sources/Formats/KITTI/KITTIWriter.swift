import Records

/// Writes `label_2/<name>.txt` below a folder per split (`training` for `train`, `testing` for `test`); pictures belong in
/// `image_2/`.
///
/// A box and a cuboid of the same id are one row. What is not known is written as the kit does: -1 and -10, -1000 for
/// places. Numbers are written in full. Labels are single words; those that are not stand in `label_names.json`.
final class KITTIWriter: DatasetWriter {
    static let nameChanged = "kitti.name-changed"
    static let labelChanged = "kitti.label-changed"
    static let rotationAsYaw = "kitti.rotation-as-yaw"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private var names = ImageNames()
    private var labels = LabelTokens()

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        losses = LossLedger(format: "kitti", policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let dataset = KITTI.folder(of: item.split)
        let name = names.name(for: item.key, below: ImageFiles.join(dataset, "image_2"), flat: false)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        let kitti = item.metadata["kitti"]
        if !item.answers.isEmpty {
            let text = try rows(item, kitti).map { $0.text + "\n" }.joined()
            try folder.write(text, to: ImageFiles.join(dataset, "label_2/\(name.stem).txt"))
        }
        if let calib = kitti?["calib"]?.string { try folder.write(calib, to: ImageFiles.join(dataset, "calib/\(name.stem).txt")) }
        return [LabelledItem.picture: ImageFiles.join(dataset, "image_2/\(name.stem)\(name.ending.isEmpty ? ".png" : name.ending)")]
    }

    func finish() throws {
        if let text = labels.file { try folder.write(text, to: LabelTokens.fileName) }
    }

    /// Boxes in their order, each with its cuboid, then cuboids without a box.
    private func rows(_ item: LabelledItem, _ kitti: JSONValue?) throws -> [KITTIRow] {
        var (boxes, cuboids) = ([Part](), [Part]())
        for name in item.answers.keys.sorted() {
            guard case .parts(let parts)? = item.answers[name] else { continue }
            for part in parts { if case .box = part.shape { boxes.append(part) } else { cuboids.append(part) } }
        }
        var byID = Dictionary(cuboids.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var rows: [KITTIRow] = []
        for part in boxes { rows.append(try row(part, byID.removeValue(forKey: part.id), kitti, item.key)) }
        for part in cuboids where byID[part.id] != nil { rows.append(try row(part, part, kitti, item.key)) }
        return rows
    }

    private func row(_ part: Part, _ cuboid: Part?, _ kitti: JSONValue?, _ item: String) throws -> KITTIRow {
        let example = LossExample(item: item, part: part.id)
        let label = labels.token(for: part.labels.first ?? "")
        if !label.isKept { try losses.adapt(Self.labelChanged, example) }
        var row = KITTIRow(type: label.token)
        row.take(kitti?["parts"]?[part.id])
        if case .box(let box) = part.shape { row.box = box }
        if case .cuboid3D(let centre, let size, let quaternion)? = cuboid?.shape, !row.take(centre: centre, size: size, quaternion: quaternion) { try losses.adapt(Self.rotationAsYaw, example) }
        row.score = part.score
        return row
    }
}
