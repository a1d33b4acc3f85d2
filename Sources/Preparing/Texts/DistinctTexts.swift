import Kernels

/// Different texts after folding, each kept once, end to end in blocks: one buffer that grows would be copied again and
/// again, on one thread while others wait.
///
/// A text of punctuation only folds to nothing; it is kept as written, so that `!!!` and `:)` stay apart.
struct DistinctTexts: Sendable {
    private struct Place {
        var block: Int
        var bytes: Range<Int>
    }

    private static let blockBytes = 1 << 20
    private var blocks: [[UInt8]] = [[]]
    private var texts: [Place] = []
    private var hashes: [UInt64] = []
    private var places: [UInt64: Int32] = [:]
    private var folded: [UInt8] = []

    var count: Int { hashes.count }

    /// The place of the text, an earlier one's if equal.
    mutating func add(_ text: String) -> Int32 {
        folded.removeAll(keepingCapacity: true)
        FoldedTexts.append(text, to: &folded)
        let bytes = folded
        return bytes.withUnsafeBufferPointer { add(folded: $0, hash: Hash64.of($0)) }
    }

    /// The same for a text that was folded, and its hash.
    mutating func add(folded text: UnsafeBufferPointer<UInt8>, hash content: UInt64) -> Int32 {
        var hash = content
        while let place = places[hash] {
            if withBytes(of: Int(place), { $0.elementsEqual(text) }) { return place }
            hash &+= 1
        }
        let place = Int32(hashes.count)
        places[hash] = place
        hashes.append(content)
        keep(text)
        return place
    }

    private mutating func keep(_ text: UnsafeBufferPointer<UInt8>) {
        if blocks[blocks.count - 1].count + text.count > Self.blockBytes {
            blocks.append([])
            blocks[blocks.count - 1].reserveCapacity(max(Self.blockBytes, text.count))
        }
        let (block, start) = (blocks.count - 1, blocks[blocks.count - 1].count)
        blocks[block].append(contentsOf: text)
        texts.append(Place(block: block, bytes: start..<start + text.count))
    }

    /// Bytes after folding.
    func size(of place: Int) -> Int { texts[place].bytes.count }

    func withBytes<Result>(of place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        blocks[texts[place].block].withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[texts[place].bytes])) }
    }

    /// Places ordered by content, whatever the order they came in.
    func canonicalOrder() -> [Int] {
        (0..<count).sorted { left, right in
            if hashes[left] != hashes[right] { return hashes[left] < hashes[right] }
            return withBytes(of: left) { left in withBytes(of: right) { left.lexicographicallyPrecedes($0) } }
        }
    }
}
