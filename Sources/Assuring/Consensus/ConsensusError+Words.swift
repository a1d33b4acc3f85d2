extension ConsensusError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noVotes: "there are no votes to settle"
        case .settingOutOfRange(let name, let value, let allowed): "`\(name)` is \(value), and \(allowed) is allowed"
        case .unequalGold(let items, let gold): "\(gold) gold answers for \(items) items"
        case .goldOutOfRange(let index, let count, let item):
            "the gold answer of `\(item)` is class \(index), and there are \(count) classes"
        }
    }
}
