import Foundation

/// The derivative of the logarithm of the gamma function, for arguments above 0.
///
/// Below 10 the recurrence psi(x) = psi(x + 1) - 1/x, from there the asymptotic series of seven terms: accurate to a few
/// units in the last place of the larger of psi and 1/x. (Abramowitz and Stegun 6.3.5 and 6.3.18.)
enum Digamma {
    @inline(__always)
    static func of(_ argument: Double) -> Double {
        var x = argument
        var shift = 0.0
        while x < 10 {
            shift += 1 / x
            x += 1
        }
        let inverse = 1 / x
        let square = inverse * inverse
        let series = square * (1.0 / 12 - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square * (5.0 / 660
            - square * (691.0 / 32760 - square * (1.0 / 12)))))))
        return log(x) - 0.5 * inverse - series - shift
    }
}
