import Records

/// What was found wrong in a plain file: all of it counted, the first few of each kind kept to be shown.
///
/// A corpus whose every line is bad says so in twenty lines and a count, and costs no memory.
public struct FileFindings: Sendable, Hashable {
    public struct Count: Codable, Sendable, Hashable {
        public var code: String
        public var severity: Finding.Severity
        public var count: Int
    }

    public static let keptPerCode = 20

    /// In the order they were found, at most `keptPerCode` of a code.
    public private(set) var kept: [Finding] = []
    /// In the order of their first finding.
    public private(set) var counts: [Count] = []

    public init(_ findings: [Finding] = []) { findings.forEach { add($0) } }

    public mutating func add(_ finding: Finding) {
        guard let place = counts.firstIndex(where: { $0.code == finding.code && $0.severity == finding.severity }) else {
            counts.append(Count(code: finding.code, severity: finding.severity, count: 1))
            kept.append(finding)
            return
        }
        counts[place].count += 1
        if counts[place].count <= Self.keptPerCode { kept.append(finding) }
    }

    /// Takes over what was found elsewhere, with its counts.
    public mutating func join(_ other: FileFindings) {
        for count in other.counts {
            let own = other.kept.filter { $0.code == count.code && $0.severity == count.severity }
            own.forEach { add($0) }
            guard let place = counts.firstIndex(where: { $0.code == count.code && $0.severity == count.severity }) else { continue }
            counts[place].count += count.count - own.count
        }
    }

    /// The most severe there is; nil without any.
    public var worst: Finding.Severity? { counts.map(\.severity).max() }

    public static func += (left: inout FileFindings, right: [Finding]) { right.forEach { left.add($0) } }
}
