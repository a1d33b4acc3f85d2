import Kernels

/// Lines that many documents have in common: menus, cookie notices, signatures.
///
/// Two passes over the documents: `count` all, then `marks` of each. A line is known by its folded letters, with each digit
/// as 0, so that dates and counters do not tell two lines apart (CCNet: Wenzek et al. 2020, arXiv 1911.00359, section 3.1).
/// A line counts once per document. Lines that fold to nothing are never marked.
///
/// Memory: 16 to 32 bytes per different line.
public struct RepeatedLines: Sendable {
    /// A line is marked when this many documents hold it.
    public let documents: Int
    public private(set) var seen = 0
    private var frequencies = HashCounts()
    private var own = HashTally()
    private var folded: [UInt8] = []

    public init(documents: Int = 5) {
        precondition(documents >= 1)
        self.documents = documents
    }

    public mutating func count(_ text: String) {
        seen += 1
        var text = text
        text.withUTF8 { bytes in
            let lines = Self.lines(bytes)
            own.clear(expecting: lines.count)
            for line in lines {
                guard let hash = hash(bytes, line), own.add(hash) == 1 else { continue }
                frequencies.add(hash)
            }
        }
    }

    /// How many documents hold this line.
    public mutating func documents(with line: String) -> Int {
        var line = line
        return line.withUTF8 { bytes in hash(bytes, 0..<bytes.count).map { frequencies.count(of: $0) } ?? 0 }
    }

    /// Lines at or above the cut, their line breaks included.
    public mutating func marks(_ text: String) -> TextMarks {
        var text = text
        return text.withUTF8 { bytes in
            var marks = TextMarks(bytes: bytes.count)
            for line in Self.lines(bytes) {
                if let hash = hash(bytes, line), frequencies.count(of: hash) >= documents { marks.mark(line) }
            }
            return marks
        }
    }

    /// Byte ranges from the start of a line to the start of the next.
    private static func lines(_ text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var lines: [Range<Int>] = [], place = 0
        while place < text.count {
            let next = TextEdges.lineEnd(text, from: place).next
            lines.append(place..<next)
            place = next
        }
        return lines
    }

    private mutating func hash(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> UInt64? {
        folded.removeAll(keepingCapacity: true)
        FoldedText.appendWords(String(decoding: text[line], as: UTF8.self), to: &folded)
        guard !folded.isEmpty else { return nil }
        for place in folded.indices where folded[place] &- 48 < 10 { folded[place] = 48 }
        return Hash64.of(folded)
    }
}
