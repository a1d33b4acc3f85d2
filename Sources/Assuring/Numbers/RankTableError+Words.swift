extension RankTableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .optionTwice(let option, let row): "ranking \(row) has `\(option)` twice"
        case .weightNotPositive(let weight, let row): "ranking \(row) has weight \(weight), which is not a positive number"
        }
    }
}
