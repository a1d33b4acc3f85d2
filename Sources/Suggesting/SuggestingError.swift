/// Why a model could not be fitted, read or applied. Facts only; `SuggestingError+Words.swift` has the sentences.
public enum SuggestingError: Error, Equatable, Sendable {
    case countsDiffer(texts: Int, labels: Int)
    case labelOutOfRange(Int, labelCount: Int, row: Int)
    /// Fewer than two different labels among the training rows.
    case oneLabel(name: String?, rows: Int)
    case tooFewRows(Int, folds: Int)
    /// Which part of a model file is not as documented.
    case notAModel(String)
    case weightsDiffer(weights: Int, labels: Int)
}
