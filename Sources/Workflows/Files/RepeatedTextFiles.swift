import Preparing
import Records

/// What of the texts of a plain file stands in others too: lines, sentences or passages, marked or taken out.
public enum RepeatedTextFiles {
    /// What is looked for.
    public enum Unit: String, Sendable, CaseIterable {
        /// Lines that five documents have in common: menus, notices, signatures.
        case lines
        /// Three sentences in a row that were there before.
        case sentences
        /// Fifty words in a row that were there before.
        case passages
    }

    /// What is repeated in one record.
    public struct Row: Codable, Sendable, Hashable {
        public struct Range: Codable, Sendable, Hashable {
            /// In Unicode scalars, end exclusive.
            public var start: Int
            public var end: Int
        }

        /// From 1.
        public var record: Int64
        public var line: Int
        /// Of the text's bytes.
        public var share: Double
        public var ranges: [Range]
    }

    public struct Report: Codable, Sendable, Hashable {
        public var records = 0
        /// Records with something repeated in them.
        public var touched = 0
        public var bytes = 0
        public var repeatedBytes = 0
    }

    /// `give` is told every record, with the row where something in it is repeated and its fields without that.
    public static func mark(
        _ path: String, field: String, by unit: Unit, watch: ReadWatch? = nil, _ give: (_ row: Row?, _ without: JSONObject) throws -> Void
    ) throws -> (report: Report, findings: FileFindings) {
        let file = try RecordFile(path)
        var marker = Marker(unit), findings = FileFindings(), report = Report()
        if marker.needsCounts {
            guard path != "-" else { throw WorkflowError(.badInput, "dedup.twice", "lines are counted before they are marked, and standard input is read only once", hint: "write it to a file first, or look for `sentences` or `passages`") }
            var unheard = FileFindings()
            try file.forEach(&unheard, watch: nil) { record, _ in RecordFile.text(record.fields[field]).map { marker.count($0) } }
        }
        try file.forEachText(of: field, &findings, orFinding: "dedup.no-text", watch: watch) { record, text in
            report.records += 1
            guard let text else { return try give(nil, record.fields) }
            let marks = marker.marks(text)
            report.bytes += marks.bytes
            guard marks.markedBytes > 0 else { return try give(nil, record.fields) }
            report.touched += 1
            report.repeatedBytes += marks.markedBytes
            var without = record.fields
            without[field] = .string(marks.removed(from: text))
            try give(Row(record: Int64(record.number), line: record.line, share: marks.share, ranges: ranges(marks, text)), without)
        }
        return (report, findings)
    }

    /// Bytes to scalars in one pass, since ranges ascend.
    private static func ranges(_ marks: TextMarks, _ text: String) -> [Row.Range] {
        var place = text.utf8.startIndex, offset = 0, scalars = 0
        func scalar(at byte: Int) -> Int {
            while offset < byte {
                scalars += text.utf8[place] & 0xC0 != 0x80 ? 1 : 0
                place = text.utf8.index(after: place)
                offset += 1
            }
            return scalars
        }
        return marks.ranges.map { range in Row.Range(start: scalar(at: range.lowerBound), end: scalar(at: range.upperBound)) }
    }

    /// The one of the three that was asked for.
    private struct Marker {
        private let unit: Unit
        private var lines = RepeatedLines()
        private var sentences = RepeatedSentences()
        private var passages = RepeatedPassages()

        init(_ unit: Unit) { self.unit = unit }

        var needsCounts: Bool { unit == .lines }

        mutating func count(_ text: String) { lines.count(text) }

        mutating func marks(_ text: String) -> TextMarks {
            switch unit {
            case .lines: lines.marks(text)
            case .sentences: sentences.add(text)
            case .passages: passages.add(text)
            }
        }
    }
}
