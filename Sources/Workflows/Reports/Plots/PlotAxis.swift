/// Numbers to pixels along one side of a plot, with round numbers to mark it by.
struct PlotAxis {
    let low: Double
    let high: Double
    /// Pixels of `low` and `high`.
    let from: Double
    let to: Double

    /// Without any spread the axis is one wide around the only number.
    init(_ low: Double, _ high: Double, from: Double, to: Double) {
        (self.low, self.high) = high > low ? (low, high) : (low - 0.5, low + 0.5)
        self.from = from
        self.to = to
    }

    func at(_ value: Double) -> Double { from + (min(max(value, low), high) - low) / (high - low) * (to - from) }

    /// Multiples of 1, 2 or 5 times a power of ten, about `count` of them.
    func ticks(_ count: Int = 5) -> [Double] {
        let step = Self.step((high - low) / Double(max(count, 1)))
        var ticks: [Double] = []
        var number = (low / step).rounded(.up)
        while number * step <= high + step * 1e-9, ticks.count < 50 {
            ticks.append(number * step)
            number += 1
        }
        return ticks
    }

    func text(_ tick: Double) -> String {
        let step = Self.step((high - low) / 5)
        if abs(tick) >= 1e15 || step < 1e-9 { return "\(tick)" }
        var (places, rest) = (0, step)
        while places < 9, abs(rest - rest.rounded()) > 1e-9 * rest { (places, rest) = (places + 1, rest * 10) }
        return places == 0 && abs(tick) >= 10_000 ? FigureText.count(Int(tick)) : FigureText.fixed(tick, places)
    }

    private static func step(_ rough: Double) -> Double {
        guard rough.isFinite, rough > 0 else { return 1 }
        var power = 1.0
        while power * 10 <= rough { power *= 10 }
        while power > rough { power /= 10 }
        return power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10)
    }
}

/// Room for words beside a plot, by the letters of the longest.
enum PlotText {
    static func width(_ words: [String], least: Double = 40, most: Double = 220) -> Double {
        min(max(Double(words.map(\.count).max() ?? 0) * 6.4 + 12, least), most)
    }

    /// As many letters as fit.
    static func fitted(_ words: String, _ width: Double) -> String { FigureText.short(words, max(Int((width - 10) / 6.2), 3)) }

    /// A drawing with its caption, which is also what a screen reader says of it.
    static func figure(_ caption: String, _ width: Double, _ height: Double, _ marks: [HTML]) -> HTML {
        """
        <figure><figcaption>\(caption)</figcaption>
        <svg viewBox="0 0 \(at: width) \(at: height)" width="\(at: width)" height="\(at: height)" role="img" aria-label="\(caption)">
        \(marks)</svg></figure>

        """
    }
}
