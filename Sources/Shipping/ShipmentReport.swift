import Records
import Formats

/// What was shipped, what was withheld and why, and what the format could not express.
public struct ShipmentReport: Sendable, Hashable, Codable {
    public struct Count: Sendable, Hashable, Codable {
        public var name: String
        public var count: Int
    }

    public var shipped: Int
    public var labelled: Int
    /// Split -> items; in the order `train`, `validation`, `test`, others by name.
    public var splits: [Count]
    /// Reason code -> items, by code.
    public var withheld: [Count]
    public var files: [WrittenFile]
    public var losses: LossReport
    public var findings: [Finding]

    init(tally: ShipmentTally, files: [WrittenFile], losses: LossReport, findings: [Finding]) {
        shipped = tally.total
        labelled = tally.labelled
        splits = tally.splits.map { Count(name: $0, count: tally.bySplit[$0] ?? 0) }
        withheld = tally.withheld.map { Count(name: $0.key.rawValue, count: $0.value) }.sorted { $0.name < $1.name }
        self.files = files
        self.losses = losses
        self.findings = findings
    }
}
