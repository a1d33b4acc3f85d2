/// What a person reads of a `PersonalDataError`.
extension PersonalDataError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .spanOutsideText(let range, let scalars):
            "span \(range.lowerBound) to \(range.upperBound) lies outside a text of \(scalars) characters"
        case .rowTooShort(let row, let columns, let needed):
            "row \(row) has \(columns) columns, and column \(needed) is asked for"
        case .noQuasiIdentifiers:
            "no column is named that could tell who somebody is"
        }
    }
}
