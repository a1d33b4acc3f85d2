/// e^x of two numbers at once, for x from -700 to 0: what turns log likelihoods behind the leader into shares.
///
/// x = n ln 2 + r with |r| <= ln 2 / 2; e^r by its series to the eleventh power, 2^n by setting the exponent. Relative error
/// below 1e-14. Below -700 it is e^-700, which is nothing beside the leader's 1. The same bits on every machine.
enum PairedExponential {
    @inline(__always)
    static func of(_ argument: SIMD2<Double>) -> SIMD2<Double> {
        let x: Pair = Pair(max(argument.x, -700), max(argument.y, -700))
        // Adding 1.5 * 2^52 rounds to a whole number and leaves it in the low bits.
        let magic: Pair = Pair(repeating: 6755399441055744)
        let shifted: Pair = x * Pair(repeating: 1.4426950408889634) + magic
        let whole: Pair = shifted - magic
        let high: Pair = x - whole * Pair(repeating: 0.6931471803691238)
        let r: Pair = high - whole * Pair(repeating: 1.9082149292705877e-10)
        let square: Pair = r * r
        let fourth: Pair = square * square
        let first: Pair = line(r, 1, 1) + square * line(r, 1.0 / 2, 1.0 / 6)
        let second: Pair = line(r, 1.0 / 24, 1.0 / 120) + square * line(r, 1.0 / 720, 1.0 / 5040)
        let third: Pair = line(r, 1.0 / 40320, 1.0 / 362880) + square * line(r, 1.0 / 3628800, 1.0 / 39916800)
        let inner: Pair = second + fourth * third
        let series: Pair = first + fourth * inner
        let power: SIMD2<Int64> = unsafeBitCast(shifted, to: SIMD2<Int64>.self) &+ SIMD2<Int64>(repeating: 1023)
        let exponent: SIMD2<Int64> = power &<< SIMD2<Int64>(repeating: 52)
        return series * unsafeBitCast(exponent, to: Pair.self)
    }

    private typealias Pair = SIMD2<Double>

    /// constant + slope * r.
    @inline(__always)
    private static func line(_ r: SIMD2<Double>, _ constant: Double, _ slope: Double) -> SIMD2<Double> {
        let scaled: SIMD2<Double> = r * SIMD2<Double>(repeating: slope)
        return SIMD2<Double>(repeating: constant) + scaled
    }

    @inline(__always)
    static func of(_ x: Double) -> Double { of(SIMD2(x, x)).x }
}
