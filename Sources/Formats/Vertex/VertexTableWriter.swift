import Records

/// Writes `vertex.csv`: eleven cells a row, opposite corners.
final class VertexTableWriter: DatasetWriter {
    static let noSize = "vertex-csv.box-without-size"
    static let splitRenamed = "vertex-csv.split-renamed"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let sink: ByteSink
    private let file: String
    private let table: CSVWriter
    private var names = FileNames()

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        file = "vertex.csv" + layout.compression.fileExtension
        sink = try folder.sink(file, compression: layout.compression)
        table = CSVWriter(sink)
        losses = LossLedger(format: "vertex-csv", policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let picture = item.files["image"]
        let path = names.path(for: item.name(ofFile: "image"), in: "images", type: picture?.type ?? "")
        let set = try set(of: item), address = picture?.url ?? path
        var rows: [[String]] = []
        for name in item.answers.keys.sorted() {
            guard case .parts(let parts)? = item.answers[name] else { continue }
            for part in parts {
                guard let size = item.size, case .box(let box) = part.shape, box.count == 4 else { try losses.drop(Self.noSize, LossExample(item: item.key, question: name, part: part.id)); continue }
                let near = [VertexShare.share(box[0], size.width), VertexShare.share(box[1], size.height)].map(DecimalText.text)
                let far = [VertexShare.share(box[2], size.width), VertexShare.share(box[3], size.height)].map(DecimalText.text)
                rows.append([set, address, part.labels.first ?? ""] + near + ["", ""] + far + ["", ""])
            }
        }
        for left in item.metadata["vertex-csv"]?["rows"]?.array ?? [] { rows.append([set, address] + (left.array ?? []).compactMap(\.string)) }
        if rows.isEmpty { rows = [[set, address] + Array(repeating: "", count: 9)] }
        for row in rows { try table.write(row) }
        return picture?.path != nil || picture?.url == nil ? ["image": path] : [:]
    }

    func finish() throws { try folder.close(sink, as: file) }

    private func set(of item: LabelledItem) throws -> String {
        guard let split = item.split else { return VertexTable.noSet }
        switch split {
        case "train": return "TRAIN"
        case "val": return "VALIDATION"
        case "test": return "TEST"
        default:
            try losses.adapt(Self.splitRenamed, LossExample(item: item.key))
            return split == "validation" ? "VALIDATION" : VertexTable.noSet
        }
    }
}
