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
        FoldedTexts.append(text, to: &bytes)
        return settle(from: start, hash: bytes.withUnsafeBufferPointer { Hash64.of(UnsafeBufferPointer(rebasing: $0[start...])) })
    }

    /// The same for a text that was folded, and its hash.
    mutating func add(folded: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int32 {
        let start = bytes.count
        bytes.append(contentsOf: folded)
        return settle(from: start, hash: hash)
    }

    private mutating func settle(from start: Int, hash content: UInt64) -> Int32 {
        var hash = content
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

    /// Bytes after folding.
    func size(of place: Int) -> Int { starts[place + 1] - starts[place] }

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
        size(of: place) == bytes.count - start
            && bytes[starts[place]..<starts[place + 1]].elementsEqual(bytes[start...])
    }
}
