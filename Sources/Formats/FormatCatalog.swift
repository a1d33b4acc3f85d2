/// Every file format that is read or written here: those of records, then those of folders of pictures. A new one of
/// records is a folder and a line in `records`; one of pictures is a folder and a line in `ImageFormat.all`.
public enum FormatCatalog {
    public static let all: [FormatCard] = records + ImageFormat.all.map(\.card)

    public static let records: [FormatCard] = [
        FormatCard(name: "jsonl", summary: "JSON lines: one object per line; the widest and the default", extensions: ["jsonl", "ndjson"],
                   holds: ["fields of any JSON kind", "metadata", "answers of every kind", "splits", "licences", "revisions", "pictures beside it"]),
        FormatCard(name: "json", summary: "A JSON list of objects, or an object that holds one under a key", extensions: ["json"],
                   holds: ["fields of any JSON kind"]),
        FormatCard(name: "csv", summary: "Comma-separated values with a header, for spreadsheets and pandas", extensions: ["csv"],
                   holds: ["fields as text", "one column per question", "splits", "pictures beside it"],
                   loses: CSVDatasetWriter.losses),
        FormatCard(name: "tsv", summary: "Tab-separated values; quotes are ordinary characters", extensions: ["tsv", "tab"], canWrite: false,
                   holds: ["fields as text"]),
        FormatCard(name: "lines", summary: "Text with one item per line", extensions: ["txt", "text"], canWrite: false, holds: ["texts"]),
        FormatCard(name: "text", summary: "A folder of text files, one item per file", extensions: ["txt", "text", "md"], canWrite: false, holds: ["texts"]),
        FormatCard(name: "folders", summary: "A folder per split and label with a text or picture per item, for image- and text-folder loaders", extensions: [],
                   canRead: false, holds: ["texts", "pictures", "one choice question", "splits"], loses: FoldersWriter.losses),
        FormatCard(name: "conll", summary: "A token and its BIO tag per line, as in CoNLL-2003, for spans", extensions: ["conll", "iob", "bio"],
                   holds: ["tokens", "one spans question", "splits"], loses: CoNLLWriter.losses),
    ]

    public static func card(named name: String) -> FormatCard? { all.first { $0.name == name } }

    /// By the extension, packing set aside; nil when no format claims it.
    public static func card(forPath path: String) -> FormatCard? {
        let file = Compression.unpackedPath(path)
        guard let dot = file.lastIndex(of: ".") else { return nil }
        let ending = file[file.index(after: dot)...].lowercased()
        return records.first { $0.canRead && $0.extensions.contains(ending) }
    }
}
