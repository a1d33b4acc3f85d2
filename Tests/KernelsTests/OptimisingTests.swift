import Foundation
import Testing
@testable import Kernels

@Suite("L-BFGS")
struct LBFGSTests {
    private func rosenbrock(_ x: UnsafeBufferPointer<Double>, _ g: UnsafeMutableBufferPointer<Double>) -> Double {
        g.update(repeating: 0)
        var sum = 0.0
        for i in 0..<x.count - 1 {
            let a = x[i + 1] - x[i] * x[i], b = 1 - x[i]
            sum += 100 * a * a + b * b
            g[i] += -400 * x[i] * a - 2 * b
            g[i + 1] += 200 * a
        }
        return sum
    }

    @Test("walks Rosenbrock's valley to its end", arguments: [2, 10, 50])
    func valley(size: Int) {
        let start = (0..<size).map { $0 % 2 == 0 ? -1.2 : 1.0 }
        let result = LBFGS(maximumIterations: 2000, gradientTolerance: 1e-6).minimise(from: start, rosenbrock)
        #expect(result.stop == .gradient)
        #expect(result.gradientNorm <= 1e-6)
        #expect(result.value < 1e-10 || size > 2)
        let again = LBFGS(maximumIterations: 2000, gradientTolerance: 1e-6).minimise(from: start, rosenbrock)
        #expect(again.point == result.point)
    }

    @Test("a badly scaled quadratic")
    func quadratic() {
        let scale = (0..<20).map { pow(10, Double($0) / 5) }
        let result = LBFGS(gradientTolerance: 1e-7).minimise(from: [Double](repeating: 1, count: 20)) { x, g in
            var sum = 0.0
            for i in 0..<20 {
                sum += 0.5 * scale[i] * (x[i] - 3) * (x[i] - 3)
                g[i] = scale[i] * (x[i] - 3)
            }
            return sum
        }
        #expect(result.point.allSatisfy { abs($0 - 3) < 1e-6 })
    }

    @Test("says when it ran out of iterations, and starts at a minimum without moving")
    func stops() {
        #expect(LBFGS(maximumIterations: 3).minimise(from: [-1.2, 1], rosenbrock).stop == .iterations)
        let still = LBFGS().minimise(from: [1, 1], rosenbrock)
        #expect(still.stop == .gradient && still.iterations == 0)
    }
}

@Suite("Softmax")
struct SoftmaxTests {
    @Test("sums to one and survives great scores")
    func great() {
        #expect(Softmax.probabilities([1000, 1000]) == [0.5, 0.5])
        #expect(Softmax.probabilities([-1000, 0]) == [0, 1])
        let p = Softmax.probabilities([1, 2, 3])
        #expect(abs(p.reduce(0, +) - 1) < 1e-15)
        #expect(abs(p[2] - 0.6652409557748219) < 1e-15)
        #expect(Softmax.sigmoid(-800) == 0 && Softmax.sigmoid(800) == 1 && Softmax.softplus(800) == 800)
    }
}
