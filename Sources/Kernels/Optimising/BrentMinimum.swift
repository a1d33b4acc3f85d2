/// The least value of a function of one variable, without derivatives.
///
/// A bracket is sought downhill from two points by golden-section steps with parabolic leaps, then narrowed by Brent's
/// method: a parabola through the three best points where it is safe, a golden section where not.
///
/// Paper: Brent (1973), Algorithms for Minimization without Derivatives, chapter 5.
/// Cost: some 20 to 60 calls. Finds one minimum where there are several. A value that is not a number counts as infinite.
public enum BrentMinimum {
    private static let golden = 0.3819660112501051
    private static let growth = 1.618034

    /// - Parameters:
    ///   - first, second: where to start looking; the minimum need not lie between them.
    ///   - tolerance: relative to the place of the minimum.
    /// - Returns: nil when the function falls for ever or is nowhere finite.
    public static func find(
        from first: Double, _ second: Double, tolerance: Double = 1.48e-8, maximumSteps: Int = 500, _ function: (Double) -> Double
    ) -> Double? {
        func value(_ x: Double) -> Double {
            let y = function(x)
            return y.isNaN ? .infinity : y
        }
        guard let bracket = bracket(first, second, value) else { return nil }
        return narrowed(bracket, tolerance, maximumSteps, value)
    }

    private typealias Bracket = (low: Double, middle: Double, high: Double, least: Double)

    private static func bracket(_ first: Double, _ second: Double, _ value: (Double) -> Double) -> Bracket? {
        var (a, b, fa, fb) = (first, second, value(first), value(second))
        if fa < fb { (a, b, fa, fb) = (b, a, fb, fa) }
        var c = b + growth * (b - a)
        var fc = value(c)
        for _ in 0..<1000 where fc < fb {
            (a, b, fb) = (b, c, fc)
            c = b + growth * (b - a)
            guard c.isFinite else { return nil }
            fc = value(c)
        }
        guard fc >= fb, fb.isFinite else { return nil }
        return (min(a, c), b, max(a, c), fb)
    }

    private static func narrowed(_ bracket: Bracket, _ tolerance: Double, _ maximumSteps: Int, _ value: (Double) -> Double) -> Double {
        var (low, high) = (bracket.low, bracket.high)
        var (x, w, v) = (bracket.middle, bracket.middle, bracket.middle)
        var (fx, fw, fv) = (bracket.least, bracket.least, bracket.least)
        var (step, before) = (0.0, 0.0)
        for _ in 0..<maximumSteps {
            let middle = (low + high) / 2
            let close = tolerance * abs(x) + 1e-11
            if abs(x - middle) <= 2 * close - (high - low) / 2 { break }
            let leap = abs(before) > close ? parabola(x, w, v, fx, fw, fv) : .nan
            if leap.isFinite, abs(leap) < abs(before / 2), x + leap > low, x + leap < high {
                (before, step) = (step, leap)
                if x + leap - low < 2 * close || high - x - leap < 2 * close { step = x < middle ? close : -close }
            } else {
                before = x >= middle ? low - x : high - x
                step = golden * before
            }
            let u = x + (abs(step) >= close ? step : step > 0 ? close : -close)
            let fu = value(u)
            if fu <= fx {
                if u >= x { low = x } else { high = x }
                (v, w, x, fv, fw, fx) = (w, x, u, fw, fx, fu)
            } else {
                if u < x { low = u } else { high = u }
                if fu <= fw || w == x { (v, w, fv, fw) = (w, u, fw, fu) } else if fu <= fv || v == x || v == w { (v, fv) = (u, fu) }
            }
        }
        return x
    }

    /// From x to the lowest point of the parabola through three points; not finite where there is none.
    private static func parabola(_ x: Double, _ w: Double, _ v: Double, _ fx: Double, _ fw: Double, _ fv: Double) -> Double {
        let (r, q) = ((x - w) * (fx - fv), (x - v) * (fx - fw))
        return -((x - v) * q - (x - w) * r) / (2 * (q - r))
    }
}
