import Glibc
import Kernels

/// A fitted change of scale, there and back.
public enum ScalingCurve: Sendable, Hashable, Codable {
    case line(ScalingLine)
    case quantiles(QuantileCurve, normal: Bool)
    case yeoJohnson(power: Double, then: ScalingLine)
    case logarithm

    /// Normal numbers stop where a ten-millionth of the values lies beyond.
    private static let edge = Normal.score(1e-7)

    /// Not finite where the number has no place on the scale.
    func forward(_ x: Double) -> Double {
        switch self {
        case .line(let line): line.forward(x)
        case .quantiles(let curve, let normal): normal ? Self.normal(curve, x) : curve.share(below: x)
        case .yeoJohnson(let power, let line): line.forward(YeoJohnson.forward(x, power: power))
        case .logarithm: x > -1 ? log1p(x) : .nan
        }
    }

    func inverse(_ y: Double) -> Double {
        switch self {
        case .line(let line): line.inverse(y)
        case .quantiles(let curve, let normal): normal ? Self.value(curve, y) : curve.value(at: y)
        case .yeoJohnson(let power, let line): YeoJohnson.inverse(line.inverse(y), power: power)
        case .logarithm: expm1(y)
        }
    }

    /// Numbers within a ten-millionth of the ends count as the ends.
    private static func normal(_ curve: QuantileCurve, _ x: Double) -> Double {
        guard let first = curve.quantiles.first, let last = curve.quantiles.last else { return .nan }
        if x - 1e-7 < first { return edge }
        if x + 1e-7 > last { return -edge }
        return min(max(Normal.score(curve.share(below: x)), edge), -edge)
    }

    private static func value(_ curve: QuantileCurve, _ y: Double) -> Double {
        let share = Normal.cumulative(y)
        return curve.value(at: share - 1e-7 < 0 ? 0 : share + 1e-7 > 1 ? 1 : share)
    }
}

/// start + (x - centre) / width.
public struct ScalingLine: Sendable, Hashable, Codable {
    public var centre: Double
    /// Never 0.
    public var width: Double
    public var start = 0.0
    /// The values did not spread, so `width` is 1.
    public var isShiftOnly = false

    func forward(_ x: Double) -> Double { start + (x - centre) / width }
    func inverse(_ y: Double) -> Double { (y - start) * width + centre }

    /// Mean and standard deviation with n. A spread that rounding alone explains is none (Chan, Golub & LeVeque, 1983).
    static func standard(_ values: [Double]) -> ScalingLine {
        let count = Double(values.count)
        let mean = Moments.exactSum(values) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let rounding = count * mean * 0x1p-52
        guard variance.isFinite, variance > count * 0x1p-52 * variance + rounding * rounding else {
            return ScalingLine(centre: mean.isFinite ? mean : 0, width: 1, isShiftOnly: true)
        }
        return ScalingLine(centre: mean, width: variance.squareRoot())
    }

    /// 1 in the place of a width that is none.
    static func usable(_ width: Double) -> Double { width < 10 * 0x1p-52 || !width.isFinite ? 1 : width }
}
