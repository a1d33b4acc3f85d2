extension NeighbourError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooFewRows(let count): "nearest neighbours need two rows or more, and there \(count == 1 ? "is 1" : "are \(count)")"
        case .noColumns: "rows without features have no distance"
        case .neighboursOutOfRange(let k, let rows):
            k < 1 ? "\(k) neighbours were asked for; the least is 1" : "\(k) neighbours were asked for, and a row has \(rows - 1) at most"
        case .notFinite(let value, let row, let column): "row \(row) has \(value.isNaN ? "a gap" : "an infinite number") in column \(column), where a number is needed"
        case .tooLarge(let row): "the numbers of row \(row) are too large for distances"
        case .unreadable(let error): "the features cannot be read: \(error)"
        }
    }
}
