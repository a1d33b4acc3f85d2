import Records

/// Datasaur's exports: *Datasaur Schema* and *JSON advanced* (a file per document: lines of tokens, labels by line, token
/// and character), and its IOB tables (`.tsv`: a token per line, a tag behind a tab where there is one).
///
/// A document is an item, its lines joined by line breaks, for labels and arrows may reach over lines; a document whose rows
/// are answered one by one is an item per row. Positions name a character within a token, the last one included, in UTF-16
/// units as browsers count. What nobody has settled (`labeledBy: CONFLICT`) or somebody rejected is no answer: it stays in the
/// metadata. https://docs.datasaur.ai/compatibility-and-updates/supported-formats
public enum Datasaur {
    public static let card = FormatCard(
        name: "datasaur", summary: "Datasaur: Datasaur Schema and JSON advanced of documents with spans and arrows, IOB tables", extensions: ["json", "tsv"],
        holds: ["spans", "relations", "choices and texts of documents and rows", "a question per label set", "labels", "texts"])

    public static let format = DatasetFormat(card: card, media: [.text], recognise: recognise, reader: { try DatasaurReader($0, options: $1) })

    static func files(_ input: DatasetInput) -> [String] {
        let documents = input.files("json").filter { isDocument(input.headText($0)) }
        return documents.isEmpty ? input.files("tsv").filter { DatasaurTable.isTable(input.headText($0)) } : documents
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(input).first else { return nil }
        if !first.contains(".tsv") { return .init(confidence: 0.95, reason: "`\(first)` has Datasaur's label sets, and labels by line and token") }
        return .init(confidence: 0.8, reason: "lines of `\(first)` are tokens, some with a tag and some without any, as Datasaur writes them")
    }

    /// A long document's labels may come behind the part that is looked at.
    private static func isDocument(_ head: String) -> Bool {
        guard head.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) == "{" else { return false }
        if head.holds("\"startCellLine\"") && head.holds("\"labelSetItemId\"") { return true }
        let lines = ["\"rows\"", "\"sentences\"", "\"cells\""].contains { head.holds($0) }
        return lines && head.holds("\"tokens\"") && head.holds("\"labelSets\"") || head.holds("\"spanLabels\"") && head.holds("\"textPosition\"")
    }
}
