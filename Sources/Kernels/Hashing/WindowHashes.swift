/// One hash per window of n neighbours in a row of hashes, each from the one before (Karp and Rabin, 1987,
/// doi 10.1147/rd.312.0249), modulo 2^64.
///
/// Cost: two multiplications a window, whatever n. The elements must be hashes themselves: modulo 2^64 small numbers in a
/// pattern can collide. Two different windows get one hash with a probability near 2^-64.
public enum WindowHashes {
    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// `hashes.count - size + 1` values, none when there are too few; what was in `windows` is gone.
    public static func fill(_ windows: inout [UInt64], of hashes: [UInt64], size: Int) {
        windows.removeAll(keepingCapacity: true)
        guard size > 0, hashes.count >= size else { return }
        var power: UInt64 = 1
        for _ in 0..<size { power = power &* base }
        hashes.withUnsafeBufferPointer { hashes in
            var rolling: UInt64 = 0
            for place in 0..<hashes.count {
                rolling = rolling &* base &+ hashes[place]
                if place >= size { rolling = rolling &- hashes[place - size] &* power }
                if place >= size - 1 { windows.append(Hash64.finalise(rolling &+ UInt64(size))) }
            }
        }
    }
}
