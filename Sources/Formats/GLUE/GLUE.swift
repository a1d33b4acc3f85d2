import Records

/// The tables of the GLUE tasks: tab-separated, a header, quotes that mean nothing. Read only.
///
/// Which columns are sentences and which is the label follows from the header (and for CoLA, which has none, from its four columns).
/// The first sentence is `text`, the second `text_b`; a label is a choice, the score of STS-B a number. Other columns stay in the metadata.
public enum GLUE {
    private static let described = FormatCard(
        name: "glue", summary: "GLUE TSV: sentences and sentence pairs with a label or score", extensions: ["tsv"],
        holds: ["one choice or number", "sentence pairs as fields", "splits"])

    public static let card = format.card
    public static let format = DatasetFormat(card: described, media: [.text], recognise: recognise, reader: { try GLUEReader(reading: $0, options: $1) })

    /// What the columns of one table are.
    struct Columns {
        var first: Int
        var second: Int?
        var label: Int?
        var id: Int?
        var isScore = false

        /// By the names of a header; nil when they are of no task.
        init?(header: [String]) {
            let names = header.map { $0.lowercased() }
            func place(_ candidates: String...) -> Int? { candidates.lazy.compactMap { names.firstIndex(of: $0) }.first }
            let pairs = [("sentence1", "sentence2"), ("#1 string", "#2 string"), ("question1", "question2"), ("question", "sentence"), ("premise", "hypothesis")]
            if let pair = pairs.first(where: { names.contains($0.0) && names.contains($0.1) }), let one = names.firstIndex(of: pair.0) {
                (first, second) = (one, names.firstIndex(of: pair.1))
            } else if let only = place("sentence") {
                first = only
            } else { return nil }
            isScore = names.contains("score")
            label = place("gold_label", "label", "quality", "is_duplicate", "score")
            id = place("index", "id", "pairid", "#1 id")
            guard label != nil || id != nil else { return nil }
        }

        /// CoLA: source, label, the author's mark, sentence.
        init?(firstRow row: [String]) {
            guard row.count == 4, ["0", "1"].contains(row[1]), ["", "*", "**", "?", "*?"].contains(row[2]), row[3].contains(" ") else { return nil }
            (first, label) = (3, 1)
        }
    }

    static func files(_ input: DatasetInput) -> [String] { input.files("tsv").filter { columns(input, $0) != nil } }

    static func columns(_ input: DatasetInput, _ file: String) -> (columns: Columns, hasHeader: Bool)? {
        let line = input.headText(file).split(separator: "\n", maxSplits: 1).first ?? ""
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0.last == "\r" ? $0.dropLast() : $0) }
        guard cells.count > 1 else { return nil }
        if let named = Columns(header: cells) { return (named, true) }
        return Columns(firstRow: cells).map { ($0, false) }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        files(input).first.map { .init(confidence: 0.85, reason: "the first line of `\($0)` is that of a GLUE table") }
    }
}
