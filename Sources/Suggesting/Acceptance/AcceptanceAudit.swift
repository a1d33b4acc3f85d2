import Kernels
import Records

/// The part of what was accepted that people look at all the same, so that the error stays known.
///
/// Drawn by a keyed hash of the item's id: who does not hold the key cannot arrange what is looked at, and the same item is
/// drawn whenever and wherever it is asked for. Every accepted item is in it with the same probability `share`, so the share
/// of wrong ones found estimates the whole without weights.
public struct AcceptanceAudit: Sendable, Hashable {
    public let share: Double
    private let key: [UInt8]

    public init(share: Double = 0.05, key: [UInt8]) {
        precondition((0...1).contains(share), "a share of \(share)")
        (self.share, self.key) = (share, key)
    }

    public func isDrawn(_ id: String) -> Bool {
        let word = KeyedWords(of: id, key: key, use: "audit")[0]
        return Double(word >> 11) * 0x1p-53 < share
    }
}

/// An accepted suggestion that a person looked at.
public struct AuditedSuggestion: Sendable, Hashable, Codable {
    public var label: String
    public var isRight: Bool

    public init(label: String, isRight: Bool) { (self.label, self.isRight) = (label, isRight) }
}

/// What the audit says of one label, or of all of them together.
public struct AcceptanceStanding: Sendable, Hashable, Codable {
    public enum Verdict: String, Sendable, Codable {
        /// Nothing speaks against the statement.
        case holds
        /// More wrong ones than were promised, and not yet too many to be chance.
        case watch
        /// The promise is refuted: what was accepted goes back to people.
        case broken
    }

    /// nil: all labels together.
    public var label: String?
    public var audited: Int
    public var wrong: Int
    /// nil before the first.
    public var error: Double?
    /// The exact interval, for one look.
    public var interval: ShareInterval?
    /// Holds at all looks together, however often the audit is read.
    public var lasting: ShareInterval
    /// Wealth of a bet against the promise; `broken` from 1 / (1 - confidence) on.
    public var evidence: Double
    public var verdict: Verdict

    init(_ label: String?, wrong: Int, of audited: Int, allowed: Double, confidence: Double, risk: Double) {
        let record = ShareEvidence(wrong, among: audited)
        (self.label, self.audited, self.wrong) = (label, audited, wrong)
        error = audited == 0 ? nil : Double(wrong) / Double(audited)
        interval = ExactInterval.of(wrong, among: audited, coverage: confidence)
        lasting = record.interval(coverage: confidence)
        evidence = record.against(atMost: allowed)
        verdict = evidence * risk >= 1 ? .broken : (error ?? 0) > allowed ? .watch : .holds
    }
}

extension CalibratedAcceptance {
    /// All labels together, then each that accepts, by name.
    ///
    /// May be asked after every answer: a promise that holds is called broken with the risk of the statement at most, ever
    /// (see `ShareEvidence`), not once per look.
    public func standing(audited: [AuditedSuggestion]) -> [AcceptanceStanding] {
        let allowed = 1 - target
        let all = AcceptanceStanding(nil, wrong: audited.count { !$0.isRight }, of: audited.count, allowed: allowed, confidence: confidence, risk: 1 - confidence)
        let byLabel = Dictionary(grouping: audited, by: \.label)
        return [all] + rules.filter { $0.threshold != nil }.map { rule in
            let own = byLabel[rule.label] ?? []
            return AcceptanceStanding(rule.label, wrong: own.count { !$0.isRight }, of: own.count, allowed: allowed, confidence: confidence, risk: risk)
        }
    }

    /// The labels whose accepted suggestions have to go back to people: each broken one, and all when the whole is.
    public func broken(_ standings: [AcceptanceStanding]) -> Set<String> {
        let broken = standings.filter { $0.verdict == .broken }
        if broken.contains(where: { $0.label == nil }) { return Set(rules.filter { $0.threshold != nil }.map(\.label)) }
        return Set(broken.compactMap(\.label))
    }
}
