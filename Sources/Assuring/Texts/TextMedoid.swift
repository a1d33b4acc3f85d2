import Records

/// The text that is nearest to all others: it was written by a person as it stands.
///
/// The least sum of edit distances over scalars (or words), each other text counting by its weight; of equal ones the text that
/// sorts first by scalars. Where most wrote the same it is that text. For free translations, captions and short answers, where
/// mixing words of several people makes no sentence; `Rover` does better on transcripts.
/// Support is the mean likeness 1 - d / max(m, n) to the other texts, margin its lead over the next different text's.
/// Cost: O(texts^2 m n / 64) per item.
public struct TextMedoid: TextConsensusMethod {
    public static let name = "medoid"
    public static let summary = "The text nearest to all others, unchanged; for free translations, captions and short answers"
    public static let variants = ["words"]

    public enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
        case characters, words
    }

    public var unit = Unit.characters

    public init() {}
    public init(unit: Unit) { self.unit = unit }
    public init?(variant: String?) {
        guard let unit = Unit(rawValue: variant ?? "characters") else { return nil }
        self.unit = unit
    }

    public var parameters: JSONObject { ["unit": .string(unit.rawValue)] }

    public func consensus(of table: TextTable) throws(ConsensusError) -> TextConsensus {
        guard !table.isEmpty else { throw .noVotes }
        let (codes, starts, symbolCount) = unit == .characters ? table.scalars() : (table.words, table.wordStart, table.vocabulary.count)
        var distance = EditDistance(symbolCount: symbolCount)
        let items = (0..<table.itemCount).map { item in
            let texts = table.texts(ofItem: item)
            return settle(table, item, texts.map { codes[starts[$0]..<starts[$0 + 1]] }, &distance)
        }
        return TextConsensus(items, of: table, by: self)
    }

    private func settle(_ table: TextTable, _ item: Int, _ symbols: [ArraySlice<Int32>], _ distance: inout EditDistance) -> TextConsensus.Item {
        let range = table.texts(ofItem: item)
        let (texts, weights) = (Array(table.texts[range]), Array(table.weights[range]))
        guard texts.count > 1 else {
            return TextConsensus.Item(item: Int32(item), text: texts.first, annotators: texts.count, support: texts.isEmpty ? 0 : 1, margin: texts.isEmpty ? 0 : 1, isTied: false)
        }
        let distances = TextDistances(symbols, &distance)
        let total = weights.reduce(0, +)
        let sums = texts.indices.map { row in texts.indices.reduce(0) { $0 + weights[$1] * Double(distances[row, $1]) } }
        let likeness = texts.indices.map { row in
            texts.indices.reduce(0) { sum, column in
                let longer = max(symbols[row].count, symbols[column].count)
                return column == row ? sum : sum + weights[column] * (longer == 0 ? 1 : 1 - Double(distances[row, column]) / Double(longer))
            } / (total - weights[row])
        }
        func comesFirst(_ a: Int, _ b: Int) -> Bool { texts[a].unicodeScalars.lexicographicallyPrecedes(texts[b].unicodeScalars) }
        let best = texts.indices.min { sums[$0] != sums[$1] ? sums[$0] < sums[$1] : comesFirst($0, $1) } ?? 0
        let rivals = texts.indices.filter { texts[$0] != texts[best] }
        let next = rivals.map { likeness[$0] }.max() ?? 0
        return TextConsensus.Item(
            item: Int32(item), text: texts[best], annotators: texts.count, support: likeness[best], margin: max(likeness[best] - next, 0),
            isTied: rivals.contains { sums[$0] - sums[best] <= Consensus.tieSlack })
    }
}
