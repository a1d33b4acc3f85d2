import Kernels
import Records

/// Who wrote what for which item (a transcript, a translation, a caption): the input of agreement and consensus on texts.
///
/// Texts of item i are `itemStart[i] ..< itemStart[i + 1]` of the columns, in the order they came; an empty text is an answer.
/// One annotator has at most one text per item; of several, the last one counts, in the place of the first, and a finding
/// says so. Words are runs between white space, numbered over the whole table; nothing is folded, so fold case and
/// punctuation before if they should not count.
public struct TextTable: Sendable {
    /// One text as it is handed in.
    public struct Given: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var text: String
        public var weight: Double
        public init(item: String, annotator: String, text: String, weight: Double = 1) {
            self.item = item
            self.annotator = annotator
            self.text = text
            self.weight = weight
        }
    }

    /// Ascending, both.
    public let itemNames: [String]
    public let annotatorNames: [String]
    public let itemStart: [Int32]
    public let annotators: [Int32]
    public let texts: [String]
    public let weights: [Double]
    /// Words of text t are `words[wordStart[t] ..< wordStart[t + 1]]`, numbers into `vocabulary`.
    public let wordStart: [Int]
    public let words: [Int32]
    public let vocabulary: [String]
    public let findings: [Finding]

    public var count: Int { texts.count }
    public var itemCount: Int { itemNames.count }
    public var annotatorCount: Int { annotatorNames.count }
    public var isEmpty: Bool { texts.isEmpty }

    /// - Throws: `VoteTableError.weightNotPositive` with the row.
    public init(_ given: [Given]) throws(VoteTableError) {
        if let row = given.firstIndex(where: { !($0.weight > 0 && $0.weight.isFinite) }) {
            throw .weightNotPositive(given[row].weight, vote: row)
        }
        var items = NameTable()
        var annotators = NameTable()
        let itemOf = given.map { items.index(of: $0.item) }
        let annotatorOf = given.map { annotators.index(of: $0.annotator) }
        itemNames = items.names.sorted()
        annotatorNames = annotators.names.sorted()
        let item = NameOrder.renumbered(itemOf, from: items.names, to: itemNames)
        let annotator = NameOrder.renumbered(annotatorOf, from: annotators.names, to: annotatorNames)
        let order = CountingSort.order(of: item, starts: CountingSort.starts(of: item, bucketCount: itemNames.count)).map(Int.init)
        let (kept, replaced) = Self.keepingLast(order, item, annotator)
        itemStart = CountingSort.starts(of: kept.map { item[$0.place] }, bucketCount: itemNames.count)
        self.annotators = kept.map { annotator[$0.place] }
        texts = kept.map { given[$0.row].text }
        weights = kept.map { given[$0.row].weight }
        var index = SymbolIndex()
        var (starts, words): ([Int], [Int32]) = ([0], [])
        for text in texts {
            words += index.words(of: text)
            starts.append(words.count)
        }
        wordStart = starts
        self.words = words
        vocabulary = index.words
        findings = replaced == 0 ? [] : [
            Finding(.note, "texts.repeated", "\(replaced) texts were replaced by a later one of the same annotator on the same item",
                hint: "The last text of an annotator on an item counts"),
        ]
    }

    /// For each (item, annotator) the row that stands first and the one whose text counts.
    private static func keepingLast(_ order: [Int], _ item: [Int32], _ annotator: [Int32]) -> (kept: [(place: Int, row: Int)], replaced: Int) {
        var kept: [(place: Int, row: Int)] = []
        kept.reserveCapacity(order.count)
        var first: [Int32: Int] = [:]
        var current: Int32 = -1
        for row in order {
            if item[row] != current { (current, first) = (item[row], [:]) }
            if let place = first[annotator[row]] {
                kept[place].row = row
            } else {
                first[annotator[row]] = kept.count
                kept.append((row, row))
            }
        }
        return (kept, order.count - kept.count)
    }

    public func texts(ofItem item: Int) -> Range<Int> { Int(itemStart[item])..<Int(itemStart[item + 1]) }
    public func words(ofText text: Int) -> ArraySlice<Int32> { words[wordStart[text]..<wordStart[text + 1]] }
}
