import Suggesting

/// A batch picked from files, in the order in which it was picked.
public struct SelectionReport: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        /// From 1.
        public var rank: Int
        /// From 0.
        public var row: Int
        public var id: String?
        /// In the method's own terms; nil for a row that was drawn.
        public var score: Double?
        public var reason: Selection.Origin
    }

    public var method: String
    public var seed: UInt64
    /// All rows of the pool, those labelled already, those somebody is labelling, and those that could be picked.
    public var rows: Int
    public var labelled: Int
    public var inFlight: Int
    public var open: Int
    /// How many were asked for and could not be given.
    public var shortfall: Int
    /// k-center only: how far the farthest row is from the nearest that is labelled, in flight or picked.
    public var radius: Double?
    public var items: [Row]
}

extension SelectionReport.Row {
    init(_ choice: Selection.Choice, rank: Int, id: String?) {
        self.init(rank: rank, row: choice.row, id: id, score: choice.origin == .random ? nil : choice.score, reason: choice.origin)
    }
}
