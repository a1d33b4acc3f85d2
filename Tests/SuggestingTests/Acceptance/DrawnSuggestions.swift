import Kernels
@testable import Suggesting

/// Suggestions of a model whose true error is known: confidences are even from 0.5 to 1, and a label's error at each follows a rule.
struct DrawnSuggestions {
    enum Label: String, CaseIterable {
        /// Wrong 0.3 (1 - s) of the time: the sure ones are good enough at 0.95, all of them are not.
        case graded
        /// Wrong 6 % of the time at any confidence: never good enough, and nearly.
        case close
        /// Wrong 0.1 (1 - s) of the time: all of them are good enough.
        case good
        /// Wrong 8 % of the time above 0.9 and 1 % below: the surest are the worst.
        case overconfident

        func error(at s: Double) -> Double {
            switch self {
            case .graded: 0.3 * (1 - s)
            case .close: 0.06
            case .good: 0.1 * (1 - s)
            case .overconfident: s > 0.9 ? 0.08 : 0.01
            }
        }

        /// Of all above t.
        func error(above t: Double) -> Double {
            let t = min(max(t, 0.5), 0.999_999)
            switch self {
            case .graded: return 0.15 * (1 - t)
            case .close: return 0.06
            case .good: return 0.05 * (1 - t)
            case .overconfident: return t >= 0.9 ? 0.08 : (0.1 * 0.08 + (0.9 - t) * 0.01) / (1 - t)
            }
        }
    }

    static func rows(_ count: Int, seed: Int) -> [JudgedSuggestion] {
        var random = SeededRandom.derive(77, seed)
        return (0..<count).map { _ in
            let draw = random.uniform()
            let label: Label = draw < 0.4 ? .graded : draw < 0.65 ? .close : draw < 0.8 ? .good : .overconfident
            let s = 0.5 + random.uniform() / 2
            return JudgedSuggestion(label: label.rawValue, confidence: s, isRight: random.uniform() >= label.error(at: s))
        }
    }
}
