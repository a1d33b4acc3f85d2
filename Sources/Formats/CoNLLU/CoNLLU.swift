import Records

/// CoNLL-U, the format of Universal Dependencies: a sentence as a block of lines, a word as ten columns separated by tabs.
///
/// Columns become token layers (`form`, `lemma`, `upos`, `xpos`, `feats`, `head`, `deprel`, `deps`, `misc`); `NER=B-...` in the last
/// column becomes spans. What a layer cannot hold (ranges, empty nodes, comments) is kept in the item's metadata, so that
/// a treebank is written back with the same bytes.
public enum CoNLLU {
    private static let described = FormatCard(
        name: "conllu", summary: "CoNLL-U: ten columns per word, as in Universal Dependencies", extensions: ["conllu"],
        capacity: FormatCapacity(media: [.text], kinds: [.tokens, .spans], extras: [.keys, .splits, .emptyAnswers, .unanswered]),
        loses: CoNLLUWriter.losses)

    public static let card = format.card
    public static let format = TokenFormat.format(
        described, recognise: recognise, reader: { try CoNLLUReader(reading: $0, options: $1) }, writer: { try CoNLLUWriter($0, layout: $1) })

    static func files(_ input: DatasetInput) -> [String] {
        let named = input.files("conllu")
        return named.isEmpty ? input.files("conll", "txt").filter { looksRight(input.headText($0)) } : named
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let file = files(input).first(where: { looksRight(input.headText($0)) }) else { return nil }
        return .init(confidence: 0.97, reason: "words of `\(file)` have ten columns that begin with a number")
    }

    private static func looksRight(_ head: String) -> Bool {
        for line in head.split(separator: "\n") where !line.hasPrefix("#") {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            return columns.count == 10 && columns[0].first?.isWholeNumber == true
        }
        return false
    }

    /// The layers in the order of the columns, the id left out.
    static let layerNames = Array(CoNLLUSentence.columnNames.dropFirst())
    static let ner = "NER"
}
