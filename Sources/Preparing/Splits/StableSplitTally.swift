import Records

/// A stable split of what comes by once: gives each item its side and counts them, holding nothing.
///
/// A key that comes twice gets the same side twice, so nothing has to be remembered to refuse it.
public struct StableSplitTally: Sendable {
    public let split: StableSplit
    private var counts: [Int]

    public init(_ split: StableSplit) {
        self.split = split
        counts = [Int](repeating: 0, count: split.shares.count)
    }

    public var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

    /// A place in the split's shares.
    public mutating func side(key: String, group: String? = nil) -> Int {
        let side = split.side(key: key, group: group)
        counts[side] += 1
        return side
    }

    /// Of what came by so far. Labels and groups are not counted: that would have to remember them.
    public var report: SplitReport {
        let all = counts.reduce(0, +)
        let sides = zip(split.shares, counts).map { share, count in
            SplitReport.Side(name: share.name, asked: share.share, count: count, share: Double(count) / Double(max(1, all)), strata: [:], distance: 0)
        }
        var report = SplitReport(seed: split.seed, sides: sides)
        report.findings = sides.compactMap { Self.finding($0, of: all) }
        return report
    }

    /// Shares are met on average: only what is beyond four standard deviations is worth a word.
    private static func finding(_ side: SplitReport.Side, of all: Int) -> Finding? {
        if side.count == 0 { return Finding(.error, "split.side-empty", "`\(side.name)` got none of \(all) items", hint: "ask for a larger share") }
        let deviation = (side.asked * (1 - side.asked) / Double(max(1, all))).squareRoot()
        guard abs(side.share - side.asked) > 4 * deviation + 1e-9 else { return nil }
        return Finding(
            .warning, "split.share-missed", "`\(side.name)` holds \(side.count) of \(all) items instead of \(side.asked)",
            hint: "one group may be larger than its share, or many records may have one key")
    }
}
