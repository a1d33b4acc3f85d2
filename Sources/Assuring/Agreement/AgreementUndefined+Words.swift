extension AgreementUndefined: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothingRatedTwice: "no item was rated by two annotators"
        case .noVariation: "no variation: all ratings are the same class, so chance explains everything"
        case .oneClass: "fewer than two classes are declared"
        case .classesAreNotNumbers: "the classes are not numbers, so they have no distance"
        }
    }
}
