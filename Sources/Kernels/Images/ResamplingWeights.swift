/// Which source pixels make each pixel of a resampled line, and with what weights.
///
/// Weights are fixed point with 22 bits after the point, rounded half away from zero, which is what Pillow uses; so a
/// picture resampled here equals one resampled there, byte for byte, and so do hashes made of it.
/// Each weight is cut into a high part and 11 low bits: both fit 16-bit multiplication, which every processor does in
/// vectors, and the sums are put together again modulo 2^32 without loss.
struct ResamplingWeights {
    static let precision = 22
    static let lowBits = 11
    /// Per output pixel: first source pixel and number of source pixels.
    let starts: [Int]
    let counts: [Int]
    /// `outputs x width`, row-major.
    let high: [Int16]
    let low: [Int16]
    let width: Int

    init(from inputs: Int, to outputs: Int, _ filter: ResamplingFilter) {
        let scale = Double(inputs) / Double(outputs)
        let stretch = max(scale, 1)
        let support = filter.support * stretch
        let width = Int(support.rounded(.up)) * 2 + 1
        var starts = [Int](repeating: 0, count: outputs), counts = starts
        var high = [Int16](repeating: 0, count: outputs * width), low = high
        var weights = [Double](repeating: 0, count: width)
        for output in 0..<outputs {
            let centre = (Double(output) + 0.5) * scale
            let first = max(0, Int(centre - support + 0.5))
            let end = min(inputs, Int(centre + support + 0.5))
            var sum = 0.0
            for place in 0..<end - first {
                weights[place] = filter.weight(at: (Double(place + first) - centre + 0.5) / stretch)
                sum += weights[place]
            }
            for place in 0..<end - first {
                let fixed = Self.fixed(sum == 0 ? weights[place] : weights[place] / sum)
                high[output * width + place] = Int16(truncatingIfNeeded: fixed >> Int32(Self.lowBits))
                low[output * width + place] = Int16(truncatingIfNeeded: fixed & (1 << Int32(Self.lowBits) - 1))
            }
            starts[output] = first
            counts[output] = end - first
        }
        (self.starts, self.counts, self.high, self.low, self.width) = (starts, counts, high, low, width)
    }

    private static func fixed(_ weight: Double) -> Int32 {
        Int32((weight < 0 ? -0.5 : 0.5) + weight * Double(1 << precision))
    }

    /// From the two sums to a byte: rounded and cut to 0...255.
    @inline(__always)
    static func byte(_ high: Int32, _ low: Int32) -> UInt8 {
        let sum = high << Int32(lowBits) &+ low &+ 1 << Int32(precision - 1)
        return UInt8(clamping: sum >> Int32(precision))
    }
}
