extension UndoneReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nested: "a list or an object has no place in a column"
        case .notANumber: "no number in a column declared to hold numbers"
        case .notFinite: "not a finite number"
        case .missing: "missing"
        case .noTrainingValue: "the column has no value in the training rows"
        case .otherKind: "the method does not work on columns of this kind"
        case .noNeighbour: "no training row shares a present number with the row"
        case .unknownLevel: "a category that did not occur in the training rows"
        case .outsideDomain: "outside the range the function is defined on"
        case .noSpread: "the training values do not spread"
        case .noFeature: "the column is no feature, so a new row has no value there"
        case .overflow: "the result is too large for a number"
        }
    }
}
