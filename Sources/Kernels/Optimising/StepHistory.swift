/// The last steps of an optimiser and what they did to the gradient: the two-loop recursion of L-BFGS
/// (Nocedal and Wright, Numerical Optimization, algorithm 7.4).
struct StepHistory {
    private struct Pair {
        var step: [Double]
        var change: [Double]
        /// 1 / (step . change)
        var rho: Double
    }

    private let capacity: Int
    private var pairs: [Pair] = []

    init(capacity: Int) { self.capacity = capacity }

    var isEmpty: Bool { pairs.isEmpty }

    /// Keeps the pair unless its curvature is not positive beyond rounding.
    mutating func remember(from old: WolfeSearch.Place, to new: WolfeSearch.Place) {
        let step = Vector.difference(new.point, old.point)
        let change = Vector.difference(new.gradient, old.gradient)
        let curvature = Vector.dot(step, change)
        guard curvature > Double.ulpOfOne * Vector.dot(change, change) else { return }
        if pairs.count == capacity { pairs.removeFirst() }
        pairs.append(Pair(step: step, change: change, rho: 1 / curvature))
    }

    /// Minus the approximate inverse Hessian times the gradient.
    func descent(_ gradient: [Double]) -> [Double] {
        var direction = gradient
        var alphas = [Double](repeating: 0, count: pairs.count)
        for place in pairs.indices.reversed() {
            alphas[place] = pairs[place].rho * Vector.dot(pairs[place].step, direction)
            Vector.add(-alphas[place], pairs[place].change, to: &direction)
        }
        if let last = pairs.last {
            Vector.scale(&direction, by: 1 / (last.rho * Vector.dot(last.change, last.change)))
        }
        for place in pairs.indices {
            let beta = pairs[place].rho * Vector.dot(pairs[place].change, direction)
            Vector.add(alphas[place] - beta, pairs[place].step, to: &direction)
        }
        Vector.scale(&direction, by: -1)
        return direction
    }
}
