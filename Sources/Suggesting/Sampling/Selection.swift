import Kernels

/// A batch to label, in the order it was picked.
public struct Selection: Sendable, Hashable, Codable {
    /// Why a row is in the batch.
    public enum Origin: String, Sendable, Hashable, Codable {
        case method
        /// Drawn evenly, whatever the model thinks: what a project's error is estimated from without bias.
        case random
        /// So that its predicted class has the least number asked for.
        case quota
    }

    public struct Choice: Sendable, Hashable, Codable {
        public var row: Int
        /// In the method's own terms: an uncertainty, a distance, a probability. 0 for a random row.
        public var score: Double
        public var origin: Origin

        public init(row: Int, score: Double, origin: Origin = .method) {
            self.row = row
            self.score = score
            self.origin = origin
        }
    }

    public var choices: [Choice]
    /// How many were asked for and could not be given: the pool is empty, or every class has its quota.
    public var shortfall: Int
    /// k-center only: how far the farthest row is from the nearest labelled, in flight or picked one.
    public var radius: Double?

    public var rows: [Int] { choices.map(\.row) }

    init(_ choices: [Choice], asked: Int, radius: Double? = nil) {
        self.choices = choices
        self.radius = radius
        shortfall = max(0, asked - choices.count)
    }

    /// The open rows of the greatest priorities; ties to the lower row.
    static func greatest(_ count: Int, of priorities: [Double], where open: [Bool]) -> [Choice] {
        guard count > 0 else { return [] }
        var best = TopK(min(count, priorities.count))
        for row in 0..<priorities.count where open[row] { best.add(row, priorities[row]) }
        return best.sorted.map { Choice(row: $0.index, score: $0.score) }
    }
}
