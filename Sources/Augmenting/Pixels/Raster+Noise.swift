import Kernels

/// Every row has a stream of its own, made from the seed and its number, so rows may be worked on in any order.
extension Raster {
    func withNormalNoise(sigma: Float, seed: UInt64) -> Raster {
        var pixels = pixels
        let line = 3 * width
        NormalTable.values.withUnsafeBufferPointer { table in
            pixels.withUnsafeMutableBufferPointer { bytes in
                for row in 0..<height {
                    var random = SeededRandom.derive(seed, row)
                    var bits: UInt64 = 0
                    for place in 0..<line {
                        if place % 4 == 0 { bits = random.next() }
                        let noise = table[Int(truncatingIfNeeded: bits & 0xFFFF)]
                        bits >>= 16
                        bytes[line * row + place] = Levels.byte(Float(bytes[line * row + place]) + sigma * noise)
                    }
                }
            }
        }
        return Raster(width: width, height: height, channels: 3, pixels: pixels)
    }

    func withSpecks(share: Double, seed: UInt64) -> Raster {
        var pixels = pixels
        pixels.withUnsafeMutableBufferPointer { bytes in
            for row in 0..<height {
                var random = SeededRandom.derive(seed, row)
                for column in 0..<width {
                    let drawn = random.uniform()
                    guard drawn < share else { continue }
                    let level: UInt8 = drawn < share / 2 ? 0 : 255
                    let place = 3 * (row * width + column)
                    (bytes[place], bytes[place + 1], bytes[place + 2]) = (level, level, level)
                }
            }
        }
        return Raster(width: width, height: height, channels: 3, pixels: pixels)
    }
}

/// 65,536 evenly likely values of the standard normal distribution: the middle of each sliver of equal probability.
///
/// Four values for one random number, and no logarithm whose last bit differs between machines. Reaches 4.3 sigma on
/// either side, beyond which one level in 60,000 would lie.
private enum NormalTable {
    static let values: [Float] = (0..<65536).map { Float(Normal.quantile((Double($0) + 0.5) / 65536)) }
}
