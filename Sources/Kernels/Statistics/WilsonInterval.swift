/// The interval of a share: what the share of the whole may be when so many of so many were seen.
///
/// Paper: Wilson (1927), doi 10.1080/01621459.1927.10502953. Unlike the interval around the share itself it stays inside
/// 0...1 and has a width where all or none were seen, which is why small groups are judged by it.
public struct WilsonInterval: Sendable, Hashable {
    private let z: Double

    /// - Parameter coverage: above 0 and below 1.
    public init(coverage: Double = 0.95) {
        precondition(coverage > 0 && coverage < 1, "coverage \(coverage)")
        z = Normal.quantile(0.5 + coverage / 2)
    }

    /// nil where nothing was seen.
    public func of(_ count: Int, among total: Int) -> ShareInterval? {
        guard total > 0, count >= 0, count <= total else { return nil }
        return of(share: Double(count) / Double(total), worth: Double(total))
    }

    /// Of a weighted sample: its share, and the number of evenly drawn rows it is worth (Kish, 1965), above 0.
    public func of(share: Double, worth n: Double) -> ShareInterval {
        let scale = 1 + z * z / n
        let centre = (share + z * z / (2 * n)) / scale
        let half = z / scale * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return ShareInterval(low: share == 0 ? 0 : max(0, centre - half), high: share == 1 ? 1 : min(1, centre + half))
    }
}

/// From where to where a number may reasonably lie.
public struct ShareInterval: Sendable, Hashable, Codable {
    public var low: Double
    public var high: Double

    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    public func contains(_ share: Double) -> Bool { share >= low && share <= high }
}
