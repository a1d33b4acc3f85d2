import Records

extension WeakError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noRules: "there is no labelling rule"
        case .noItems: "there is no item"
        case .badClassCount(let classes, let rules): "\(classes) classes under \(rules) rules"
        case .itemOutOfRange(let item, let count): "item \(item) is named, and there are \(count), counted from 0"
        case .ruleOutOfRange(let rule, let count, let item): "item \(item) has a vote of rule \(rule), and there are \(count) rules, counted from 0"
        case .classOutOfRange(let label, let count, let item, let rule): "rule \(rule) gives item \(item) class \(label), which is none of 0 to \(count - 1), nor -1 for silence"
        case .rowTooShort(let item, let rules, let expected): "item \(item) has \(rules) rules of \(expected)"
        case .rowTooLong(let item, let expected): "item \(item) has more than \(expected) rules"
        case .twoVotes(let item, let rule): "rule \(rule) votes twice on item \(item)"
        case .tooFewRules(let rules, let needed): "\(rules) rules, where the label model needs \(needed)"
        case .badBalance(let shares, let classes): "the class balance \(shares) is not \(classes) shares above 0 that sum to 1"
        case .goldCountDiffers(let count, let items): "\(count) known labels for \(items) items"
        case .goldOutOfRange(let label, let classes, let item): "the known label of item \(item) is \(label), which is none of 0 to \(classes - 1), nor -1 for unknown"
        case .badSetting(let name, let value, let allowed): "\(name) is \(value), and may be \(allowed)"
        case .diverged(let step, let rate): "the fit ran away after \(step) steps at a learning rate of \(rate)"
        case .badDependency(let count): "a dependency is of two different rules of 0 to \(count - 1), the lower one first"
        case .badPattern(let rule): "the pattern of the rule `\(rule)` cannot be used"
        case .otherStatistics(let why): "what was counted before cannot be continued: \(why)"
        case .otherRules(let rules, let classes, let expectedRules, let expectedClasses):
            "votes of \(rules) rules and \(classes) classes for a model of \(expectedRules) rules and \(expectedClasses) classes"
        }
    }

    public var hint: String? {
        switch self {
        case .tooFewRules: "write more rules, or take the majority"
        case .diverged: "ask for a smaller learning rate"
        case .badBalance: "leave it out to have all classes alike"
        case .otherStatistics: "leave it out to count anew"
        case .twoVotes: "give each rule one answer per item"
        default: nil
        }
    }

    /// For reports that collect what is wrong.
    public var finding: Finding { Finding(.error, "weak.\(code)", description, hint: hint) }

    private var code: String {
        switch self {
        case .noRules: "no-rules"
        case .noItems: "no-items"
        case .badClassCount: "bad-class-count"
        case .itemOutOfRange: "item-out-of-range"
        case .ruleOutOfRange: "rule-out-of-range"
        case .classOutOfRange: "class-out-of-range"
        case .rowTooShort: "row-too-short"
        case .rowTooLong: "row-too-long"
        case .twoVotes: "two-votes"
        case .tooFewRules: "too-few-rules"
        case .badBalance: "bad-balance"
        case .goldCountDiffers: "gold-count-differs"
        case .goldOutOfRange: "gold-out-of-range"
        case .badSetting: "bad-setting"
        case .diverged: "diverged"
        case .badDependency: "bad-dependency"
        case .badPattern: "bad-pattern"
        case .otherStatistics: "other-statistics"
        case .otherRules: "other-rules"
        }
    }
}
