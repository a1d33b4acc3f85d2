import Kernels

/// A function of many numbers with its gradient.
protocol SmoothObjective {
    mutating func value(at point: [Double], gradient: inout [Double]) -> Double
}

/// Minimises a smooth function by non-linear conjugate gradients (Polak-Ribiere, restarted when negative).
///
/// Directions, first step and line search are those of scipy 1.12's `minimize(method="CG")`, so that GLAD stops where
/// crowd-kit's does. Where the search finds no step scipy tries a second search; here the direction starts anew from the
/// steepest descent, and a second failure ends it. Nocedal and Wright, Numerical Optimization, section 5.2.
struct ConjugateGradient {
    let steps: Int
    /// Ends when no component of the gradient is larger.
    let tolerance: Double

    /// The least value; `point` becomes where it is.
    func minimise(_ objective: inout some SmoothObjective, from point: inout [Double]) -> Double {
        var gradient = [Double](repeating: 0, count: point.count)
        var value = objective.value(at: point, gradient: &gradient)
        var before = value + Vector.norm(gradient) / 2
        var direction = gradient.map { -$0 }
        var isSteepest = true
        var made = 0
        while made < steps, Vector.greatestMagnitude(gradient) > tolerance {
            let slope = Vector.dot(gradient, direction)
            var search = MoreThuenteSearch(value: value, slope: slope, first: Self.firstStep(value, before, slope))
            guard slope < 0, let found = Self.search(&search, &objective, point, direction),
                let next = nextDirection(from: gradient, to: found.gradient, direction)
            else {
                guard !isSteepest else { return value }
                direction = gradient.map { -$0 }
                isSteepest = true
                continue
            }
            (before, value) = (value, found.value)
            (point, gradient, direction) = (found.point, found.gradient, next)
            isSteepest = false
            made += 1
        }
        return value
    }

    private static func firstStep(_ value: Double, _ before: Double, _ slope: Double) -> Double {
        let step = min(1, 1.01 * 2 * (value - before) / slope)
        return step < 0 || step.isNaN ? 1 : step
    }

    private struct Place {
        var point: [Double]
        var value: Double
        var gradient: [Double]
    }

    private static func search(
        _ search: inout MoreThuenteSearch, _ objective: inout some SmoothObjective, _ point: [Double], _ direction: [Double]
    ) -> Place? {
        var place = Place(point: point, value: 0, gradient: point)
        for _ in 0..<100 {
            let length = search.step
            for index in point.indices { place.point[index] = point[index] + length * direction[index] }
            place.value = objective.value(at: place.point, gradient: &place.gradient)
            guard place.value.isFinite else { return nil }
            switch search.judge(value: place.value, slope: Vector.dot(place.gradient, direction)) {
            case .again: continue
            case .found: return place
            case .stuck: return nil
            }
        }
        return nil
    }

    /// nil when the new direction would not descend enough.
    private func nextDirection(from old: [Double], to new: [Double], _ direction: [Double]) -> [Double]? {
        let change = zip(new, old).map { $0 - $1 }
        let share = max(0, Vector.dot(change, new) / Vector.dot(old, old))
        var next = direction
        for index in next.indices { next[index] = -new[index] + share * direction[index] }
        if Vector.greatestMagnitude(new) <= tolerance { return next }
        return Vector.dot(next, new) <= -0.01 * Vector.dot(new, new) ? next : nil
    }
}
