/// Why labelling rules cannot be weighed. Facts only; `WeakError+Words.swift` has the sentences. All count from 0.
public enum WeakError: Error, Hashable, Sendable {
    case noRules
    case noItems
    case badClassCount(Int, rules: Int)
    case itemOutOfRange(Int, itemCount: Int)
    case ruleOutOfRange(Int, ruleCount: Int, item: Int)
    case classOutOfRange(Int, classCount: Int, item: Int, rule: Int)
    case rowTooShort(item: Int, rules: Int, expected: Int)
    case rowTooLong(item: Int, expected: Int)
    case twoVotes(item: Int, rule: Int)
    /// The label model reads agreement of three rules at least.
    case tooFewRules(Int, needed: Int)
    /// A share per class is due, above 0, together 1.
    case badBalance([Double], classCount: Int)
    case goldCountDiffers(Int, itemCount: Int)
    case goldOutOfRange(Int, classCount: Int, item: Int)
    case badSetting(String, Double, allowed: String)
    /// The steps were too long: numbers grew without bound.
    case diverged(step: Int, learningRate: Double)
    case badDependency(ruleCount: Int)
    case badPattern(rule: String)
    /// What a fit was continued from is of other rules or classes, or broken.
    case otherStatistics(String)
    case otherRules(rules: Int, classes: Int, expectedRules: Int, expectedClasses: Int)
}
