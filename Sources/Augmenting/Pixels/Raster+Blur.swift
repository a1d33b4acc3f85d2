import Foundation
import Kernels

extension Raster {
    /// Gaussian, first across, then down, floats between; mirrored at the edge: ... c b a | a b c ...
    ///
    /// Cost: 2 * (4 sigma) multiplications per level and direction, whole rows at a time.
    ///
    /// - Precondition: three channels.
    public func blurred(sigma: Double) -> Raster {
        let kernel = GaussianKernel(sigma: sigma)
        let line = 3 * width
        let across = kernel.across(self)
        var sum = [Float](repeating: 0, count: line)
        let bytes = [UInt8](unsafeUninitializedCapacity: line * height) { new, count in
            across.withUnsafeBufferPointer { rows in
                sum.withUnsafeMutableBufferPointer { sum in
                    for row in 0..<height {
                        let middle = line * row
                        for place in 0..<line { sum[place] = kernel.weights[0] * rows[middle + place] }
                        for tap in 1..<kernel.weights.count {
                            let weight = kernel.weights[tap]
                            let above = line * GaussianKernel.mirrored(row - tap, height)
                            let below = line * GaussianKernel.mirrored(row + tap, height)
                            for place in 0..<line { sum[place] += weight * (rows[above + place] + rows[below + place]) }
                        }
                        for place in 0..<line { new[middle + place] = Levels.byte(sum[place]) }
                    }
                }
            }
            count = line * height
        }
        return Raster(width: width, height: height, channels: 3, pixels: bytes)
    }
}

/// One half of a bell curve, from its middle; the whole sums to 1.
private struct GaussianKernel {
    let weights: [Float]

    init(sigma: Double) {
        let reach = max(Int(4 * sigma + 0.5), 1)
        let raw = (0...reach).map { exp(-0.5 * Double($0 * $0) / (sigma * sigma)) }
        let sum = raw[0] + 2 * raw.dropFirst().reduce(0, +)
        weights = raw.map { Float($0 / sum) }
    }

    /// Where a place beyond the border is seen in the mirror, also when the kernel is wider than the picture.
    static func mirrored(_ place: Int, _ count: Int) -> Int {
        let turn = ((place % (2 * count)) + 2 * count) % (2 * count)
        return turn < count ? turn : 2 * count - 1 - turn
    }

    func across(_ image: Raster) -> [Float] {
        let (reach, line) = (weights.count - 1, 3 * image.width)
        var padded = [Float](repeating: 0, count: line + 6 * reach)
        var result = [Float](repeating: 0, count: line * image.height)
        image.pixels.withUnsafeBufferPointer { bytes in
            padded.withUnsafeMutableBufferPointer { padded in
                result.withUnsafeMutableBufferPointer { result in
                    for row in 0..<image.height {
                        for column in -reach..<image.width + reach {
                            let source = line * row + 3 * Self.mirrored(column, image.width)
                            for channel in 0..<3 { padded[3 * (column + reach) + channel] = Float(bytes[source + channel]) }
                        }
                        let (target, middle) = (line * row, 3 * reach)
                        for place in 0..<line { result[target + place] = weights[0] * padded[middle + place] }
                        for tap in 1...reach {
                            let weight = weights[tap]
                            for place in 0..<line {
                                result[target + place] += weight * (padded[middle + place - 3 * tap] + padded[middle + place + 3 * tap])
                            }
                        }
                    }
                }
            }
        }
        return result
    }
}
