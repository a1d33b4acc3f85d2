/// How far to go along a direction: sufficient decrease (1e-4) and a slope 0.4 times as steep or less.
///
/// The safeguarded cubic and quadratic interpolation of More and Thuente (1994), Line search algorithms with guaranteed
/// sufficient decrease, doi 10.1145/192115.192132, with the constants of MINPACK-2's `dcsrch`. The caller evaluates at `step`
/// and asks `judge` until it is found.
struct MoreThuenteSearch {
    enum Verdict {
        case again
        case found
        case stuck
    }

    /// A step with its value and slope.
    private struct Trial {
        var step: Double
        var value: Double
        var slope: Double
    }

    private(set) var step: Double
    private let start: Trial
    /// Slope of the line that the value must stay below.
    private let decline: Double
    private var best: Trial
    private var other: Trial
    private var isBracketed = false
    private var isFirstStage = true
    private var least = 0.0
    private var most: Double
    private var width = MoreThuenteSearch.longest - MoreThuenteSearch.shortest
    private var widthBefore = 2 * (MoreThuenteSearch.longest - MoreThuenteSearch.shortest)

    private static let decrease = 1e-4
    private static let curvature = 0.4
    private static let closeness = 1e-14
    private static let shortest = 1e-100
    private static let longest = 1e100

    init(value: Double, slope: Double, first: Double) {
        step = first
        start = Trial(step: 0, value: value, slope: slope)
        best = start
        other = start
        decline = Self.decrease * slope
        most = 5 * first
    }

    /// Takes the value and slope at `step`; `.again` with another `step`.
    mutating func judge(value: Double, slope: Double) -> Verdict {
        let bar = start.value + step * decline
        if isFirstStage, value <= bar, slope >= 0 { isFirstStage = false }
        if value <= bar, abs(slope) <= -Self.curvature * start.slope { return .found }
        if isBracketed, step <= least || step >= most || most - least <= Self.closeness * most { return .stuck }
        if step == Self.longest, value <= bar, slope <= decline { return .stuck }
        if step == Self.shortest, value > bar || slope >= decline { return .stuck }
        advance(Trial(step: step, value: value, slope: slope), isTilted: isFirstStage && value <= best.value && value > bar)
        return .again
    }

    /// - Parameter isTilted: interpolate the function less the line it must stay below.
    private mutating func advance(_ trial: Trial, isTilted: Bool) {
        if isTilted {
            best = tilted(best, by: -decline)
            other = tilted(other, by: -decline)
            interpolate(tilted(trial, by: -decline))
            best = tilted(best, by: decline)
            other = tilted(other, by: decline)
        } else {
            interpolate(trial)
        }
        if isBracketed {
            if abs(other.step - best.step) >= 0.66 * widthBefore { step = best.step + 0.5 * (other.step - best.step) }
            widthBefore = width
            width = abs(other.step - best.step)
            least = min(best.step, other.step)
            most = max(best.step, other.step)
        } else {
            least = step + 1.1 * (step - best.step)
            most = step + 4 * (step - best.step)
        }
        step = min(max(step, Self.shortest), Self.longest)
        if isBracketed, step <= least || step >= most || most - least <= Self.closeness * most { step = best.step }
    }

    private func tilted(_ trial: Trial, by slope: Double) -> Trial {
        Trial(step: trial.step, value: trial.value + trial.step * slope, slope: trial.slope + slope)
    }

    // MARK: Interpolation

    private mutating func interpolate(_ trial: Trial) {
        let isOpposed = trial.slope * (best.slope / abs(best.slope)) < 0
        let isBracketing = trial.value > best.value || isOpposed
        let next: Double
        if trial.value > best.value {
            next = afterRise(trial)
        } else if isOpposed {
            next = afterTurn(trial)
        } else if abs(trial.slope) < abs(best.slope) {
            next = afterFlattening(trial)
        } else if isBracketed {
            next = trial.step + cubicShare(trial, other) * (other.step - trial.step)
        } else {
            next = trial.step > best.step ? most : least
        }
        if isBracketing { isBracketed = true }
        if trial.value > best.value {
            other = trial
        } else {
            if isOpposed { other = best }
            best = trial
        }
        step = next
    }

    /// A higher value: the minimum lies between; the cubic step if nearer to the best, else half way to the quadratic one.
    private func afterRise(_ trial: Trial) -> Double {
        let span = trial.step - best.step
        let cubic = best.step + cubicShare(best, trial) * span
        let quadratic = best.step + best.slope / ((best.value - trial.value) / span + best.slope) / 2 * span
        return abs(cubic - best.step) <= abs(quadratic - best.step) ? cubic : cubic + (quadratic - cubic) / 2
    }

    /// A lower value beyond the minimum: the farther of the cubic and the secant step.
    private func afterTurn(_ trial: Trial) -> Double {
        let cubic = trial.step + cubicShare(trial, best) * (best.step - trial.step)
        let secant = secantStep(trial)
        return abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
    }

    /// A lower value, less steep: the cubic where it has its minimum beyond, within bounds.
    private func afterFlattening(_ trial: Trial) -> Double {
        let (theta, gamma) = cubic(trial, best, atLeastZero: true)
        let share = (gamma - trial.slope + theta) / (gamma + (best.slope - trial.slope) + gamma)
        let cubic = share < 0 && gamma != 0 ? trial.step + share * (best.step - trial.step) : trial.step > best.step ? most : least
        let secant = secantStep(trial)
        guard isBracketed else {
            let next = abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
            return min(max(next, least), most)
        }
        let next = abs(cubic - trial.step) < abs(secant - trial.step) ? cubic : secant
        let limit = trial.step + 0.66 * (other.step - trial.step)
        return trial.step > best.step ? min(limit, next) : max(limit, next)
    }

    private func secantStep(_ trial: Trial) -> Double {
        trial.step + trial.slope / (trial.slope - best.slope) * (best.step - trial.step)
    }

    /// How far from `near` to `far` the cubic through both has its minimum.
    private func cubicShare(_ near: Trial, _ far: Trial) -> Double {
        let (theta, gamma) = cubic(near, far)
        return (gamma - near.slope + theta) / (gamma - near.slope + gamma + far.slope)
    }

    private func cubic(_ near: Trial, _ far: Trial, atLeastZero: Bool = false) -> (theta: Double, gamma: Double) {
        let theta = 3 * (near.value - far.value) / (far.step - near.step) + near.slope + far.slope
        let scale = max(abs(theta), abs(near.slope), abs(far.slope))
        let radicand = (theta / scale) * (theta / scale) - near.slope / scale * (far.slope / scale)
        let gamma = scale * (atLeastZero ? max(0, radicand) : radicand).squareRoot()
        return (theta, far.step < near.step ? -gamma : gamma)
    }
}
