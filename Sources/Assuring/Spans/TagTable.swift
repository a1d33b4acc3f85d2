import Kernels
import Records

/// Who tagged which sentence how, token by token: the input of consensus on tag sequences.
///
/// Sparse over annotators: a sheet is one annotator's tags of one sentence, sheets are sorted by (sentence, annotator), and their
/// tags lie in one array. All sheets of a sentence have the same number of tags. One annotator has at most one sheet per
/// sentence; of several the last one counts and a finding says so. Memory: 4 bytes per tag given.
public struct TagTable: Sendable {
    public struct Given: Sendable, Hashable {
        public var sentence: String
        public var annotator: String
        public var tags: [String]
        public init(sentence: String, annotator: String, tags: [String]) {
            self.sentence = sentence
            self.annotator = annotator
            self.tags = tags
        }
    }

    /// In the order they were first given.
    public let sentenceNames: [String]
    /// Ascending.
    public let annotatorNames: [String]
    public let scheme: TagScheme
    /// Tokens of sentence s are `tokenStart[s] ..< tokenStart[s + 1]`, counted over all sentences.
    public let tokenStart: [Int]
    /// Sheets of sentence s are `sheetStart[s] ..< sheetStart[s + 1]`.
    public let sheetStart: [Int32]
    public let sheetAnnotator: [Int32]
    /// First tag of each sheet.
    public let sheetTags: [Int]
    public let tags: [Int32]
    public let findings: [Finding]

    public var sentenceCount: Int { sentenceNames.count }
    public var annotatorCount: Int { annotatorNames.count }
    public var tokenCount: Int { tokenStart.last ?? 0 }

    public init(_ given: [Given]) throws(TagTableError) {
        var sentences = NameTable()
        var annotators = NameTable()
        let sentence = given.map { sentences.index(of: $0.sentence) }
        let annotatorOf = given.map { annotators.index(of: $0.annotator) }
        sentenceNames = sentences.names
        annotatorNames = annotators.names.sorted()
        let annotator = NameOrder.renumbered(annotatorOf, from: annotators.names, to: annotatorNames)
        scheme = TagScheme(Set(given.lazy.flatMap(\.tags)))
        var length = [Int](repeating: -1, count: sentenceNames.count)
        for (row, sheet) in given.enumerated() {
            let known = length[Int(sentence[row])]
            guard known < 0 || known == sheet.tags.count else {
                throw .unequalLengths(sentence: sheet.sentence, annotator: sheet.annotator, tags: sheet.tags.count, expected: known, row: row)
            }
            length[Int(sentence[row])] = sheet.tags.count
        }
        tokenStart = length.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
        let order = given.indices.sorted { (sentence[$0], annotator[$0], $0) < (sentence[$1], annotator[$1], $1) }
        let kept = order.indices.filter { place in
            guard place + 1 < order.count else { return true }
            return sentence[order[place]] != sentence[order[place + 1]] || annotator[order[place]] != annotator[order[place + 1]]
        }.map { order[$0] }
        sheetStart = CountingSort.starts(of: kept.map { sentence[$0] }, bucketCount: sentenceNames.count)
        sheetAnnotator = kept.map { annotator[$0] }
        sheetTags = kept.reduce(into: [0]) { $0.append(($0.last ?? 0) + given[$1].tags.count) }.dropLast()
        let places = Dictionary(uniqueKeysWithValues: zip(scheme.names, scheme.names.indices.map { Int32($0) }))
        var tags: [Int32] = []
        tags.reserveCapacity(kept.reduce(0) { $0 + given[$1].tags.count })
        for row in kept { for tag in given[row].tags { tags.append(places[tag] ?? 0) } }
        self.tags = tags
        findings = kept.count == given.count ? [] : [
            Finding(.note, "tags.repeated", "\(given.count - kept.count) sheets were replaced by a later one of the same annotator on the same sentence",
                hint: "The last sheet of an annotator on a sentence counts"),
        ]
    }

    public func tokens(ofSentence sentence: Int) -> Range<Int> { tokenStart[sentence]..<tokenStart[sentence + 1] }
    public func sheets(ofSentence sentence: Int) -> Range<Int> { Int(sheetStart[sentence])..<Int(sheetStart[sentence + 1]) }
}

/// Why a table of tags cannot be built. Rows count from 0.
public enum TagTableError: Error, Hashable {
    case unequalLengths(sentence: String, annotator: String, tags: Int, expected: Int, row: Int)
}

extension TagTableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unequalLengths(let sentence, let annotator, let tags, let expected, let row):
            "row \(row): `\(annotator)` gave \(tags) tags to `\(sentence)`, and others gave \(expected)"
        }
    }
}
