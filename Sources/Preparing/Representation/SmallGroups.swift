/// Which groups are too small to be shown: a row of such a group could be somebody.
///
/// Groups of fewer than `least` are hidden. Where the hidden ones together are fewer than that, their number would follow from
/// the total, so the smallest group that would be shown is hidden with them.
public struct SmallGroups: Sendable, Hashable, Codable {
    /// Groups that are not shown, and their rows.
    public let groups: Int
    public let rows: Int
    public let least: Int
    /// By group.
    let isHidden: [Bool]

    /// - Parameter least: 1 and less hides nothing.
    public init(_ counts: [Int], least: Int) {
        self.least = least
        var hidden = counts.map { $0 > 0 && $0 < least }
        var rows = zip(counts, hidden).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
        while rows > 0, rows < least, let next = counts.indices.filter({ counts[$0] > 0 && !hidden[$0] }).min(by: { (counts[$0], $0) < (counts[$1], $1) }) {
            hidden[next] = true
            rows += counts[next]
        }
        (isHidden, self.rows, groups) = (hidden, rows, hidden.count { $0 })
    }

    var words: [String] { groups == 0 ? [] : ["\(groups) groups with \(rows) rows are not shown, being smaller than \(least) or needed to hide one that is"] }

    private enum CodingKeys: String, CodingKey { case groups, rows, least }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        groups = try container.decode(Int.self, forKey: .groups)
        rows = try container.decode(Int.self, forKey: .rows)
        least = try container.decode(Int.self, forKey: .least)
        isHidden = []
    }

    /// Which groups they were is not compared: it is not kept.
    public static func == (left: Self, right: Self) -> Bool { (left.groups, left.rows, left.least) == (right.groups, right.rows, right.least) }
    public func hash(into hasher: inout Hasher) {
        hasher.combine(groups)
        hasher.combine(rows)
        hasher.combine(least)
    }
}
