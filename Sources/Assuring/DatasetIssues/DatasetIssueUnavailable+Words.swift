extension DatasetIssueUnavailable: CustomStringConvertible {
    public var description: String {
        switch self {
        case .needs(let needs): "needs \(needs.map(Self.words).joined(separator: ", or "))"
        case .noGraph(let error): "no nearest neighbours: \(error)"
        case .tooFewNeighbours(let count, let needed): "the graph has \(count) neighbours a row, and \(needed) are needed"
        case .noGroups(let least): "there are no groups of \(least) rows or more"
        case .noConfidence: "the model gives every label the probability 0"
        case .oneClass: "there are fewer than two classes"
        case .unreadable(let error): "the data cannot be read: \(error)"
        case .labels(let error): "\(error)"
        }
    }

    private static func words(_ needs: Set<DatasetNeed>) -> String {
        DatasetNeed.allCases.filter(needs.contains).map(\.rawValue).joined(separator: " and ")
    }
}
