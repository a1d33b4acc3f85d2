import Kernels
import Records

/// What labelling rules do to a file, and what they come to together: majority and model always beside each other.
public struct WeakReport: Codable, Sendable, Hashable {
    public struct Rule: Codable, Sendable, Hashable {
        public var name: String
        public var kind: String
        /// The labels it gave, in their order.
        public var labels: [String]
        public var votes: Int
        /// Shares of all records.
        public var coverage: Double
        public var overlap: Double
        public var conflict: Double
        /// Votes on records of known label.
        public var known: Int
        /// Share of them that are right, and its Wilson interval of 95 %.
        public var accuracy: Double?
        public var interval: ShareInterval?
        /// How right the method takes it to be; nil where the method weighs no rule.
        public var learnt: Double?
        /// What its vote counts beside rules that err with it: 1 alone, 1/2 for each of two copies.
        public var say: Double
        public var fired: [Example]
        public var conflicting: [Example]
        public var wrong: [Example]
    }

    public struct Example: Codable, Sendable, Hashable {
        /// From 1, as the file counts; in a project the item's key.
        public var place: String
        public var text: String
        public var says: String
        public var known: String?
    }

    /// How one way of settling does. Records without a vote, or with a tie, get no label.
    public struct Judged: Codable, Sendable, Hashable {
        public var method: String
        public var labelled = 0
        /// Labelled records of known label, and those of them that are right.
        public var known = 0
        public var correct = 0
        public var accuracy: Double?
        public var interval: ShareInterval?
        public var labels: [LabelRow] = []
    }

    /// Of records whose label is known.
    public struct LabelRow: Codable, Sendable, Hashable {
        public var label: String
        /// That have this label, that got it, and both.
        public var known: Int
        public var given: Int
        public var correct: Int
    }

    public struct Dependency: Codable, Sendable, Hashable {
        public var first: String
        public var second: String
        /// Of their votes within a label.
        public var correlation: Double
    }

    public struct Conflict: Codable, Sendable, Hashable {
        public var place: String
        public var text: String
        public var label: String?
        public var confidence: Double?
        /// The sum of weights of the second strongest side.
        public var strength: Double
        public var votes: [Vote]
        /// In a project.
        public var item: ItemID?
    }

    public struct Vote: Codable, Sendable, Hashable {
        public var rule: String
        public var label: String
    }

    public var records: Int
    public var labels: [String]
    public var balance: [Double]
    /// `uniform`, `estimated`, `known` or `given`.
    public var balanceFrom: String
    public var coverage: Double
    public var overlap: Double
    public var conflict: Double
    public var rules: [Rule]
    public var majority: Judged
    /// The method that was asked for; with fewer than three rules the majority again.
    public var model: Judged
    /// Records that both label, and those both label alike.
    public var bothLabelled: Int
    public var agreed: Int
    public var dependencies: [Dependency]
    /// The strongest first.
    public var queue: [Conflict]
    /// Where what was counted is of more records than this file's.
    public var learntFrom: Int

    /// nil where there is nothing to agree on.
    public var agreement: Double? { bothLabelled > 0 ? Double(agreed) / Double(bothLabelled) : nil }
}
