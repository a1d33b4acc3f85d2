/// How a picture's hue, saturation and value are spread: 16 bins each, for telling one shot of a film from the next.
///
/// Hue counts only where there is colour (saturation of 10 % and more), because gray has none; its bins then add up to the
/// share of coloured pixels. Pixels darker than an eighth count as gray: what is left of their colour is noise. All bins
/// are shares of the pixels.
///
/// `difference` is the mean of three chi-square distances, one for each of hue, saturation and value: half the sum of
/// (a - b)^2 / (a + b), 0 for equal spreads and 1 for spreads without a common bin. Cost: one walk over the pixels.
public struct ColourHistogram: Sendable, Hashable {
    public static let bins = 16
    /// Hue, saturation, value, one after another.
    public let shares: [Float]

    /// Of red, green and blue; gray pictures have value only.
    public init(_ picture: Raster) {
        var counts = [Int32](repeating: 0, count: 3 * Self.bins)
        counts.withUnsafeMutableBufferPointer { counts in
            picture.pixels.withUnsafeBufferPointer { pixels in
                let step = picture.channels
                let green = step > 2 ? 1 : 0, blue = step > 2 ? 2 : 0
                for place in Swift.stride(from: 0, to: pixels.count, by: step) {
                    Self.count(Int32(pixels[place]), Int32(pixels[place &+ green]), Int32(pixels[place &+ blue]), counts)
                }
            }
        }
        let all = Float(picture.pixelCount)
        shares = counts.map { Float($0) / all }
    }

    public func difference(from other: ColourHistogram) -> Double {
        var sum = 0.0
        for (left, right) in zip(shares, other.shares) where left + right > 0 {
            sum += Double((left - right) * (left - right) / (left + right))
        }
        return sum / 6
    }

    @inline(__always)
    private static func count(_ red: Int32, _ green: Int32, _ blue: Int32, _ counts: UnsafeMutableBufferPointer<Int32>) {
        let most = max(red, green, blue), least = min(red, green, blue)
        let spread = most &- least
        let saturation = most < 32 ? 0 : 255 &* spread / most
        counts[Int(2 &* 16 &+ most >> 4)] &+= 1
        counts[Int(16 &+ saturation >> 4)] &+= 1
        guard saturation >= 26 else { return }
        // Sixths of the circle, 256 steps each.
        let hue = most == red ? 256 &* (green &- blue) / spread : most == green ? 512 &+ 256 &* (blue &- red) / spread : 1024 &+ 256 &* (red &- green) / spread
        counts[Int((hue < 0 ? hue &+ 1536 : hue) &* 16 / 1536)] &+= 1
    }
}
