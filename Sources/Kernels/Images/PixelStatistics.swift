import Foundation

/// What the checks need to know of all pixels, from one walk over them (and a second over the few that percentiles ask for).
///
/// Brightness of a pixel is sqrt(0.241 R^2 + 0.691 G^2 + 0.068 B^2) / 255. Its square, times a thousand, is a whole number
/// below 2^26, so percentiles are exact: 1,024 neighbours share a coarse bin, and the bins that a percentile falls into
/// are counted again finely. Alpha is ignored.
public struct PixelStatistics: Sendable {
    /// 256 counts for each colour channel, one after another: 256 or 768 in all.
    public let histogram: [UInt32]
    /// Brightness at the percentiles asked for, linear between ranks as in numpy.
    public let percentiles: [Double]
    /// Red, green and blue are equal in every pixel.
    public let isGray: Bool
    public let pixelCount: Int

    public init(_ picture: Raster, percentiles asked: [Double]) {
        pixelCount = picture.pixelCount
        if picture.channels < 3 {
            let histogram = Self.count(picture)
            isGray = true
            percentiles = Self.percentiles(asked, count: picture.pixelCount) { rank in Double(Self.value(at: rank, histogram)) / 255 }
            self.histogram = histogram
        } else {
            var scan = ColourScan(picture)
            let ranks = Self.ranks(asked, count: picture.pixelCount)
            let values = scan.squares(at: ranks)
            isGray = scan.isGray
            histogram = scan.histogram
            percentiles = Self.percentiles(asked, count: picture.pixelCount) { (Double(values[$0] ?? 0) / 1000).squareRoot() / 255 }
        }
    }

    /// Bits: the entropy of the joined histogram of all channels.
    public var entropy: Double {
        let sum = Double(histogram.reduce(0) { $0 + Int($1) })
        return histogram.reduce(0) { $1 == 0 ? $0 : $0 - Double($1) / sum * log2(Double($1) / sum) }
    }

    public var means: [Double] {
        stride(from: 0, to: histogram.count, by: 256).map { first in
            let sum = (0..<256).reduce(0) { $0 + $1 * Int(histogram[first + $1]) }
            return Double(sum) / Double(pixelCount)
        }
    }

    /// Of all channel values, those that are exactly this.
    public func share(of value: UInt8) -> Double {
        let hits = stride(from: Int(value), to: histogram.count, by: 256).reduce(0) { $0 + Int(histogram[$1]) }
        return Double(hits) / Double(pixelCount * histogram.count / 256)
    }

    private static func count(_ picture: Raster) -> [UInt32] {
        var histogram = [UInt32](repeating: 0, count: 256)
        histogram.withUnsafeMutableBufferPointer { histogram in
            picture.pixels.withUnsafeBufferPointer { pixels in
                for place in stride(from: 0, to: pixels.count, by: picture.channels) { histogram[Int(pixels[place])] &+= 1 }
            }
        }
        return histogram
    }

    private static func value(at rank: Int, _ histogram: [UInt32]) -> Int {
        var seen = 0
        for value in 0..<256 {
            seen += Int(histogram[value])
            if seen > rank { return value }
        }
        return 255
    }

    /// The ranks next to each percentile, ascending.
    private static func ranks(_ asked: [Double], count: Int) -> [Int] {
        Set(asked.flatMap { percent -> [Int] in
            let below = Int(percent / 100 * Double(count - 1))
            return [below, min(below + 1, count - 1)]
        }).sorted()
    }

    private static func percentiles(_ asked: [Double], count: Int, _ value: (Int) -> Double) -> [Double] {
        asked.map { percent in
            let place = percent / 100 * Double(count - 1)
            let below = Int(place)
            let low = value(below), high = value(min(below + 1, count - 1))
            return low + (high - low) * (place - Double(below))
        }
    }
}
