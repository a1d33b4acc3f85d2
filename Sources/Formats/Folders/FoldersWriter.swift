import Records

/// `<split>/<label>/` with a file per item, and `index.csv` naming file, key, split and label: what image- and text-folder
/// loaders read; with `settledBy` also the rule and the reason.
///
/// The file is the item's picture or, where it has none, its `text` field as `<key>.txt`. It lies right below its label, as
/// loaders that take the nearest folder for the label need it: folders of a picture's name stay in the key alone. Holds one
/// choice question; for names see `SafeNames`.
public final class FoldersWriter: DatasetWriter {
    static let noText = "folders.item-without-text"
    static let noLabel = "folders.item-without-label"
    static let otherFields = "folders.fields-left-out"
    static let otherAnswers = "folders.answers-left-out"
    static let metadata = "folders.metadata-left-out"
    static let revisions = "folders.revisions-left-out"
    public static let losses = [noText, noLabel, otherFields, otherAnswers, metadata, revisions]

    public private(set) var losses: LossLedger
    /// Of the item under way.
    private var lost = LossReport()
    private var pictures = FileNames()
    private let folder: DatasetFolder
    private let question: Question
    private var files = SafeNames()
    private var labelFolders: [String: String] = [:]
    private var folderNames = SafeNames()
    private let index: CSVWriter
    private let saysWhy: Bool
    private let indexSink: ByteSink

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        losses = LossLedger(format: "folders", policy: layout.onLoss)
        question = try layout.theQuestion(of: [.choice], format: "folders")
        indexSink = try folder.sink("index.csv")
        index = CSVWriter(indexSink, neutralisesFormulas: layout.neutralisesFormulas)
        saysWhy = layout.settledBy
        try index.write(["file", "key", "split", "label"] + (saysWhy ? ["settled_by", "reason"] : []))
    }

    @discardableResult
    public func write(_ item: LabelledItem) throws -> [String: String] {
        let places = try place(item)
        try losses.take(&lost, of: item.key)
        return places
    }

    private func place(_ item: LabelledItem) throws -> [String: String] {
        guard case .choice(let label)? = item.answers[question.name] else {
            lost.add(.dropped, Self.noLabel, of: item.key)
            return [:]
        }
        let picture = item.files[LabelledItem.picture].map { file in
            pictures.path(for: String(ImageFiles.fileName(item.name(ofFile: LabelledItem.picture))), in: folderName(item.splitName, label), type: file.type ?? "")
        }
        guard let name = try picture ?? writeText(of: item, label) else {
            lost.add(.dropped, Self.noText, of: item.key)
            return [:]
        }
        let why = item.settledBy[question.name]
        try index.write([name, item.key, item.split ?? "", label] + (saysWhy ? [why?.rule ?? "", why?.reason ?? ""] : []))
        countLosses(item)
        return picture.map { [LabelledItem.picture: $0] } ?? [:]
    }

    /// The path of the text's file; nil when the item has no text.
    private func writeText(of item: LabelledItem, _ label: String) throws -> String? {
        guard let text = item.text else { return nil }
        let name = files.name(for: item.key, in: folderName(item.splitName, label), ending: ".txt")
        let sink = try folder.sink(name)
        try sink.write(text)
        try folder.close(sink, as: name)
        return name
    }

    public func finish() throws { try folder.close(indexSink, as: "index.csv") }

    /// One folder per split and label, also for labels that differ only in case or in characters a file system refuses.
    private func folderName(_ split: String, _ label: String) -> String {
        let path = "\(split)\u{0}\(label)"
        if let known = labelFolders[path] { return known }
        let name = folderNames.name(for: label, in: SafeNames.safe(split), ending: "")
        labelFolders[path] = name
        return name
    }

    private func countLosses(_ item: LabelledItem) {
        let others = item.fields.count - (item.files["image"] == nil ? 1 : 0)
        if others > 0 { lost.add(.dropped, Self.otherFields, of: item.key, count: others) }
        if item.answers.count > 1 { lost.add(.dropped, Self.otherAnswers, of: item.key, count: item.answers.count - 1) }
        if !item.metadata.isEmpty { lost.add(.dropped, Self.metadata, of: item.key) }
        if !item.revisions.isEmpty { lost.add(.dropped, Self.revisions, of: item.key) }
    }
}
