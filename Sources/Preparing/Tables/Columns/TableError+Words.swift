extension TableError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .columnTwice(let name): "two columns are called `\(name)`"
        case .columnLength(let name, let count, let expected): "`\(name)` has \(count) cells where the table has \(expected) rows"
        case .infinite(let column, let row): "`\(column)` is infinite in row \(row)"
        case .noSuchLevel(let code, let column, let row): "`\(column)` has code \(code) in row \(row), which is no level"
        case .noSuchColumn(let name): "there is no column `\(name)`"
        case .wrongKind(let column, let needed): "`\(column)` does not hold \(needed.rawValue)"
        case .noTrainingRows: "there are no training rows to learn from"
        case .rowTwice(let row): "row \(row) is named twice"
        case .rowOutOfRange(let row, let rows): "row \(row) is none of the table's \(rows)"
        case .noSuchSide(let side, let known): "the split has no side `\(side)`; it has \(Self.list(known))"
        case .settingOutOfRange(let name, let value, let allowed): "`\(name)` is \(value), not \(allowed)"
        case .noColumns(let needed): "no column holds \(needed.rawValue)"
        case .missingValue(let column, let row): "`\(column)` is missing in row \(row), and the step needs every value: impute first"
        case .unknownLevel(let level, let column, let row): "`\(column)` is `\(level)` in row \(row), which did not occur in training"
        case .tooManyLevels(let name, let count, let most): "`\(name)` has \(count) levels, more than \(most): hash it, or join rare levels"
        case .tooFewRows(let count, let needed): "there are \(count) rows where \(needed) are needed"
        case .tooFewClasses(let count): "there \(count == 1 ? "is 1 class" : "are \(count) classes"), and balancing needs 2"
        case .tooFewRowsOfClass(let name, let count, let needed): "class `\(name)` has \(count) training rows, and \(needed) are needed"
        case .noSuchClass(let name, let known): "there is no class `\(name)`; there are \(Self.list(known))"
        case .wantedCount(let name, let wanted, let present): "class `\(name)` has \(present) training rows and cannot come to \(wanted) this way"
        case .cannotGrow(let name): "class `\(name)` is the largest, so no rows can be added to make it so: use `notMajority`"
        case .cannotShrink(let name): "class `\(name)` is the smallest, so none of its rows can be left out to make it so: use `notMinority`"
        case .noBorder(let name): "no row of class `\(name)` has a neighbour of another class: use SMOTE"
        case .categoriesAmongFeatures(let name): "`\(name)` holds categories, between which there is nothing: use SMOTE-NC"
        case .neighbours(let error): error.description
        }
    }

    private static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
