import Kernels

/// Why labels and probabilities do not make a pair. Facts only; see `LabelEvidenceError+Words.swift`. Rows count from 0.
public enum LabelEvidenceError: Error, Hashable {
    case noLabels
    case tooFewClasses(Int)
    /// A table of every class against every class would not fit.
    case tooManyClasses(Int, limit: Int)
    case unequalLengths(labels: Int, probabilities: Int, classCount: Int)
    case unequalRows(labels: Int, rows: Int)
    case labelOutOfRange(Int32, classCount: Int, item: Int)
    case probabilityOutOfRange(Double, item: Int, class: Int)
    /// Members of an ensemble, or lists that go together, are about different items.
    case unequalParts(String, Int, String, Int)
    case notFinite(Double, String, item: Int)
    case matrix(MatrixError)
}
