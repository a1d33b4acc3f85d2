import Records

extension AcceptanceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noRows: "no suggestion has been judged"
        case .rowCountsDiffer(let count, let labels, let classes): "\(count) probabilities for \(labels) labels of \(classes) classes"
        case .badConfidence(let value, let row): "row \(row) has a confidence of \(value), which is no probability"
        case .badSetting(let name, let value): "\(name) lies between 0 and 1, not at \(value)"
        }
    }

    /// For reports that collect what is wrong.
    public var finding: Finding {
        let (code, hint): (String, String?) = switch self {
        case .noRows: ("no-rows", "give rows with what the model said and what a person said")
        case .rowCountsDiffer: ("row-counts-differ", "one row of probabilities per label, one column per class")
        case .badConfidence: ("bad-confidence", nil)
        case .badSetting: ("bad-setting", nil)
        }
        return Finding(.error, "acceptance.\(code)", description, hint: hint)
    }
}

extension LabelAcceptance {
    /// Why nothing of the label is accepted, and what to do; nil where something is.
    public var refusalWords: String? {
        switch refusal {
        case nil: nil
        case .tooFew: "too few judged: \(moreNeeded ?? 0) more are needed"
        case .notAccurate: moreNeeded.map { "not sure enough yet: about \($0) more judged would do" } ?? "not right often enough at any confidence"
        case .withdrawn: "withdrawn: people found too many wrong"
        }
    }
}
