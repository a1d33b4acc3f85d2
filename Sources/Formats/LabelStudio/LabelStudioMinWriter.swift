import Records

/// Writes `annotations.json` as JSON_MIN, and `label_config.xml`. Items nobody answered have a row without an annotation.
final class LabelStudioMinWriter: DatasetWriter {
    static let notDrawn = "label-studio-min.part-without-size"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let layout: DatasetLayout
    private let sink: ByteSink
    private let name: String
    private var names = FileNames()
    private var writer = JSONWriter()
    private var number = 0
    private var plan: LabelStudioPlan?

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        self.layout = layout
        name = "annotations.json" + layout.compression.fileExtension
        sink = try folder.sink(name, compression: layout.compression)
        losses = LossLedger(format: "label-studio-min", policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        var plan = plan ?? LabelStudioPlan(layout, media: item.media)
        plan.see(item)
        self.plan = plan
        let paths = LabelStudioWriter.paths(of: item, &names)
        for (question, part) in plan.lost(of: item) { try losses.drop(Self.notDrawn, LossExample(item: item.key, question: question, part: part)) }
        var whole = item
        if let kept = item.metadata["label-studio-min"] { whole.metadata["label-studio"] = kept }
        whole.metadata["label-studio-min"] = nil
        let task = plan.merge.task(whole, number: number + 1, paths: paths)
        let annotations = (task["annotations"]?.array ?? []).compactMap(\.object).filter { $0["was_cancelled"]?.bool != true }
        for annotation in annotations.isEmpty ? [nil] : annotations.map(Optional.some) {
            number += 1
            writer.removeAll()
            writer.write(.object(LabelStudioRow.row(item.key, task["data"]?.object ?? task, annotation, plan.merge.config)))
            try sink.write(number == 1 ? "[\n" : ",\n")
            try sink.write(writer.bytes)
        }
        return paths
    }

    func finish() throws {
        try sink.write(number == 0 ? "[]\n" : "\n]\n")
        try folder.close(sink, as: name)
        let plan = plan ?? LabelStudioPlan(layout, media: nil)
        try folder.write(String(decoding: plan.configuration, as: UTF8.self), to: "label_config.xml")
    }
}
