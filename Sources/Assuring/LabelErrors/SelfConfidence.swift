/// The probability of the given label.
public struct SelfConfidence: LabelQualityScore {
    public static let name = "self-confidence"
    public static let summary = "Probability the model gives to the label"
    public init() {}

    public func score(_ row: UnsafeBufferPointer<Double>, label: Int) -> Double { row[label] }

    public func scores(_ evidence: LabelEvidence) -> [Double] { evidence.reading.given.array }
}
