import Foundation
import Kernels

/// The negative log posterior of `NoisyBradleyTerry` per comparison, with its gradient.
///
/// Unknowns: n strengths, then A skills gamma, then A biases q.
struct NoisyPairModel {
    private let pairs: PairTable
    private let settings: NoisyBradleyTerry

    init(_ pairs: PairTable, _ settings: NoisyBradleyTerry) {
        self.pairs = pairs
        self.settings = settings
    }

    func fit(from strengths: [Double]) -> LBFGS.Result {
        let start = strengths + Array(repeating: settings.skillMean, count: pairs.annotatorCount) + Array(repeating: 0, count: pairs.annotatorCount)
        return LBFGS(maximumIterations: settings.maximumIterations, gradientTolerance: settings.tolerance)
            .minimise(from: start) { point, gradient in value(at: point, gradient) }
    }

    func value(at point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>) -> Double {
        for place in gradient.indices { gradient[place] = 0 }
        var sum = 0.0
        for row in 0..<pairs.count {
            switch pairs.outcomes[row] {
            case .left: sum += add(row, 1, pairs.weights[row], point, gradient)
            case .right: sum += add(row, -1, pairs.weights[row], point, gradient)
            case .tie:
                sum += add(row, 1, pairs.weights[row] / 2, point, gradient)
                sum += add(row, -1, pairs.weights[row] / 2, point, gradient)
            }
        }
        sum += addPriors(point, gradient)
        let scale = -1 / Double(pairs.count)
        for place in gradient.indices { gradient[place] *= scale }
        return sum * scale
    }

    /// Log probability of choosing the left (`side` 1) or the right (-1), added to the gradient as well.
    private func add(
        _ row: Int, _ side: Double, _ weight: Double, _ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        let (left, right) = (Int(pairs.left[row]), Int(pairs.right[row]))
        let skill = pairs.itemCount + Int(pairs.annotators[row])
        let bias = skill + pairs.annotatorCount
        let care = BradleyTerryFit.sigmoid(point[skill])
        let meant = BradleyTerryFit.sigmoid(side * (point[left] - point[right]))
        let blind = BradleyTerryFit.sigmoid(side * point[bias])
        let probability = max(care * meant + (1 - care) * blind, .leastNormalMagnitude)
        let byStrength = weight * side * care * meant * (1 - meant) / probability
        gradient[left] += byStrength
        gradient[right] -= byStrength
        gradient[skill] += weight * care * (1 - care) * (meant - blind) / probability
        gradient[bias] += weight * side * (1 - care) * blind * (1 - blind) / probability
        return weight * log(probability)
    }

    private func addPriors(_ point: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>) -> Double {
        var sum = 0.0
        for item in 0..<pairs.itemCount {
            sum -= settings.prior * (BradleyTerryFit.softplus(point[item]) + BradleyTerryFit.softplus(-point[item]))
            gradient[item] -= settings.prior * tanh(point[item] / 2)
        }
        for annotator in 0..<pairs.annotatorCount {
            let skill = pairs.itemCount + annotator
            let bias = skill + pairs.annotatorCount
            let (offset, lean) = ((point[skill] - settings.skillMean) / settings.skillSpread, point[bias] / settings.biasSpread)
            sum -= (offset * offset + lean * lean) / 2
            gradient[skill] -= offset / settings.skillSpread
            gradient[bias] -= lean / settings.biasSpread
        }
        return sum
    }
}
