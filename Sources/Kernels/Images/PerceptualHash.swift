import Foundation

/// 64 bits that say what a picture looks like: pictures that look alike differ in few bits.
///
/// pHash: gray, 32 x 32 (Lanczos), two-dimensional DCT-II, the 8 x 8 lowest frequencies compared with their median.
/// dHash: gray, 9 x 8 (Lanczos), each pixel compared with its left neighbour.
/// Definition and bit order are those of the Python package imagehash (`phash`, `dhash` with hash size 8): rows first,
/// first bit highest, so that hexadecimal forms can be exchanged. Described by Krawetz, hackerfactor.com, 2011.
///
/// A picture of one colour has no frequencies; `isFlat` says so, and its hash must not be compared with others.
/// Differs from imagehash: coefficients below 1e-9 count as zero, so symmetric drawings do not hash to rounding noise.
public struct PerceptualHash: Sendable, Hashable, Comparable {
    public var bits: UInt64

    public init(bits: UInt64) {
        self.bits = bits
    }

    /// 16 hexadecimal digits.
    public init?(hexadecimal: String) {
        guard hexadecimal.utf8.count == 16, let bits = UInt64(hexadecimal, radix: 16) else { return nil }
        self.bits = bits
    }

    public var hexadecimal: String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// Bits that differ, 0...64.
    public func distance(to other: PerceptualHash) -> Int { (bits ^ other.bits).nonzeroBitCount }

    public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

extension PerceptualHash: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = PerceptualHash(hexadecimal: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a perceptual hash is 16 hexadecimal digits")
        }
        self = hash
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hexadecimal)
    }
}

/// Both hashes of one picture, from one gray copy of it.
public struct PerceptualHashes: Sendable, Hashable, Codable {
    public var frequencies: PerceptualHash
    public var gradients: PerceptualHash
    /// One gray level at 32 x 32: nothing to hash.
    public var isFlat: Bool

    /// Of a picture of any size; colours are turned gray first.
    public init(_ picture: Raster) {
        let gray = picture.gray()
        let small = gray.resized(width: 32, height: 32, .lanczos)
        isFlat = small.pixels.allSatisfy { $0 == small.pixels[0] }
        frequencies = PerceptualHash(bits: Self.frequencyBits(small))
        gradients = PerceptualHash(bits: Self.gradientBits(gray.resized(width: 9, height: 8, .lanczos)))
    }

    private static func gradientBits(_ small: Raster) -> UInt64 {
        var bits: UInt64 = 0
        for y in 0..<8 {
            for x in 0..<8 { bits = bits << 1 | (small.pixels[y * 9 + x + 1] > small.pixels[y * 9 + x] ? 1 : 0) }
        }
        return bits
    }

    private static func frequencyBits(_ small: Raster) -> UInt64 {
        let lowest = CosineTransform.lowest(small.pixels)
        let sorted = lowest.sorted()
        let median = (sorted[31] + sorted[32]) / 2
        return lowest.reduce(0) { $0 << 1 | ($1 > median ? 1 : 0) }
    }
}

/// The 8 x 8 lowest frequencies of the unnormalised DCT-II of a 32 x 32 picture.
enum CosineTransform {
    /// 8 x 32: 2 cos(pi k (2n + 1) / 64).
    private static let table: [Double] = (0..<8 * 32).map { (place: Int) -> Double in
        let frequency = Double(place / 32), centre = Double(2 * (place % 32) + 1)
        return 2 * cos(Double.pi * frequency * centre / 64)
    }

    static func lowest(_ pixels: [UInt8]) -> [Double] {
        var columns = [Double](repeating: 0, count: 8 * 32)
        for k in 0..<8 {
            for y in 0..<32 {
                let factor = table[k * 32 + y]
                for x in 0..<32 { columns[k * 32 + x] += factor * Double(pixels[y * 32 + x]) }
            }
        }
        return (0..<64).map { place in
            var sum = 0.0
            for x in 0..<32 { sum += table[place % 8 * 32 + x] * columns[place / 8 * 32 + x] }
            return abs(sum) < 1e-9 ? 0 : sum
        }
    }
}
