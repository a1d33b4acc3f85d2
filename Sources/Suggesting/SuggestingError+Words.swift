import Records

extension SuggestingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .countsDiffer(let texts, let labels): "\(texts) texts with \(labels) labels"
        case .labelOutOfRange(let label, let count, let row): "label number \(label) in row \(row), where there are \(count) labels"
        case .oneLabel(let name?, let rows): "all \(rows) labelled items have the label `\(name)`"
        case .oneLabel(nil, _): "no labelled items"
        case .tooFewRows(let rows, let folds): "\(rows) labelled items for \(folds) folds"
        case .notAModel(let part): "not a model: \(part)"
        case .weightsDiffer(let weights, let labels): "\(weights) label weights for \(labels) labels"
        case .nothingMarked(let rows): "none of the \(rows) texts has a marked word"
        case .noFeatures(let rows): "none of the \(rows) texts has a word or letters to learn from"
        case .notFinite(let row, let column?): "row \(row) has no finite number in `\(column)`"
        case .notFinite(let row, nil): "row \(row) has no finite number to learn"
        case .unfit(let model, let needs): "the model `\(model)` needs \(needs)"
        }
    }

    public var hint: String? {
        switch self {
        case .oneLabel: "label items of at least two labels first"
        case .nothingMarked: "mark some words first"
        case .tooFewRows(_, let folds): "label at least \(folds) items, or ask for fewer folds"
        case .notAModel: "train the model again"
        default: nil
        }
    }

    /// For reports that collect what is wrong.
    public var finding: Finding { Finding(.error, "suggesting.\(code)", description, hint: hint) }

    private var code: String {
        switch self {
        case .countsDiffer: "counts-differ"
        case .labelOutOfRange: "label-out-of-range"
        case .oneLabel: "one-label"
        case .tooFewRows: "too-few-rows"
        case .notAModel: "not-a-model"
        case .weightsDiffer: "weights-differ"
        case .nothingMarked: "nothing-marked"
        case .noFeatures: "no-features"
        case .notFinite: "not-finite"
        case .unfit: "unfit"
        }
    }
}
