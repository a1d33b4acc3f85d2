/// Why no threshold could be looked for. Facts only; `AcceptanceError+Words.swift` has the sentences. Rows count from 0.
public enum AcceptanceError: Error, Hashable, Sendable {
    case noRows
    case rowCountsDiffer(Int, labels: Int, classes: Int)
    case badConfidence(Double, row: Int)
    /// Not between 0 and 1.
    case badSetting(String, Double)
}
