import Records

extension PairTableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unequalColumns(let lengths):
            let names = ["annotators", "left", "right", "outcomes", "weights", "times"]
            return "columns differ in length: " + zip(names, lengths).map { "`\($0)` \($1)" }.joined(separator: ", ")
        case .itemOutOfRange(let index, let count, let row): return "comparison \(row) is of item \(index), and there are \(count) items"
        case .annotatorOutOfRange(let index, let count, let row):
            return "comparison \(row) is by annotator \(index), and there are \(count) annotators"
        case .weightNotPositive(let weight, let row): return "comparison \(row) has weight \(weight), which is not a positive number"
        case .timeNotANumber(let time, let row): return "comparison \(row) has time \(time), which is not a number"
        case .preferredUnknown(let preferred, let left, let right, let row):
            return "comparison \(row) of `\(left)` with `\(right)` prefers `\(preferred)`, which is neither of them nor `tie` or `neither`"
        }
    }
}

extension Finding {
    static func comparedWithItself(_ count: Int) -> Finding {
        Finding(.warning, "pairs.same-item", "\(count) \(count == 1 ? "comparison was" : "comparisons were") left out: an item was compared with itself")
    }

    static func preferredNeither(_ count: Int) -> Finding {
        Finding(.note, "pairs.neither", "\(count) \(count == 1 ? "comparison" : "comparisons") preferred neither and \(count == 1 ? "was" : "were") left out")
    }

    static func neverCompared(_ names: [String]) -> Finding {
        Finding(.note, "pairs.never-compared", "\(names.count) items were never compared and have no score: \(shortened(names))")
    }

    /// - Parameter groups: names by component, best first as far as that is known.
    static func comparisonsDoNotConnect(_ groups: [[String]], isOrdered: Bool) -> Finding {
        let order = isOrdered
            ? "each group always won against the next, so how much better it is cannot be told"
            : "some groups were never compared with each other, so no order of all items exists"
        let words = groups.prefix(4).map { shortened($0) }.joined(separator: " | ") + (groups.count > 4 ? " | ..." : "")
        return Finding(
            .warning, "pairs.components", "the comparisons do not hold all items together: \(groups.count) groups (\(words)); \(order)",
            hint: "compare items of different groups, or set a `prior` above 0")
    }

    static func standardErrorsLeftOut(items: Int, limit: Int) -> Finding {
        Finding(.note, "pairs.no-standard-errors", "standard errors need a matrix of \(items) x \(items) and are left out above \(limit) items")
    }

    private static func shortened(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }
}
