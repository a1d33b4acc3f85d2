/// Seconds as people read them: `0.25 s`, `12.50 s`, `1:02:03.40`.
public enum MediaTime {
    public static func words(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "unknown time" }
        let hundredths = Int((abs(seconds) * 100).rounded())
        let sign = seconds < 0 && hundredths > 0 ? "-" : ""
        let whole = hundredths / 100
        let fraction = padded(hundredths % 100)
        guard whole >= 60 else { return "\(sign)\(whole).\(fraction) s" }
        let tail = "\(padded(whole % 60)).\(fraction)"
        return whole < 3600 ? "\(sign)\(whole / 60):\(tail)" : "\(sign)\(whole / 3600):\(padded(whole / 60 % 60)):\(tail)"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
