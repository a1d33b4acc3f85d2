import Records

/// Two sets of labels side by side.
public struct CompareReport: Codable, Sendable, Hashable {
    public struct Side: Codable, Sendable, Hashable {
        public var name: String
        public var items: Int
        /// Items the other side does not have.
        public var only: Int
    }

    /// One label, the first side judged by the second.
    public struct Label: Codable, Sendable, Hashable {
        public var label: String
        /// Items in both sides that have it in the first, in the second, in both.
        public var first: Int
        public var second: Int
        public var both: Int
        /// nil where the first never, or the second never, has it.
        public var precision: Double?
        public var recall: Double?
        public var f1: Double?
    }

    public struct Kappa: Codable, Sendable, Hashable {
        public var value: Double?
        public var reason: String?
        public var interval: IntervalView?
        public var band: String?
    }

    public struct Differing: Codable, Sendable, Hashable {
        public var item: String
        public var first: String
        public var second: String
    }

    public var first: Side
    public var second: Side
    public var both: Int
    /// Of the items in both, those with the same label; the share is nil without any.
    public var equal: Int
    public var agreement: Double?
    public var kappa: Kappa
    /// Rows are the first side's labels.
    public var confusion: ConfusionView?
    public var labels: [Label]
    /// All of them, by item.
    public var differing: [Differing]
}

/// Every consensus method on the same votes, judged by the same known answers.
public struct MethodComparison: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var method: String
        public var right: Int
        /// Known answers on items with votes; one the method leaves open counts as not right.
        public var judged: Int
        public var accuracy: Double?
        /// Wilson's, 95 %.
        public var interval: IntervalView?
        /// Why the method could not be run.
        public var reason: String?
    }

    public var source: String
    public var votes: Int
    public var items: Int
    public var gold: Int
    public var methods: [Row]
    /// Share of the items both settled to which two methods give the same label; in the order of the methods that ran.
    public var equal: [[Double?]]
}
