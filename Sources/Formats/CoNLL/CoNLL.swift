import Records

/// Tokens and their tags, a token per line.
public enum CoNLL {
    public static let card = FormatCard(
        name: "conll", summary: "A token and its BIO tag per line, as in CoNLL-2003, for spans", extensions: ["conll", "iob", "bio"],
        holds: ["tokens", "one spans question", "splits"], loses: CoNLLWriter.losses)

    public static let format = DatasetFormat(card: card, takes: [.spans], recognise: { _ in nil }, writer: { try CoNLLWriter($0, layout: $1) })
}
