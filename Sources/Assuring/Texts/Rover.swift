import Records

/// One text by laying all over each other and voting word by word.
///
/// Texts are joined one after another into a network of columns (`WordNetwork`); in each column the alternative with the most
/// votes wins, then the longest word, then the one that sorts last by scalars, so leaving a word out wins only with more
/// votes than any word. Words in the result are joined by one space.
/// Paper: Fiscus (1997), doi 10.1109/ASRU.1997.659110; costs and ties as in crowd-kit 1.4.2.
///
/// The order of joining matters a little. By default the text nearest to all others comes first and the rest follow by their
/// distance from it, so neither the order of rows nor names of annotators count; `given` joins in the order of the rows, as crowd-kit does.
/// Support is the mean share of the winning alternatives, margin the least lead over the next in a column. For free
/// translations, which share few words in place, use `TextMedoid`. Cost: O(texts x words^2) per item.
public struct Rover: TextConsensusMethod {
    public static let name = "rover"
    public static let summary = "Lays texts over each other and votes word by word; for transcripts"
    public static let variants = ["given"]

    public enum Order: String, Sendable, Hashable, Codable, CaseIterable {
        case nearest, given
    }

    public var order = Order.nearest

    public init() {}
    public init(order: Order) { self.order = order }
    public init?(variant: String?) {
        guard let order = Order(rawValue: variant ?? "nearest") else { return nil }
        self.order = order
    }

    public var parameters: JSONObject { ["order": .string(order.rawValue)] }

    public func consensus(of table: TextTable) throws(ConsensusError) -> TextConsensus {
        guard !table.isEmpty else { throw .noVotes }
        let ranks = Self.ranks(table.vocabulary)
        var network = WordNetwork()
        var distance = EditDistance(symbolCount: table.vocabulary.count)
        let items = (0..<table.itemCount).map { item in
            network.removeAll()
            for text in joined(table, item, ranks, &distance) { network.add(table.words(ofText: text), weight: table.weights[text]) }
            return settle(network, table, item, ranks)
        }
        return TextConsensus(items, of: table, by: self)
    }

    /// Texts of an item in the order they are joined.
    private func joined(_ table: TextTable, _ item: Int, _ ranks: [Int32], _ distance: inout EditDistance) -> [Int] {
        let texts = Array(table.texts(ofItem: item))
        guard order == .nearest, texts.count > 1 else { return texts }
        let distances = TextDistances(texts.map { table.words(ofText: $0) }, &distance)
        let weights = texts.map { table.weights[$0] }
        let sums = texts.indices.map { row in texts.indices.reduce(0) { $0 + weights[$1] * Double(distances[row, $1]) } }
        func comesFirst(_ a: Int, _ b: Int) -> Bool {
            let (left, right) = (table.words(ofText: texts[a]).map { ranks[Int($0)] }, table.words(ofText: texts[b]).map { ranks[Int($0)] })
            return left == right ? a < b : left.lexicographicallyPrecedes(right)
        }
        let first = texts.indices.min { sums[$0] != sums[$1] ? sums[$0] < sums[$1] : comesFirst($0, $1) } ?? 0
        return texts.indices.sorted { a, b in
            let (near, far) = (distances[first, a], distances[first, b])
            if near != far { return near < far }
            return sums[a] != sums[b] ? sums[a] < sums[b] : comesFirst(a, b)
        }.map { texts[$0] }
    }

    private func settle(_ network: WordNetwork, _ table: TextTable, _ item: Int, _ ranks: [Int32]) -> TextConsensus.Item {
        var words: [String] = []
        var (support, margin, isTied) = (0.0, 1.0, false)
        for column in network.columns.indices {
            let found = network.alternatives(ofColumn: column).sorted { ($0.votes, rank($0.word, ranks)) > ($1.votes, rank($1.word, ranks)) }
            let lead = found[0].votes - (found.count > 1 ? found[1].votes : 0)
            support += found[0].votes / network.weight
            margin = min(margin, lead / network.weight)
            isTied = isTied || lead <= Consensus.tieSlack
            if found[0].word != WordNetwork.nothing { words.append(table.vocabulary[Int(found[0].word)]) }
        }
        let answered = table.texts(ofItem: item).count
        return TextConsensus.Item(
            item: Int32(item), text: answered == 0 ? nil : words.joined(separator: " "), annotators: answered,
            support: network.columns.isEmpty ? 1 : support / Double(network.columns.count), margin: margin, isTied: isTied)
    }

    private func rank(_ word: Int32, _ ranks: [Int32]) -> Int32 { word == WordNetwork.nothing ? -1 : ranks[Int(word)] }

    /// Place of each word by (length, scalars): the higher wins a tie.
    private static func ranks(_ vocabulary: [String]) -> [Int32] {
        let scalars = vocabulary.map { Array($0.unicodeScalars.map(\.value)) }
        let order = vocabulary.indices.sorted { a, b in
            scalars[a].count != scalars[b].count ? scalars[a].count < scalars[b].count : scalars[a].lexicographicallyPrecedes(scalars[b])
        }
        var ranks = [Int32](repeating: 0, count: vocabulary.count)
        for (rank, word) in order.enumerated() { ranks[word] = Int32(rank) }
        return ranks
    }
}

/// Edit distances between every two texts of an item.
struct TextDistances {
    private let count: Int
    private var values: [Int]

    init(_ texts: [ArraySlice<Int32>], _ distance: inout EditDistance) {
        count = texts.count
        values = Array(repeating: 0, count: count * count)
        for row in 0..<count {
            for column in row + 1..<max(count, row + 1) {
                let value = distance.between(texts[row], texts[column])
                values[row * count + column] = value
                values[column * count + row] = value
            }
        }
    }

    subscript(row: Int, column: Int) -> Int { values[row * count + column] }
}
