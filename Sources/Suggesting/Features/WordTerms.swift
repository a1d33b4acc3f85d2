import Foundation
import Kernels

/// Words and runs of words of a text, weighted by how telling they are, over a vocabulary that is learned and kept.
///
/// `TfidfVectorizer` of scikit-learn 1.5.2: lower case; a word is two or more letters, digits and underscores; runs of
/// `shortestRun` to `longestRun` words joined by a space; idf = ln((1 + n) / (1 + df)) + 1; count (or 1 + ln count) times idf, the
/// row scaled to length 1. Columns are the terms in the order of their scalars. Slower to learn than hashed n-grams and blind
/// to spelling, but every column has a name.
///
/// Memory: the terms and 16 bytes for each. Cost: a hash and a look-up per run of words.
public struct WordTerms: Sendable, Hashable {
    /// How texts are cut and weighed.
    public struct Settings: Sendable, Hashable, Codable {
        public var shortestRun: Int
        public var longestRun: Int
        /// 1 + ln(count) in place of the count.
        public var isSublinear: Bool
        /// Texts a term must occur in.
        public var leastTexts: Int

        public init(shortestRun: Int = 1, longestRun: Int = 2, isSublinear: Bool = false, leastTexts: Int = 1) {
            self.shortestRun = shortestRun
            self.longestRun = longestRun
            self.isSublinear = isSublinear
            self.leastTexts = leastTexts
        }
    }

    public let settings: Settings
    /// In the order of their scalars.
    public let terms: [String]
    /// Inverse document frequency of each.
    public let weights: [Float]
    /// Hash of a term -> its column.
    private let columns: [UInt64: UInt32]

    init(settings: Settings, terms: [String], weights: [Float]) {
        self.settings = settings
        self.terms = terms
        self.weights = weights
        columns = Dictionary(terms.enumerated().map { (WordRuns.hash($0.element), UInt32($0.offset)) }, uniquingKeysWith: { first, _ in first })
    }

    public static func fit(_ texts: [String], _ settings: Settings = Settings()) -> WordTerms {
        var runs = WordRuns(settings)
        var found: [UInt64: (term: String, texts: Int, last: Int)] = [:]
        for (row, text) in texts.enumerated() {
            runs.scan(text)
            for place in runs.hashes.indices {
                if let known = found[runs.hashes[place]] {
                    if known.last != row { found[runs.hashes[place]] = (known.term, known.texts + 1, row) }
                } else {
                    found[runs.hashes[place]] = (runs.term(place), 1, row)
                }
            }
        }
        let kept = found.values.filter { $0.texts >= settings.leastTexts }.map { (key: Array($0.term.utf8), $0.term, $0.texts) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let count = Double(1 + texts.count)
        return WordTerms(settings: settings, terms: kept.map(\.1), weights: kept.map { Float(log(count / Double(1 + $0.2)) + 1) })
    }

    /// One row for each text; a text without a known term is a row of zeros.
    public func rows(_ texts: [String]) -> SparseRows {
        var result = SparseRows(columnCount: terms.count)
        var runs = WordRuns(settings)
        var found: [UInt32] = []
        for text in texts {
            runs.scan(text)
            found.removeAll(keepingCapacity: true)
            for hash in runs.hashes { if let column = columns[hash] { found.append(column) } }
            found.sort()
            append(found, to: &result)
        }
        return result
    }

    /// `found` ascending, repeats kept.
    private func append(_ found: [UInt32], to rows: inout SparseRows) {
        var values: [(column: UInt32, value: Double)] = []
        var place = 0
        while place < found.count {
            let start = place
            while place < found.count, found[place] == found[start] { place += 1 }
            let count = Double(place - start)
            values.append((found[start], (settings.isSublinear ? 1 + log(count) : count) * Double(weights[Int(found[start])])))
        }
        let length = values.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
        for (column, value) in values { rows.append(column, Float(value / length)) }
        rows.endRow()
    }
}

/// The runs of words of one text after the other. Keep one value and scan with it: its arrays are reused.
struct WordRuns {
    private let settings: WordTerms.Settings
    private var bytes: [UInt8] = []
    private var starts: [Int] = []
    private var ends: [Int] = []
    private var joined: [UInt8] = []
    /// Of each run, in the order of the text.
    private(set) var hashes: [UInt64] = []
    private var runs: [(first: Int, count: Int)] = []

    init(_ settings: WordTerms.Settings) { self.settings = settings }

    static func hash(_ term: String) -> UInt64 { Hash64.of(term) }

    mutating func scan(_ text: String) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: text.lowercased().utf8)
        cut()
        hashes.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        for size in settings.shortestRun...max(settings.shortestRun, settings.longestRun) where size <= starts.count && size > 0 {
            for first in 0...(starts.count - size) {
                join(first, size)
                hashes.append(Hash64.of(joined))
                runs.append((first, size))
            }
        }
    }

    mutating func term(_ place: Int) -> String {
        join(runs[place].first, runs[place].count)
        return String(decoding: joined, as: UTF8.self)
    }

    private mutating func join(_ first: Int, _ count: Int) {
        joined.removeAll(keepingCapacity: true)
        for word in first..<first + count {
            if word > first { joined.append(UInt8(ascii: " ")) }
            joined.append(contentsOf: bytes[starts[word]..<ends[word]])
        }
    }

    /// Words of two scalars and more: what `\w\w+` finds.
    private mutating func cut() {
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place < bytes.count {
                let start = place
                var scalars = 0
                while place < bytes.count {
                    let (value, length) = ScalarReader.read(bytes, place)
                    guard Self.isWord(value) else { break }
                    place += length
                    scalars += 1
                }
                if scalars > 1 {
                    starts.append(start)
                    ends.append(place)
                }
                if place < bytes.count { place += ScalarReader.read(bytes, place).length }
            }
        }
    }

    @inline(__always)
    private static func isWord(_ value: UInt32) -> Bool {
        if value < 0x80 { return ByteClass.isWord(UInt8(value)) }
        return !ScalarClass.of(value).isDisjoint(with: [.letter, .number])
    }
}
