import Kernels
import Records

extension SelectionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let need, let method): "`\(method)` needs \(need.words)"
        case .rowCountsDiffer(let need, let count, let expected): "\(count) rows of \(need.rawValue) for \(expected) items"
        case .classCountsDiffer(let count, let expected): "a model of the committee has \(count) classes where the first has \(expected)"
        case .rowOutOfRange(let row, let count): "row \(row) is named, and there are \(count) rows, counted from 0"
        case .badSeconds(let value, let row): "row \(row) is expected to take \(value) seconds"
        case .probabilityOutOfRange(let value, let row, let column): "row \(row), column \(column) holds \(value), which is no probability"
        case .notNormalised(let sum, let row): "the probabilities of row \(row) sum to \(sum), not to 1"
        case .badNumber(let value, let need, let row, let column): "row \(row), column \(column) of the \(need.rawValue) holds \(value)"
        case .unreadable(let error, let need): "the \(need.rawValue) cannot be read: \(error)"
        case .badSetting(let name, let value, let allowed): "\(name) is \(value), and may be \(allowed)"
        case .costNeedsScores(let method): "`\(method)` weighs items against each other and has no score to divide by a cost"
        }
    }

    public var hint: String? {
        switch self {
        case .missing(.committee, _): "give the probabilities of two models or more"
        case .missing(.labelled, _): "name the labelled rows, or start with `typiclust`, which needs none"
        case .missing: nil
        case .rowCountsDiffer: "all files of a pool have one row per item, in the same order"
        case .notNormalised: "divide each row by its sum, or turn scores into probabilities with a softmax"
        case .costNeedsScores: "choose a method that scores items, such as `entropy`"
        default: nil
        }
    }

    /// For reports that collect what is wrong.
    public var finding: Finding { Finding(.error, "selection.\(code)", description, hint: hint) }

    private var code: String {
        switch self {
        case .missing: "missing-input"
        case .rowCountsDiffer: "row-counts-differ"
        case .classCountsDiffer: "class-counts-differ"
        case .rowOutOfRange: "row-out-of-range"
        case .badSeconds: "bad-seconds"
        case .probabilityOutOfRange: "probability-out-of-range"
        case .notNormalised: "not-normalised"
        case .badNumber: "bad-number"
        case .unreadable: "unreadable"
        case .badSetting: "bad-setting"
        case .costNeedsScores: "cost-needs-scores"
        }
    }
}

extension SelectionNeed {
    /// What is needed, in words.
    public var words: String {
        switch self {
        case .probabilities: "a model's probabilities: one row per item, one column per class"
        case .committee: "the probabilities of at least two models"
        case .features: "features: one row of numbers per item"
        case .labelled: "at least one row that is labelled or being labelled"
        case .seconds: "the seconds each item is expected to take"
        }
    }
}
