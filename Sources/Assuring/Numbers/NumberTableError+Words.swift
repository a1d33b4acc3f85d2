import Records

extension NumberTableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unequalColumns(let items, let annotators, let values):
            "columns differ in length: `items` \(items), `annotators` \(annotators), `values` \(values)"
        case .itemOutOfRange(let index, let count, let row): "row \(row) is on item \(index), and there are \(count) items"
        case .annotatorOutOfRange(let index, let count, let row): "row \(row) is by annotator \(index), and there are \(count) annotators"
        case .notFinite(let value, let row): "row \(row) holds \(value), which is not a number to compare; leave missing ratings out"
        case .weightNotPositive(let weight, let row): "row \(row) has weight \(weight), which is not a positive number"
        }
    }
}

extension Finding {
    static func repeatedNumbers(_ count: Int) -> Finding {
        Finding(
            .note, "numbers.repeated", "\(count) \(count == 1 ? "number was" : "numbers were") replaced by a later one of the same annotator on the same item",
            hint: "The last number of an annotator on an item counts")
    }
}
