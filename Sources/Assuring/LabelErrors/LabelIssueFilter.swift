import Records

/// Which items to call label errors, once it is estimated how many there are.
///
/// A filter is a case here and a line of words below: filters share all their preparation, so they are one enum and the
/// catalogue is its cases.
public enum LabelIssueFilter: String, Sendable, Hashable, Codable, CaseIterable {
    case pruneByNoiseRate = "prune-by-noise-rate"
    case pruneByClass = "prune-by-class"
    case both
    case confidentLearning = "confident-learning"
    case predictedNeqGiven = "predicted-neq-given"
    case lowNormalizedMargin = "low-normalized-margin"
    case lowSelfConfidence = "low-self-confidence"

    public var name: String { rawValue }

    public var summary: String {
        switch self {
        case .pruneByNoiseRate: "For each pair of classes, the estimated number of errors with the largest margin"
        case .pruneByClass: "For each class, the estimated number of errors with the lowest probability of the label"
        case .both: "What prune-by-noise-rate and prune-by-class both find: fewer and surer"
        case .confidentLearning: "Items that are confidently of another class than the given one"
        case .predictedNeqGiven: "Every item whose most probable class is not the given one"
        case .lowNormalizedMargin: "The estimated number of errors with the lowest lead of the label"
        case .lowSelfConfidence: "The estimated number of errors with the lowest probability of the label"
        }
    }

    /// Takes `prune_by_class` too, the spelling of cleanlab.
    public static func named(_ name: String) -> LabelIssueFilter? {
        LabelIssueFilter(rawValue: String(name.map { $0 == "_" ? "-" : $0 }))
    }
}

/// Every filter, for lists and documents.
public enum LabelIssueCatalog {
    public static let all = LabelIssueFilter.allCases
    public static func named(_ name: String) -> LabelIssueFilter? { LabelIssueFilter.named(name) }
}
