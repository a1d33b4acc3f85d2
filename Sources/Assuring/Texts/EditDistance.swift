/// The least number of insertions, deletions and substitutions that turn one sequence into another (Levenshtein, 1966).
///
/// 64 cells of a column at a time in two machine words (Myers, 1999, doi 10.1145/316542.316550, in the block form of
/// Hyyrö, 2003), for any symbols: scalars, words, whatever has been numbered. Blocks are worked through one after another
/// over the whole other sequence, so memory is O(n + m + symbols) however long the sequences are; time O(n m / 64).
/// Exact and symmetric. What the two share at either end is cut off first.
public struct EditDistance: Sendable {
    /// One mask per symbol, 0 between calls.
    private var masks: [UInt64]
    /// Per column, the horizontal difference leaving the block above: -1, 0 or 1.
    private var carries: [Int8] = []

    /// - Parameter symbolCount: all symbols are within `0 ..< symbolCount`.
    public init(symbolCount: Int) {
        masks = Array(repeating: 0, count: symbolCount)
    }

    public mutating func between(_ left: ArraySlice<Int32>, _ right: ArraySlice<Int32>) -> Int {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { between(left, $0) } }
    }

    public mutating func between(_ left: UnsafeBufferPointer<Int32>, _ right: UnsafeBufferPointer<Int32>) -> Int {
        var (low, leftEnd, rightEnd) = (0, left.count, right.count)
        while low < min(leftEnd, rightEnd), left[low] == right[low] { low += 1 }
        while low < min(leftEnd, rightEnd), left[leftEnd - 1] == right[rightEnd - 1] { leftEnd -= 1; rightEnd -= 1 }
        let (a, b) = (UnsafeBufferPointer(rebasing: left[low..<leftEnd]), UnsafeBufferPointer(rebasing: right[low..<rightEnd]))
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        // Fewer blocks when the shorter one is cut into them.
        return a.count <= b.count ? blocks(of: a, against: b) : blocks(of: b, against: a)
    }

    private mutating func blocks(of pattern: UnsafeBufferPointer<Int32>, against text: UnsafeBufferPointer<Int32>) -> Int {
        if carries.count < text.count { carries = Array(repeating: 1, count: text.count) }
        for column in 0..<text.count { carries[column] = 1 }
        var distance = pattern.count
        masks.withUnsafeMutableBufferPointer { masks in
            carries.withUnsafeMutableBufferPointer { carries in
                for start in stride(from: 0, to: pattern.count, by: 64) {
                    let block = UnsafeBufferPointer(rebasing: pattern[start..<min(start + 64, pattern.count)])
                    for (bit, symbol) in block.enumerated() { masks[Int(symbol)] |= 1 << UInt64(bit) }
                    let change = Self.pass(block.count, text, masks, carries)
                    for symbol in block { masks[Int(symbol)] = 0 }
                    if start + 64 >= pattern.count { distance += change }
                }
            }
        }
        return distance
    }

    /// Runs one block over the text, turning the differences above it into those below it; the sum of those below.
    private static func pass(
        _ height: Int, _ text: UnsafeBufferPointer<Int32>, _ masks: UnsafeMutableBufferPointer<UInt64>, _ carries: UnsafeMutableBufferPointer<Int8>
    ) -> Int {
        let last = UInt64(height - 1)
        var (positive, negative) = (~UInt64(0), UInt64(0))
        var sum = 0
        for column in 0..<text.count {
            let entering = carries[column]
            let matches = masks[Int(text[column])]
            let vertical = matches | negative
            let fallen = matches | (entering < 0 ? 1 : 0)
            let diagonal = (((fallen & positive) &+ positive) ^ positive) | fallen
            var up = negative | ~(diagonal | positive)
            var down = positive & diagonal
            let leaving = Int8(truncatingIfNeeded: (up >> last) & 1) - Int8(truncatingIfNeeded: (down >> last) & 1)
            up = up << 1 | (entering > 0 ? 1 : 0)
            down = down << 1 | (entering < 0 ? 1 : 0)
            positive = down | ~(vertical | up)
            negative = up & vertical
            carries[column] = leaving
            sum += Int(leaving)
        }
        return sum
    }
}
