/// Numbers as the words of reports write them.
enum Figure {
    /// A share with one decimal place of a hundred.
    static func percent(_ share: Double) -> String { rounded(share * 100, 1) + " %" }

    /// With so many decimal places, trailing zeros left out.
    static func rounded(_ value: Double, _ places: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "unknown" : value < 0 ? "minus infinity" : "infinity" }
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value * scale).rounded() / scale
        return scaled == scaled.rounded() && abs(scaled) < 1e15 ? String(Int64(scaled)) : String(scaled)
    }

    /// Whole numbers without a fraction, others with all their digits: different numbers are different texts.
    static func exact(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    /// With four significant digits.
    static func short(_ value: Double) -> String {
        guard value != 0, value.isFinite, abs(value) < 1e15 else { return exact(value) }
        var places = 0, size = abs(value)
        while size < 1000, places < 12 { (size, places) = (size * 10, places + 1) }
        return value == value.rounded() ? exact(value) : rounded(value, places)
    }

    static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
