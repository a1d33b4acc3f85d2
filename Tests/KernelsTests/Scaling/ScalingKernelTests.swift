import Testing
@testable import Kernels

@Suite("Kernels of scaling")
struct ScalingKernelTests {
    @Test("the fast normal quantile is the slow one", arguments: [1e-300, 1e-30, 1e-7, 0.001, 0.02425, 0.1, 0.3, 0.5, 0.7, 0.99, 1 - 1e-9])
    func score(p: Double) {
        let (fast, slow) = (Normal.score(p), Normal.quantile(p))
        #expect(abs(fast - slow) <= 1e-12 * max(1, abs(slow)))
    }

    @Test("the ends of the normal quantile are infinite, and beyond them is none")
    func ends() {
        #expect(Normal.score(0) == -.infinity && Normal.score(1) == .infinity && Normal.score(-0.1).isNaN && Normal.score(.nan).isNaN)
    }

    @Test("finds the minimum from points on one side, on both and at it", arguments: [(-2, 2), (10, 11), (3, 3.5), (-500, -400)] as [(Double, Double)])
    func minimum(first: Double, second: Double) {
        let place = BrentMinimum.find(from: first, second) { ($0 - 3) * ($0 - 3) * (1 + ($0 - 3) * ($0 - 3)) }
        #expect(abs((place ?? .nan) - 3) < 1e-6)
    }

    @Test("a function that falls for ever, or is nowhere a number, has no minimum")
    func none() {
        #expect(BrentMinimum.find(from: 0, 1) { -$0 } == nil)
        #expect(BrentMinimum.find(from: 0, 1) { _ in .nan } == nil)
    }

    @Test("Yeo and Johnson's powers lead there and back", arguments: [-1.5, 0, 0.5, 1, 2, 3])
    func power(power: Double) {
        for x in [-3, -0.5, 0, 0.25, 7] {
            #expect(abs(YeoJohnson.inverse(YeoJohnson.forward(x, power: power), power: power) - x) < 1e-9)
        }
        #expect(YeoJohnson.forward(2.5, power: 1) == 2.5)
    }

    @Test("a step of equal values has the share of its middle")
    func curve() {
        let curve = QuantileCurve(ofSorted: [0, 1, 1, 1, 2], count: 5)
        #expect([-1, 0, 0.5, 1, 1.5, 2, 3].map { curve.share(below: $0) } == [0, 0, 0.125, 0.5, 0.875, 1, 1])
        #expect([0, 0.125, 0.5, 1, 7].map { curve.value(at: $0) } == [0, 0.5, 1, 2, 2])
    }
}
