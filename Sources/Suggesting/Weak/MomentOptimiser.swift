import Foundation

/// How a label model steps down its gradient. Each with the constants of PyTorch, which snorkel uses.
public enum MomentOptimiser: String, Sendable, Hashable, Codable, CaseIterable {
    /// Momentum 0.9, neither damped nor looking ahead.
    case sgd
    /// Kingma and Ba (2015), arXiv:1412.6980: betas 0.9 and 0.999, epsilon 1e-8.
    case adam
    /// The same paper, with the greatest gradient in place of the mean square.
    case adamax

    func state(_ count: Int) -> MomentSteps { MomentSteps(self, count) }
}

/// The memory of an optimiser between steps.
struct MomentSteps {
    private let kind: MomentOptimiser
    private var step = 0
    private var first: [Double]
    private var second: [Double]

    init(_ kind: MomentOptimiser, _ count: Int) {
        self.kind = kind
        first = Array(repeating: 0, count: count)
        second = first
    }

    mutating func move(_ point: inout [Double], _ gradient: [Double], rate: Double) {
        step += 1
        switch kind {
        case .sgd: momentum(&point, gradient, rate)
        case .adam: adam(&point, gradient, rate)
        case .adamax: adamax(&point, gradient, rate)
        }
    }

    private mutating func momentum(_ point: inout [Double], _ gradient: [Double], _ rate: Double) {
        for place in point.indices {
            first[place] = 0.9 * first[place] + gradient[place]
            point[place] -= rate * first[place]
        }
    }

    private mutating func adam(_ point: inout [Double], _ gradient: [Double], _ rate: Double) {
        let length = rate / (1 - pow(0.9, Double(step)))
        let root = (1 - pow(0.999, Double(step))).squareRoot()
        for place in point.indices {
            first[place] = 0.9 * first[place] + 0.1 * gradient[place]
            second[place] = 0.999 * second[place] + 0.001 * gradient[place] * gradient[place]
            point[place] -= length * first[place] / (second[place].squareRoot() / root + 1e-8)
        }
    }

    private mutating func adamax(_ point: inout [Double], _ gradient: [Double], _ rate: Double) {
        let length = rate / (1 - pow(0.9, Double(step)))
        for place in point.indices {
            first[place] = 0.9 * first[place] + 0.1 * gradient[place]
            second[place] = max(0.999 * second[place], abs(gradient[place]) + 1e-8)
            point[place] -= length * first[place] / second[place]
        }
    }
}
