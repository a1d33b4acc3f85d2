/// What a kappa means for the work: go on, go on with care, or stop and mend the guidelines.
///
/// Above 0.8 excellent; from 0.6 to 0.8, both included, good; below 0.6 needs work.
public enum AgreementBand: String, Sendable, Hashable, Codable, CaseIterable {
    case excellent
    case good
    case needsWork = "needs-work"

    /// A kappa made of counts misses 0.8 by a few parts in 1e16 although it is 4/5 on paper; both bounds read "good"
    /// within this much.
    static let slack = 1e-9

    public init(_ value: Double) {
        if value > 0.8 + Self.slack {
            self = .excellent
        } else if value >= 0.6 - Self.slack {
            self = .good
        } else {
            self = .needsWork
        }
    }
}

extension Agreement {
    /// nil when there is no value to judge.
    public var band: AgreementBand? { value.map { AgreementBand($0) } }
}
