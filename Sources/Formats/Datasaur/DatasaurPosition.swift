import Records

/// A character in a token of a cell of a line, all counted from 0, as Datasaur names the first and the last of a label.
struct DatasaurPosition {
    var row: Int
    var column: Int
    var token: Int
    /// UTF-16 units before it in its token.
    var character: Int

    init?(startOf label: JSONValue) { self.init(label, "start") }
    init?(endOf label: JSONValue) { self.init(label, "end") }

    private init?(_ label: JSONValue, _ end: String) {
        let place = label["textPosition"]?[end] ?? label[end]
        func number(_ nested: String..., flat: String) -> Int? {
            (nested.lazy.compactMap { place?[$0] }.first ?? label[end + flat])?.double.flatMap { Int(exactly: $0) }
        }
        guard let row = number("row", "sentenceId", flat: "CellLine"), let token = number("tokenIndex", "tokenId", flat: "TokenIndex"),
              let character = number("charIndex", "charId", flat: "CharIndex") else { return nil }
        (self.row, self.token, self.character) = (row, token, character)
        column = number("column", flat: "CellIndex") ?? 0
    }

    /// Ids are numbers or texts.
    static func name(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text)?: text
        case .int(let number)?: String(number)
        default: nil
        }
    }
}

/// One line's text with its tokens, for turning positions into offsets in Unicode scalars.
struct DatasaurLine {
    let text: String
    /// nil: the tokens are not those of the text.
    private let tokens: [Tokeniser.Token]?

    init(_ cell: DatasaurDocument.Cell) {
        text = cell.content
        tokens = cell.tokens.map { words in TokenisedText(cell.content, words: words.filter { !$0.isEmpty })?.tokens } ?? TokenisedText(cuttingSpaces: cell.content).tokens
    }

    /// Scalars before the character; behind it where it is the last of a label.
    func offset(_ position: DatasaurPosition, isLast: Bool) -> Int? {
        guard let tokens, tokens.indices.contains(position.token), position.character >= 0 else { return nil }
        let token = tokens[position.token]
        guard position.character < token.text.utf16.count else { return nil }
        var (units, scalars) = (0, 0)
        for scalar in token.text.unicodeScalars {
            if units >= position.character + (isLast ? 1 : 0) { break }
            let width = scalar.value > 0xFFFF ? 2 : 1
            if !isLast, units + width > position.character { break }
            (units, scalars) = (units + width, scalars + 1)
        }
        return token.start + scalars
    }
}
