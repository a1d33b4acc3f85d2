import Records

/// Offsets of Dataturks, made in a browser: UTF-16 units, the last one included. Ours are Unicode scalars, the end excluded.
/// Where the marked text stands beside the offsets and speaks for another reading of them, it is believed.
struct DataturksOffsets {
    private let scalars: [Unicode.Scalar]
    /// UTF-16 offset -> scalars before it; only where the two differ.
    private let fromUTF16: [Int]?

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        guard text.utf16.count != scalars.count else { fromUTF16 = nil; return }
        var places: [Int] = []
        for (place, scalar) in scalars.enumerated() { places += Array(repeating: place, count: scalar.value > 0xFFFF ? 2 : 1) }
        fromUTF16 = places + [scalars.count]
    }

    var count: Int { scalars.count }

    /// nil when nothing of the text is meant.
    func range(_ point: JSONValue) -> [Int]? {
        guard let start = Self.whole(point["start"]), let end = Self.whole(point["end"]), start >= 0, end >= start, end < 1 << 40 else { return nil }
        let candidates = [converted(start, end + 1), plain(start, end + 1), converted(start, end), plain(start, end)].compactMap(\.self)
        if let marked = point["text"]?.string, let exact = candidates.first(where: { says($0, marked) }) { return exact }
        return candidates.first
    }

    private static func whole(_ value: JSONValue?) -> Int? { value?.double.flatMap { Int(exactly: $0) } }

    private func says(_ range: [Int], _ text: String) -> Bool { scalars[range[0]..<range[1]].elementsEqual(text.unicodeScalars) }

    private func plain(_ start: Int, _ end: Int) -> [Int]? { start < end && end <= scalars.count ? [start, end] : nil }

    private func converted(_ start: Int, _ end: Int) -> [Int]? {
        guard let fromUTF16 else { return plain(start, end) }
        guard start < end, end < fromUTF16.count, fromUTF16[start] < fromUTF16[end] else { return nil }
        return [fromUTF16[start], fromUTF16[end]]
    }
}
