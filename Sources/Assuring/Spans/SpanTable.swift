import Kernels
import Records

/// Who marked which spans of which text: the input of agreement and consensus on spans.
///
/// A span is one or more ranges of Unicode scalar offsets, end exclusive, and a label. A sheet is what one annotator marked in one
/// text; an empty one is an answer ("there is nothing here"), so who did not see a text must not be in the table. Ranges of
/// a span are sorted, touching ones joined, empty ones dropped with a finding. One annotator has at most one sheet per text; of
/// several the last one counts and a finding says so.
public struct SpanTable: Sendable {
    public struct Mark: Sendable, Hashable {
        /// Start and end, as `Shape.ranges` has them.
        public var ranges: [[Int]]
        /// Several labels are one name of their own, joined by ` + ` in order.
        public var label: String
        public init(_ ranges: [[Int]], label: String) {
            self.ranges = ranges
            self.label = label
        }
        public init(_ ranges: [[Int]], labels: [String]) {
            self.init(ranges, label: labels.sorted().joined(separator: " + "))
        }
    }

    public struct Given: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var marks: [Mark]
        public init(item: String, annotator: String, marks: [Mark]) {
            self.item = item
            self.annotator = annotator
            self.marks = marks
        }
    }

    public struct Sheet: Sendable, Hashable {
        public var item: Int32
        public var annotator: Int32
        /// In the annotator's order.
        public var spans: [LabelledSpan]
    }

    /// In the order they were first given.
    public let itemNames: [String]
    /// Ascending, both.
    public let annotatorNames: [String]
    public let labelNames: [String]
    /// By (item, annotator); those of item i are `itemStart[i] ..< itemStart[i + 1]`.
    public let sheets: [Sheet]
    public let itemStart: [Int32]
    /// By item, the end of each token; empty where the text is not known.
    public let tokenEnds: [[Int32]]
    public let findings: [Finding]

    public var itemCount: Int { itemNames.count }
    public var annotatorCount: Int { annotatorNames.count }

    /// - Parameter texts: by item, for measures over tokens and to refuse what lies beyond the end; may lack any.
    public init(_ given: [Given], texts: [String: String] = [:]) throws(SpanTableError) {
        var items = NameTable()
        for sheet in given { _ = items.index(of: sheet.item) }
        itemNames = items.names
        annotatorNames = Set(given.map(\.annotator)).sorted()
        labelNames = Set(given.flatMap(\.marks).map(\.label)).sorted()
        let annotators = Dictionary(uniqueKeysWithValues: zip(annotatorNames, annotatorNames.indices.map { Int32($0) }))
        let labels = Dictionary(uniqueKeysWithValues: zip(labelNames, labelNames.indices.map { Int32($0) }))
        var sheets: [Int64: Sheet] = [:]
        var (replaced, empty) = (0, 0)
        for (row, sheet) in given.enumerated() {
            let length = texts[sheet.item]?.unicodeScalars.count
            var spans: [LabelledSpan] = []
            for mark in sheet.marks {
                try Self.check(mark, length: length, row: row)
                if let span = LabelledSpan(mark.ranges, label: labels[mark.label] ?? 0) { spans.append(span) } else { empty += 1 }
            }
            let made = Sheet(item: items.index(of: sheet.item), annotator: annotators[sheet.annotator] ?? 0, spans: spans)
            if sheets.updateValue(made, forKey: Int64(made.item) << 32 | Int64(made.annotator)) != nil { replaced += 1 }
        }
        self.sheets = sheets.values.sorted { ($0.item, $0.annotator) < ($1.item, $1.annotator) }
        itemStart = CountingSort.starts(of: self.sheets.map(\.item), bucketCount: itemNames.count)
        tokenEnds = itemNames.map { texts[$0].map(SpanTokens.ends) ?? [] }
        let unknown = texts.isEmpty ? 0 : itemNames.count { texts[$0] == nil }
        findings = (unknown > 0 ? [.spansWithoutText(unknown)] : []) + (replaced > 0 ? [.repeatedSheets(replaced)] : []) + (empty > 0 ? [.emptySpans(empty)] : [])
    }

    private static func check(_ mark: Mark, length: Int?, row: Int) throws(SpanTableError) {
        for range in mark.ranges {
            guard range.count == 2, range[0] >= 0, range[1] >= range[0], range[1] <= Int(Int32.max) else { throw .notARange(range, row: row) }
            if let length, range[1] > length { throw .beyondText(range, length: length, row: row) }
        }
    }

    public func sheets(ofItem item: Int) -> ArraySlice<Sheet> { sheets[Int(itemStart[item])..<Int(itemStart[item + 1])] }
}

/// Why a table of spans cannot be built. Facts only; see `SpanTableError+Words.swift`. Rows count from 0.
public enum SpanTableError: Error, Hashable {
    case notARange([Int], row: Int)
    case beyondText([Int], length: Int, row: Int)
}
