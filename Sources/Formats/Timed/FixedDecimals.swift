/// Numbers with a fixed count of digits behind the point, however the machine's language is set.
enum FixedDecimals {
    static func text(_ value: Double, _ digits: Int) -> String {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        guard let scaled = Int(exactly: (value * Double(scale)).rounded()) else { return value.description }
        let all = String(scaled.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - all.utf8.count)) + all
        let point = padded.utf8.count - digits
        return "\(scaled < 0 ? "-" : "")\(padded.prefix(point)).\(padded.dropFirst(point))"
    }
}
