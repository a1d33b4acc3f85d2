import Records

/// Writes `tasks.json` and `label_config.xml`. The configuration is the one the items came with if it asks the same
/// questions, with labels added that it lacks; otherwise one is made from the questions.
final class LabelStudioWriter: DatasetWriter {
    /// A part whose picture's size nobody knows, or a mask that reaches beyond it.
    static let notDrawn = "label-studio.part-without-size"

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let layout: DatasetLayout
    private var writer = JSONWriter()
    private let sink: ByteSink
    private let name: String
    private var names = FileNames()
    private var number = 0
    private var plan: LabelStudioPlan?

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        self.layout = layout
        name = "tasks.json" + layout.compression.fileExtension
        sink = try folder.sink(name, compression: layout.compression)
        losses = LossLedger(format: "label-studio", policy: layout.onLoss)
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        number += 1
        var plan = plan ?? LabelStudioPlan(layout, media: item.media)
        plan.see(item)
        self.plan = plan
        let paths = Self.paths(of: item, &names)
        for (question, part) in plan.lost(of: item) { try losses.drop(Self.notDrawn, LossExample(item: item.key, question: question, part: part)) }
        writer.removeAll()
        writer.write(.object(plan.merge.task(item, number: number, paths: paths)))
        try sink.write(number == 1 ? "[\n" : ",\n")
        try sink.write(writer.bytes)
        return paths
    }

    /// Where the item's files belong, by role; those that are elsewhere stay there.
    static func paths(of item: LabelledItem, _ names: inout FileNames) -> [String: String] {
        var paths: [String: String] = [:]
        for role in item.files.keys.sorted() {
            guard let file = item.files[role], file.path != nil || file.url == nil else { continue }
            paths[role] = names.path(for: item.name(ofFile: role), in: role == "image" ? "images" : SafeNames.safe(role), type: file.type ?? "")
        }
        return paths
    }

    func finish() throws {
        try sink.write(number == 0 ? "[]\n" : "\n]\n")
        try folder.close(sink, as: name)
        let plan = plan ?? LabelStudioPlan(layout, media: nil)
        let config = try folder.sink("label_config.xml", compression: Compression.none)
        try config.write(plan.configuration)
        try folder.close(config, as: "label_config.xml")
    }
}
