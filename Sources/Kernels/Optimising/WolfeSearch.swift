/// How far to go along a direction: a step that lowers the value enough and flattens the slope enough.
///
/// Strong Wolfe conditions with c1 = 1e-4 and c2 = 0.9, by bracketing and cubic interpolation
/// (Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6).
struct WolfeSearch {
    /// A point with its value and gradient.
    struct Place {
        var point: [Double]
        var value: Double
        var gradient: [Double]

        init(_ point: [Double], _ objective: LBFGS.Objective) {
            var gradient = [Double](repeating: 0, count: point.count)
            value = point.withUnsafeBufferPointer { point in
                gradient.withUnsafeMutableBufferPointer { objective(point, $0) }
            }
            self.point = point
            self.gradient = gradient
        }

        var gradientNorm: Double { Vector.greatestMagnitude(gradient) }
    }

    private struct Trial {
        var length: Double
        var place: Place
        var slope: Double
    }

    private let decrease = 1e-4
    private let curvature = 0.9
    private let origin: Trial
    private let direction: [Double]
    private(set) var evaluations = 0

    init(from place: Place, along direction: [Double], slope: Double) {
        origin = Trial(length: 0, place: place, slope: slope)
        self.direction = direction
    }

    /// nil when no step within 40 evaluations will do.
    mutating func step(first: Double, _ objective: LBFGS.Objective) -> Place? {
        var previous = origin
        var length = first
        while evaluations < 40 {
            let trial = evaluate(length, objective)
            if !trial.place.value.isFinite {
                length = (previous.length + length) / 2
                continue
            }
            if isTooHigh(trial) || (evaluations > 1 && trial.place.value >= previous.place.value) {
                return zoom(previous, trial, objective)
            }
            if isFlat(trial) { return trial.place }
            if trial.slope >= 0 { return zoom(trial, previous, objective) }
            previous = trial
            length *= 2
        }
        return lower(previous)
    }

    /// `low` is the best so far that lowers the value enough; the answer lies between it and `high`.
    private mutating func zoom(_ low: Trial, _ high: Trial, _ objective: LBFGS.Objective) -> Place? {
        var low = low, high = high
        while evaluations < 40, abs(high.length - low.length) > 1e-16 * max(1, low.length) {
            let trial = evaluate(between(low, high), objective)
            if isTooHigh(trial) || trial.place.value >= low.place.value {
                high = trial
            } else {
                if isFlat(trial) { return trial.place }
                if trial.slope * (high.length - low.length) >= 0 { high = low }
                low = trial
            }
        }
        return lower(low)
    }

    /// The minimum of the cubic through both ends, kept off the ends by a tenth; the middle if there is none.
    private func between(_ low: Trial, _ high: Trial) -> Double {
        let width = high.length - low.length
        let d1 = low.slope + high.slope - 3 * (high.place.value - low.place.value) / width
        let radicand = d1 * d1 - low.slope * high.slope
        guard radicand >= 0, radicand.isFinite else { return low.length + width / 2 }
        let d2 = (width < 0 ? -1.0 : 1.0) * radicand.squareRoot()
        let share = 1 - (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2)
        guard share.isFinite else { return low.length + width / 2 }
        return low.length + width * min(0.9, max(0.1, share))
    }

    private func isTooHigh(_ trial: Trial) -> Bool {
        trial.place.value > origin.place.value + decrease * trial.length * origin.slope
    }

    private func isFlat(_ trial: Trial) -> Bool { abs(trial.slope) <= -curvature * origin.slope }

    private func lower(_ trial: Trial) -> Place? {
        trial.length > 0 && trial.place.value < origin.place.value ? trial.place : nil
    }

    private mutating func evaluate(_ length: Double, _ objective: LBFGS.Objective) -> Trial {
        evaluations += 1
        var point = origin.place.point
        Vector.add(length, direction, to: &point)
        let place = Place(point, objective)
        return Trial(length: length, place: place, slope: Vector.dot(place.gradient, direction))
    }
}
