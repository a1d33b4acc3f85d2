import Records

/// One file of a set that is checked: what could be measured of it, or why nothing could.
public struct CheckedFile<Measurements: Sendable, Failure: Error>: Sendable {
    public enum Reading: Sendable {
        case measured(Measurements)
        case unreadable(Failure)
    }

    public var id: ItemID
    /// The item's own name, for findings.
    public var key: String
    public var reading: Reading

    public init(id: ItemID, key: String, reading: Reading) {
        self.id = id
        self.key = key
        self.reading = reading
    }

    public var measurements: Measurements? {
        if case .measured(let measurements) = reading { return measurements }
        return nil
    }
}

/// How many files of a set a finding code was given to.
public struct FindingCount: Sendable, Hashable, Codable {
    public var code: String
    public var count: Int

    /// By code; several findings of one code on one file count once.
    static func of(_ files: [[Finding]]) -> [FindingCount] {
        var counts: [String: Int] = [:]
        for findings in files {
            for code in Set(findings.map(\.code)) { counts[code, default: 0] += 1 }
        }
        return counts.keys.sorted().map { FindingCount(code: $0, count: counts[$0] ?? 0) }
    }

    static func of(_ recordings: [[TimedFinding]]) -> [FindingCount] { of(recordings.map { $0.map(\.finding) }) }
}
