import Foundation

/// Entropy of a row of probabilities in nats, - sum p ln p; 0 and less counts nothing.
///
/// The logarithm is worked out eight at a time: p = m 2^e with m in 0.7...1.4, ln m = 2 (s + s^3/3 + s^5/5 + ...) with
/// s = (m - 1) / (m + 1), which ten terms carry to the last bit or two; the sum agrees with the C library's to 1e-15.
enum RowEntropy {
    static func entropy(_ row: UnsafeBufferPointer<Double>) -> Double {
        guard let base = row.baseAddress else { return 0 }
        var sum = 0.0
        var place = 0
        if row.count >= 8 {
            var sums = SIMD8<Double>.zero
            while place + 8 <= row.count {
                var p = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self)
                p.replace(with: SIMD8(repeating: 1), where: p .< 1e-300)
                sums -= p * logarithm(p)
                place += 8
            }
            sum = sums.sum()
        }
        while place < row.count {
            let p = base[place]
            if p > 0 { sum -= p * log(p) }
            place += 1
        }
        return sum
    }

    /// Of normal positive numbers.
    @inline(__always)
    private static func logarithm(_ p: SIMD8<Double>) -> SIMD8<Double> {
        let bits = unsafeBitCast(p, to: SIMD8<UInt64>.self)
        // A whole number below 2^52 in the low bits of 2^52 is that number as a double.
        var exponent = unsafeBitCast((bits &>> 52) | 0x4330_0000_0000_0000, to: SIMD8<Double>.self) - (4_503_599_627_370_496 + 1023)
        var m = unsafeBitCast((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000, to: SIMD8<Double>.self)
        let isLarge = m .> 1.4142135623730951
        m.replace(with: m * 0.5, where: isLarge)
        exponent.replace(with: exponent + 1, where: isLarge)
        let s = (m - 1) / (m + 1)
        let z = s * s
        var series = SIMD8<Double>(repeating: 1.0 / 21)
        add(1.0 / 19, to: &series, z)
        add(1.0 / 17, to: &series, z)
        add(1.0 / 15, to: &series, z)
        add(1.0 / 13, to: &series, z)
        add(1.0 / 11, to: &series, z)
        add(1.0 / 9, to: &series, z)
        add(1.0 / 7, to: &series, z)
        add(1.0 / 5, to: &series, z)
        add(1.0 / 3, to: &series, z)
        add(1, to: &series, z)
        return exponent * 0.6931471805599453 + s * series * 2
    }

    @inline(__always)
    private static func add(_ coefficient: Double, to series: inout SIMD8<Double>, _ z: SIMD8<Double>) {
        series = series * z + SIMD8(repeating: coefficient)
    }
}
