import Records

/// A folder per split and label with a file per item.
public enum Folders {
    public static let card = FormatCard(
        name: "folders", summary: "A folder per split and label with a text or picture per item, for image- and text-folder loaders", extensions: [],
        holds: ["texts", "pictures", "one choice question", "splits"], loses: FoldersWriter.losses)

    public static let format = DatasetFormat(
        card: card, takes: [.choice], recognise: recognise, reader: { try FoldersReader($0, options: $1) }, writer: { try FoldersWriter($0, layout: $1) })

    static let indexFile = "index.csv"
    static let splits: Set<String> = ["train", "training", "val", "valid", "validation", "dev", "test", "testing", "eval"]

    struct Entry { var path: String; var key: String; var split: String?; var label: String }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        if input.listing.paths.contains(indexFile), input.headText(indexFile).hasPrefix("file,key,split,label") {
            return .init(confidence: 0.97, reason: "`\(indexFile)` names file, key, split and label")
        }
        let paths = input.listing.paths.filter { !isAside($0) }
        let pictures = paths.count(where: ImageFiles.isImage)
        // Pictures with other files beside them belong to a format that says more.
        guard !paths.isEmpty, pictures == paths.count || (pictures == 0 && paths.allSatisfy { $0.hasSuffix(".txt") }) else { return nil }
        let entries = entries(paths)
        guard entries.count == paths.count else { return nil }
        let labels = Set(entries.map(\.label))
        guard labels.count > 1 else { return nil }
        let hasSplits = entries.allSatisfy { $0.split != nil }
        return .init(confidence: (hasSplits ? 0.75 : 0.55) - (pictures == 0 ? 0.15 : 0), reason: "\(paths.count) files lie in \(labels.count) folders that could be labels")
    }

    private static func isAside(_ path: String) -> Bool { ["README.md", "LICENSE", "LICENSE.txt", "classes.txt", "labels.txt", indexFile].contains(String(ImageFiles.fileName(path))) }

    /// By the folders alone. With a split in front the label is what lies below it; folders further down belong to the key.
    static func entries(_ paths: [String]) -> [Entry] {
        paths.compactMap { path in
            guard !isAside(path), ImageFiles.isImage(path) || [".txt", ".text", ".md"].contains(where: path.hasSuffix) else { return nil }
            var parts = path.split(separator: "/").map(String.init)[...]
            var split: String?
            if parts.count > 2, let first = parts.first, splits.contains(first.lowercased()) || first == LabelledItem.wholeName {
                split = first == LabelledItem.wholeName ? nil : first
                parts = parts.dropFirst()
            }
            guard parts.count > 1, let label = parts.first else { return nil }
            return Entry(path: path, key: parts.joined(separator: "/"), split: split, label: label)
        }
    }

    /// What our `index.csv` says; nil without one. A row whose file is not there is a finding.
    static func indexed(_ input: DatasetInput, _ findings: inout FindingLog) throws -> [Entry]? {
        guard input.listing.paths.contains(indexFile), input.headText(indexFile).hasPrefix("file,key,split,label") else { return nil }
        let known = Set(input.listing.paths)
        let reader = try CSVReader(input.source(indexFile))
        var entries: [Entry] = []
        while let row = try reader.next() {
            guard let path = row.fields["file"]?.string, let key = row.fields["key"]?.string, let label = row.fields["label"]?.string else { continue }
            guard known.contains(path) else {
                findings.add(Finding(.warning, "folders.file-missing", "`\(path)` of `\(indexFile)` is not there", at: Place(file: indexFile, line: row.line, record: key)))
                continue
            }
            entries.append(Entry(path: path, key: key, split: row.fields["split"]?.string.flatMap { $0.isEmpty ? nil : $0 }, label: label))
        }
        findings.add(reader.takeFindings())
        return entries
    }
}
