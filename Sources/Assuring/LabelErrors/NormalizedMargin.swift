/// How far the given label leads the best other class, from -1...1 to 0...1: (p_label - max other + 1) / 2.
public struct NormalizedMargin: LabelQualityScore {
    public static let name = "normalized-margin"
    public static let summary = "Lead of the label over the best other class"
    public init() {}

    public func score(_ row: UnsafeBufferPointer<Double>, label: Int) -> Double {
        var other = -Double.infinity
        for k in row.indices where k != label { other = max(other, row[k]) }
        return (row[label] - other + 1) / 2
    }

    public func scores(_ evidence: LabelEvidence) -> [Double] {
        let (given, rival) = (evidence.reading.given, evidence.reading.rival)
        return given.values.indices.map { (given[$0] - rival[$0] + 1) / 2 }
    }
}
