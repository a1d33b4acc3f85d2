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
    /// No text has a marked stretch.
    case nothingMarked(rows: Int)
    /// No text has anything a model could learn from.
    case noFeatures(rows: Int)
    /// A value that is not a finite number; `column` is nil for what is to be learned.
    case notFinite(row: Int, column: String?)
    /// A model of this name does not answer, or read, what it was given.
    case unfit(model: String, needs: String)
}
