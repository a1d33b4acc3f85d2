/// Looks at every pair of rows once and keeps for both the likely nearest.
///
/// Rows are taken in tiles of 128, so that a tile stays in the cache while another passes by; worker w of n takes the tiles
/// w, w + n, w + 2n ... against all later ones, which shares the triangle of pairs evenly. The bound of row j seen from row i
/// leaves out |a_i|^2, which is the same for all j.
struct PairScan: Sendable {
    let quantised: QuantisedRows
    let width: Int

    private static let tile = 128

    func candidates(worker: Int, of workers: Int) -> NearestCandidates {
        var found = NearestCandidates(rowCount: quantised.count, width: width)
        let tiles = (quantised.count + Self.tile - 1) / Self.tile
        quantised.values.withUnsafeBufferPointer { values in
            quantised.norms.withUnsafeBufferPointer { norms in
                quantised.lengths.withUnsafeBufferPointer { lengths in
                    found.bounds.withUnsafeMutableBufferPointer { bounds in
                        found.rows.withUnsafeMutableBufferPointer { rows in
                            guard let values = values.baseAddress, let norms = norms.baseAddress, let lengths = lengths.baseAddress,
                                let bounds = bounds.baseAddress, let rows = rows.baseAddress else { return }
                            let pass = PairPass(
                                values: values, norms: norms, lengths: lengths, bounds: bounds, rows: rows, stride: quantised.stride,
                                count: quantised.count, width: width, slack: quantised.slack)
                            for left in Swift.stride(from: worker, to: tiles, by: workers) {
                                for right in left..<tiles { pass.scan(left: left * Self.tile, right: right * Self.tile, tile: Self.tile) }
                            }
                        }
                    }
                }
            }
        }
        return found
    }
}

/// The pointers of one worker's scan.
private struct PairPass {
    let values: UnsafePointer<SIMD8<Int16>>
    let norms: UnsafePointer<Float>
    let lengths: UnsafePointer<Float>
    let bounds: UnsafeMutablePointer<Float>
    let rows: UnsafeMutablePointer<Int32>
    let stride: Int
    let count: Int
    let width: Int
    let slack: Float

    /// Pairs (i, j), i < j, of two tiles. Tiles begin at multiples of four, and rows are padded to four.
    func scan(left: Int, right: Int, tile: Int) {
        let (leftEnd, rightEnd) = (min(left &+ tile, count), min(right &+ tile, count))
        var i = left
        while i < leftEnd {
            // The row after an odd last one is padding, or another tile's: looked at and not used.
            let isPair = i &+ 1 < leftEnd
            var j = left == right ? i & ~3 : right
            while j < rightEnd {
                let (first, second) = QuantisedProducts.twoByFour(values + i &* stride, values + j &* stride, stride)
                settle(i, j, first)
                if isPair { settle(i &+ 1, j, second) }
                j &+= 4
            }
            i &+= 2
        }
    }

    /// Rows j, j + 1, j + 2, j + 3 seen from i, and i seen from them.
    @inline(__always)
    private func settle(_ i: Int, _ j: Int, _ products: SIMD4<Float>) {
        let raw = UnsafeRawPointer(norms)
        let theirNorms = raw.loadUnaligned(fromByteOffset: j &* 4, as: SIMD4<Float>.self)
        let theirLengths = UnsafeRawPointer(lengths).loadUnaligned(fromByteOffset: j &* 4, as: SIMD4<Float>.self)
        let shared = (products + slack) * (theirLengths * lengths[i])
        let seen = theirNorms - shared
        let limit = bounds[i &* width &+ width &- 1]
        let last = j &* width &+ width &- 1
        if seen[0] < limit || seen[1] < limit || seen[2] < limit || seen[3] < limit { offer(i, j, seen) }
        let back = norms[i] - shared
        let step = width
        if j &+ 3 < count, back[0] >= bounds[last], back[1] >= bounds[last &+ step], back[2] >= bounds[last &+ 2 &* step],
            back[3] >= bounds[last &+ 3 &* step] { return }
        for lane in 0..<4 where j &+ lane > i && j &+ lane < count {
            let start = (j &+ lane) &* width
            NearestCandidates.insert(Int32(truncatingIfNeeded: i), back[lane], bounds + start, rows + start, width)
        }
    }

    @inline(never)
    private func offer(_ i: Int, _ j: Int, _ seen: SIMD4<Float>) {
        for lane in 0..<4 where j &+ lane > i && j &+ lane < count {
            NearestCandidates.insert(Int32(truncatingIfNeeded: j &+ lane), seen[lane], bounds + i &* width, rows + i &* width, width)
        }
    }
}
