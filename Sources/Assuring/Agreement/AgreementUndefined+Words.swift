extension AgreementUndefined: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothingRatedTwice: "no item was rated by two annotators"
        case .noVariation: "no variation: all ratings are the same class, so chance explains everything"
        case .oneClass: "fewer than two classes are declared"
        case .classesAreNotNumbers: "the classes are not numbers, so they have no distance"
        case .tooManyClasses: "more than \(AgreementWeights.largestTable) classes, which is too many to compare each with each; if they are numbers, use a measure of numbers"
        case .ratingsMissing: "ratings are missing, and this measure needs every annotator on every item"
        case .noSpread: "no spread: the numbers do not differ enough for the formula to divide by"
        case .tooFewItems: "too few items for this measure"
        }
    }
}
