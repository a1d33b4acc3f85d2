import Kernels
import Records

/// Some texts after folding, end to end, with the hash of each: what one thread makes of its piece of a batch.
///
/// A text of punctuation only folds to nothing; it is kept as written, so that `!!!` and `:)` stay apart.
struct FoldedTexts: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    private(set) var hashes: [UInt64] = []

    init(_ texts: some Sequence<(id: ItemID, text: String)>) {
        for (_, text) in texts {
            Self.append(text, to: &bytes)
            let start = starts[starts.count - 1]
            hashes.append(bytes.withUnsafeBufferPointer { Hash64.of(UnsafeBufferPointer(rebasing: $0[start...])) })
            starts.append(bytes.count)
        }
    }

    var count: Int { hashes.count }

    func withBytes<Result, Failure: Error>(of place: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { bytes throws(Failure) in try body(UnsafeBufferPointer(rebasing: bytes[starts[place]..<starts[place + 1]])) }
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        FoldedText.appendWords(text, to: &bytes)
        if bytes.count == start { bytes.append(contentsOf: text.utf8) }
    }
}
