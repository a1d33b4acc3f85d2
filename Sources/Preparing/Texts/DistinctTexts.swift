import Kernels

/// Different texts after folding, each kept once, end to end in one buffer.
///
/// A text of punctuation only folds to nothing; it is kept as written, so that `!!!` and `:)` stay apart.
struct DistinctTexts: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    private var hashes: [UInt64] = []
    private var places: [UInt64: Int32] = [:]

    var count: Int { hashes.count }

    /// The place of the text, an earlier one's if equal.
    mutating func add(_ text: String) -> Int32 {
        let start = bytes.count
        FoldedText.appendWords(text, to: &bytes)
        if bytes.count == start { bytes.append(contentsOf: text.utf8) }
        var hash = bytes.withUnsafeBufferPointer { Hash64.of(UnsafeBufferPointer(rebasing: $0[start...])) }
        let content = hash
        while let place = places[hash] {
            if isSame(Int(place), from: start) {
                bytes.removeSubrange(start...)
                return place
            }
            hash &+= 1
        }
        let place = Int32(hashes.count)
        places[hash] = place
        hashes.append(content)
        starts.append(bytes.count)
        return place
    }

    func withBytes<Result>(of place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[starts[place]..<starts[place + 1]])) }
    }

    /// Places ordered by content, whatever the order they came in.
    func canonicalOrder() -> [Int] {
        (0..<count).sorted { left, right in
            if hashes[left] != hashes[right] { return hashes[left] < hashes[right] }
            return bytes[starts[left]..<starts[left + 1]].lexicographicallyPrecedes(bytes[starts[right]..<starts[right + 1]])
        }
    }

    private func isSame(_ place: Int, from start: Int) -> Bool {
        let length = starts[place + 1] - starts[place]
        return length == bytes.count - start
            && bytes[starts[place]..<starts[place + 1]].elementsEqual(bytes[start...])
    }
}
