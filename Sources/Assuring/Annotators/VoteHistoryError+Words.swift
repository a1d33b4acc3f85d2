extension VoteHistoryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .votes(let error): error.description
        case .unequalColumn(let name, let values, let votes): "`\(name)` has \(values) values for \(votes) votes"
        case .outOfRange(let name, let value, let vote): "vote \(vote) has \(value) in `\(name)`"
        case .undeclaredClass(let name, let vote): "vote \(vote) is for `\(name)`, which is not a declared class"
        }
    }
}
