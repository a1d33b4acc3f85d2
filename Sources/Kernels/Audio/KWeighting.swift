import Glibc

/// The ear's weighting of ITU-R BS.1770-4: a shelf that lifts high frequencies by 4 dB, then a high-pass at 38 Hz.
///
/// The recommendation gives coefficients at 48,000 samples a second only. For other rates the analogue filters behind them
/// are transformed again (parameters by De Man 2014, "Evaluation of implementations of the EBU R128 loudness measurement",
/// AES 137); at 48,000 they give the published numbers.
///
/// One value for each channel; samples in order. Below 4,000 samples a second the shelf would lie beyond what there is.
public struct KWeighting: Sendable {
    public static let lowestRate = 4000

    private let shelf: Biquad
    private let pass: Biquad
    private var shelfState = Biquad.State()
    private var passState = Biquad.State()

    public init(sampleRate: Int) {
        precondition(sampleRate >= Self.lowestRate)
        shelf = Biquad.shelf(rate: Double(sampleRate))
        pass = Biquad.highPass(rate: Double(sampleRate))
    }

    /// The sum of squares of the weighted samples: every `stride`-th of `count`, from `samples`.
    public mutating func energy(_ samples: UnsafePointer<Float>, _ count: Int, stride: Int) -> Double {
        var sum = 0.0
        var first = shelfState, second = passState
        let shelf = shelf, pass = pass
        for place in 0..<count {
            let value = pass.step(shelf.step(Double(samples[place &* stride]), &first), &second)
            sum += value * value
        }
        shelfState = first
        passState = second
        return sum
    }
}

/// A filter of second order in transposed direct form II; a0 is 1.
struct Biquad: Sendable {
    struct State: Sendable {
        var one = 0.0, two = 0.0
    }

    var b0, b1, b2, a1, a2: Double

    @inline(__always)
    func step(_ value: Double, _ state: inout State) -> Double {
        let out = b0 * value + state.one
        state.one = b1 * value - a1 * out + state.two
        state.two = b2 * value - a2 * out
        return out
    }

    static func shelf(rate: Double) -> Biquad {
        let k = tan(Double.pi * 1681.974450955533 / rate), q = 0.7071752369554196
        let high = pow(10, 3.999843853973347 / 20), band = pow(high, 0.4996667741545416)
        let a0 = 1 + k / q + k * k
        return Biquad(
            b0: (high + band * k / q + k * k) / a0, b1: 2 * (k * k - high) / a0, b2: (high - band * k / q + k * k) / a0,
            a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }

    /// The numerator stays 1, -2, 1, as published.
    static func highPass(rate: Double) -> Biquad {
        let k = tan(Double.pi * 38.13547087602444 / rate), q = 0.5003270373238773
        let a0 = 1 + k / q + k * k
        return Biquad(b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) / a0, a2: (1 - k / q + k * k) / a0)
    }
}
