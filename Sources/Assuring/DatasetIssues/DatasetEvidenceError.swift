/// Why a data set cannot be checked at all. Facts only; see `DatasetEvidenceError+Words.swift`.
public enum DatasetEvidenceError: Error, Hashable, Sendable {
    case nothing
    case unequal(String, Int, String, Int)
    case classes(Int, columns: Int)
    case labelOutOfRange(Int32, classCount: Int, row: Int)
    case probabilities(LabelEvidenceError)
}
