/// How far two rows are apart.
public enum NeighbourMetric: String, Sendable, Hashable, Codable, CaseIterable {
    /// The square root of the summed squared differences.
    case euclidean
    /// One less the cosine of the angle, 0...2, computed as half the squared distance of the unit rows, which keeps its
    /// digits for rows that point the same way. A row of zeros has no direction: it is 1 from every other.
    case cosine

    /// Cosine for more than three features, where lengths tell little; the choice of cleanlab's Datalab too.
    public static func usual(columns: Int) -> NeighbourMetric { columns > 3 ? .cosine : .euclidean }
}
