import Kernels
import Suggesting

/// What a calibrated acceptance did with a file: label by label, and as a whole.
public struct AcceptanceReport: Codable, Sendable, Hashable {
    public struct Label: Codable, Sendable, Hashable {
        public var label: String
        /// Suggestions of this label in the file, and those of them that are accepted.
        public var items = 0
        public var accepted = 0
        /// Of the accepted ones, those that stay for people.
        public var audited = 0
        public var rule: LabelAcceptance?
        /// Why nothing is accepted, in words.
        public var reason: String?
    }

    public var target: Double
    public var confidence: Double
    public var scope: CalibratedAcceptance.Scope
    /// Judged suggestions that the thresholds come from.
    public var judged: Int
    public var items = 0
    public var accepted = 0
    public var audited = 0
    /// Share of the items that nobody has to look at.
    public var savedShare: Double?
    /// Error to be expected among the accepted ones, and the end it does not pass; nil where nothing is accepted.
    public var expectedError: Double?
    public var errorAtMost: Double?
    /// By name.
    public var labels: [Label] = []
    /// All labels together first; nil without audited suggestions.
    public var standings: [AcceptanceStanding]?
    /// Labels that were accepted and no longer are.
    public var withdrawn: [String] = []

    init(_ acceptance: CalibratedAcceptance, judged: Int) {
        (target, confidence, scope, self.judged) = (acceptance.target, acceptance.confidence, acceptance.scope, judged)
        labels = acceptance.rules.map { Label(label: $0.label, rule: $0, reason: $0.refusalWords) }
    }

    /// `isAudited` of an accepted one only.
    mutating func count(_ label: String, at place: inout [String: Int], isAccepted: Bool, isAudited: Bool) {
        let row = place[label] ?? labels.count
        if row == labels.count {
            labels.append(Label(label: label, reason: "nobody has judged a suggestion of it"))
            place[label] = row
        }
        items += 1
        labels[row].items += 1
        guard isAccepted else { return }
        accepted += 1
        labels[row].accepted += 1
        guard isAudited else { return }
        audited += 1
        labels[row].audited += 1
    }

    mutating func finish() {
        labels.sort { $0.label < $1.label }
        savedShare = items == 0 ? nil : Double(accepted - audited) / Double(items)
        guard accepted > 0 else { return }
        func mean(_ error: (LabelAcceptance) -> Double) -> Double {
            labels.reduce(0) { sum, label in sum + (label.rule.map(error) ?? 0) * Double(label.accepted) } / Double(accepted)
        }
        expectedError = mean { $0.accepted == 0 ? 0 : Double($0.wrong) / Double($0.accepted) }
        errorAtMost = mean { $0.error?.high ?? 0 }
    }
}
