/// Byte ranges of a text that a step marked, so that a person sees them before anything is taken out.
///
/// Offsets are bytes of UTF-8, at boundaries of scalars. Ranges ascend and do not touch.
public struct TextMarks: Sendable, Hashable {
    public private(set) var ranges: [Range<Int>] = []
    /// Bytes of the whole text.
    public let bytes: Int

    public init(bytes: Int) { self.bytes = bytes }

    /// Ranges may overlap but come by ascending start.
    mutating func mark(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        guard let last = ranges.last, range.lowerBound <= last.upperBound else { return ranges.append(range) }
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    }

    public var markedBytes: Int { ranges.reduce(0) { $0 + $1.count } }

    /// 0 for an empty text.
    public var share: Double { bytes > 0 ? Double(markedBytes) / Double(bytes) : 0 }

    /// The text without what is marked. The caller decides: nothing here deletes by itself.
    public func removed(from text: String) -> String {
        let all = Array(text.utf8)
        var kept: [UInt8] = [], place = 0
        for range in ranges where range.upperBound <= all.count {
            kept.append(contentsOf: all[place..<range.lowerBound])
            place = range.upperBound
        }
        kept.append(contentsOf: all[place...])
        return String(decoding: kept, as: UTF8.self)
    }
}
