import Records

/// A reason to stop asking for labels, read from the rounds so far.
public protocol StoppingCriterion: CatalogEntry {
    /// - Parameter rounds: oldest first.
    func verdict(_ rounds: [LabellingRound]) -> StoppingVerdict
}

/// Whether to go on, with the number that says so and where the line is.
public enum StoppingVerdict: Sendable, Hashable {
    case goOn(value: Double, threshold: Double)
    case stop(value: Double, threshold: Double)
    /// Rounds of which what the criterion reads is known, and how many it takes.
    case tooEarly(rounds: Int, needed: Int)

    public var isStop: Bool { if case .stop = self { true } else { false } }
}

extension StoppingVerdict: CustomStringConvertible {
    public var description: String {
        switch self {
        case .goOn(let value, let threshold): "go on: \(value), the line is at \(threshold)"
        case .stop(let value, let threshold): "enough: \(value), the line is at \(threshold)"
        case .tooEarly(let rounds, let needed): "too early to say: \(rounds) of \(needed) rounds"
        }
    }
}

/// Every reason to stop. A project stops by the first that says so, or by those it names.
public enum StoppingCatalog {
    public static let all: [any StoppingCriterion] = [StablePredictions(), OverallUncertainty(), ExpectedErrorChange(), Plateau(), LabelBudget()]

    public static func named(_ name: String) -> (any StoppingCriterion)? { all.first { $0.name == name } }
}
