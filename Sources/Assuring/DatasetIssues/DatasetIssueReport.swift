/// What one check says of every row and of the whole.
public struct DatasetIssueReport: Sendable, Equatable {
    /// The check's name.
    public let check: String
    /// One for each row.
    public let isIssue: [Bool]
    /// One for each row, 0 (surely an issue) to 1; 1 too where the check says nothing of the row.
    public let scores: [Double]
    /// Of the whole, 0...1; what it is, the check's own documentation says: mean of scores, p value, share ...
    public let score: Double
    public let details: DatasetIssueDetails

    public init(check: String, isIssue: [Bool], scores: [Double], score: Double? = nil, details: DatasetIssueDetails = .none) {
        (self.check, self.isIssue, self.scores, self.details) = (check, isIssue, scores, details)
        self.score = score ?? scores.reduce(0, +) / Double(max(scores.count, 1))
    }

    public var issueCount: Int { isIssue.reduce(0) { $0 + ($1 ? 1 : 0) } }

    /// Rows with the issue, lowest score first, then by row.
    public var worstFirst: [Int] {
        isIssue.indices.filter { isIssue[$0] }.sorted { (scores[$0], $0) < (scores[$1], $1) }
    }
}

/// What a check has to tell besides rows.
public enum DatasetIssueDetails: Sendable, Equatable {
    case none
    /// The value that parts issues from the rest.
    case threshold(Double)
    /// For each row the rows it nearly equals, nearest first, then those that named it.
    case sets([[Int32]])
    /// Probability of such an order of the rows by chance.
    case pValue(Double)
    case rarestClass(Int, share: Double)
    case columns([Int])
    case groups([DatasetGroup])
}

/// A subset of the rows and how well the model does on it.
public struct DatasetGroup: Sendable, Equatable {
    public let id: Int32
    public let count: Int
    /// Mean probability of the given label.
    public let confidence: Double
    /// That over the mean of the comparison; below 1 is worse than average.
    public let ratio: Double
}
