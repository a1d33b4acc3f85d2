import Kernels

/// How far a day's events are from those of the reference, in one respect.
public struct TallyDrift: Sendable, Hashable, Codable {
    /// `prediction`, `confidence`, or the kind of a slice.
    public var name: String
    /// Population stability index. Values with nothing on one side count as half an event there.
    public var stability: Double
    /// Root of the Jensen-Shannon divergence in nats.
    public var distance: Double
    /// Chance of a stability index as large where nothing has changed: with n and m events in B bins, PSI n m / (n + m) is
    /// about chi-square with B - 1 degrees of freedom (Yurdakul, 2018, Western Michigan University, dissertation 3208).
    public var probability: Double
    /// Far enough to matter and beyond chance.
    public var hasDrifted: Bool

    /// - Parameter bar: the stability index from which drift matters; 0.2 by custom.
    init?(_ name: String, _ first: [Int], _ second: [Int], bar: Double) {
        let used = first.indices.filter { first[$0] + second[$0] > 0 }
        let (n, m) = (Double(first.reduce(0, +)), Double(second.reduce(0, +)))
        guard used.count > 1, n > 0, m > 0 else { return nil }
        self.name = name
        let (p, q) = (Self.shares(used.map { first[$0] }), Self.shares(used.map { second[$0] }))
        stability = ShareDistance.populationStability(p, q)
        distance = ShareDistance.jensenShannon(used.map { Double(first[$0]) / n }, used.map { Double(second[$0]) / m })
        probability = ChiSquare(freedom: Double(used.count - 1)).upper(stability * n * m / (n + m))
        hasDrifted = stability >= bar && probability < 0.001
    }

    private static func shares(_ counts: [Int]) -> [Double] {
        let filled = counts.map { $0 == 0 ? 0.5 : Double($0) }
        let sum = filled.reduce(0, +)
        return filled.map { $0 / sum }
    }

    /// All respects in which both tallies say something, by name after prediction and confidence.
    static func all(_ reference: DayTally, _ current: DayTally, bar: Double) -> [TallyDrift] {
        let confidence = TallyDrift("confidence", tenths(reference.confidences), tenths(current.confidences), bar: bar)
        let prediction = values("prediction", reference.predictions, current.predictions, bar)
        let kinds = Set(reference.slices.keys).union(current.slices.keys).sorted()
        return [prediction, confidence].compactMap(\.self) + kinds.compactMap { kind in
            values(kind, reference.slices[kind] ?? ValueCounts(), current.slices[kind] ?? ValueCounts(), bar)
        }
    }

    private static func tenths(_ bins: [Int]) -> [Int] { stride(from: 0, to: bins.count, by: 5).map { bins[$0..<$0 + 5].reduce(0, +) } }

    /// Values on both sides, then all that have no count of their own.
    private static func values(_ name: String, _ first: ValueCounts, _ second: ValueCounts, _ bar: Double) -> TallyDrift? {
        let names = Set(first.counts.keys).union(second.counts.keys).sorted()
        func column(_ side: ValueCounts) -> [Int] { names.map { side.counts[$0] ?? 0 } + [side.others] }
        return TallyDrift(name, column(first), column(second), bar: bar)
    }
}
