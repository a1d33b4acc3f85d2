/// Finds the minimum of a smooth function from its values and gradients.
///
/// Limited-memory BFGS (Liu and Nocedal, 1989, doi 10.1007/BF01589116): the last `memory` steps and gradient changes
/// stand for the inverse Hessian. The step length satisfies the strong Wolfe conditions (`WolfeSearch`).
///
/// Shapes: n unknowns. Memory: (2 * memory + 5) * n doubles. Cost per iteration: O(memory * n) and 1-2 evaluations.
/// Deterministic: sums run in index order.
public struct LBFGS: Sendable {
    public enum Stop: String, Sendable, Codable {
        /// The greatest absolute gradient component is within the tolerance.
        case gradient
        /// The value no longer falls by more than rounding.
        case value
        case iterations
        /// No acceptable step: the function is not smooth here, or rounding decides.
        case stepLength
    }

    public struct Result: Sendable {
        public var point: [Double]
        public var value: Double
        /// Greatest absolute component.
        public var gradientNorm: Double
        public var iterations: Int
        public var evaluations: Int
        public var stop: Stop
    }

    /// Writes the gradient and returns the value at the point.
    public typealias Objective = (_ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>) -> Double

    public var memory: Int
    public var maximumIterations: Int
    /// Greatest absolute gradient component that counts as a minimum.
    public var gradientTolerance: Double

    public init(memory: Int = 10, maximumIterations: Int = 500, gradientTolerance: Double = 1e-5) {
        self.memory = memory
        self.maximumIterations = maximumIterations
        self.gradientTolerance = gradientTolerance
    }

    public func minimise(from start: [Double], _ objective: Objective) -> Result {
        var here = WolfeSearch.Place(start, objective)
        var history = StepHistory(capacity: memory)
        var result = Result(point: start, value: here.value, gradientNorm: here.gradientNorm, iterations: 0, evaluations: 1, stop: .iterations)
        while true {
            result.gradientNorm = here.gradientNorm
            if result.gradientNorm <= gradientTolerance { result.stop = .gradient; break }
            if result.iterations >= maximumIterations { result.stop = .iterations; break }
            var direction = history.descent(here.gradient)
            var slope = Vector.dot(direction, here.gradient)
            if !(slope < 0) {
                history = StepHistory(capacity: memory)
                direction = here.gradient.map { -$0 }
                slope = -Vector.dot(here.gradient, here.gradient)
            }
            let first = history.isEmpty ? min(1, 1 / max(Vector.norm(here.gradient), .leastNormalMagnitude)) : 1
            var search = WolfeSearch(from: here, along: direction, slope: slope)
            let found = search.step(first: first, objective)
            result.evaluations += search.evaluations
            guard let found else { result.stop = .stepLength; break }
            history.remember(from: here, to: found)
            let fall = here.value - found.value
            here = found
            result.iterations += 1
            if fall <= Double.ulpOfOne * abs(here.value) {
                result.stop = here.gradientNorm <= gradientTolerance ? .gradient : .value
                result.gradientNorm = here.gradientNorm
                break
            }
        }
        result.point = here.point
        result.value = here.value
        return result
    }
}
