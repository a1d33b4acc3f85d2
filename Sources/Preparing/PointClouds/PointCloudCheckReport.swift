import Media
import Records

/// What the checks say of a set of clouds. Equal sets give equal reports, whatever the order of the clouds.
public struct PointCloudCheckReport: Sendable, Hashable, Codable {
    /// By item, then in the order of the catalogue.
    public var findings: [Finding]
    public var seen: Int
    public var unreadable: Int
    public var points: Int
    /// Clouds of which outliers, copies or densities come from a sample.
    public var sampled: Int
    /// How many clouds each finding code was given to, by code.
    public var counts: [FindingCount]
    public var spread: PointCloudSpread?
    public var settings: PointCloudCheckSettings
}

extension PointCloudChecks {
    public static func report(_ clouds: [CheckedPointCloud], _ settings: PointCloudCheckSettings = PointCloudCheckSettings()) -> PointCloudCheckReport {
        let ordered = clouds.sorted { $0.id < $1.id }
        let measured = ordered.compactMap(\.measurements)
        let spread = PointCloudSpread(measured)
        let findings = ordered.map { Self.findings($0.reading, key: $0.key, spread, settings) }
        return PointCloudCheckReport(
            findings: findings.flatMap(\.self), seen: clouds.count, unreadable: clouds.count - measured.count, points: measured.reduce(0) { $0 + $1.points },
            sampled: measured.count { $0.copies.isSampled || $0.outliers?.isSampled == true || $0.density?.isSampled == true },
            counts: FindingCount.of(findings), spread: spread, settings: settings)
    }

    /// What is wrong with one cloud; `key` names its item, `spread` is of its set. For sets too large to be held at once:
    /// measure all, then ask for each.
    public static func findings(
        _ reading: CheckedPointCloud.Reading, key: String, _ spread: PointCloudSpread?, _ settings: PointCloudCheckSettings = PointCloudCheckSettings()
    ) -> [Finding] {
        switch reading {
        case .unreadable(let error, let declared, let points): return [unreadable(error, declared, points, key)]
        case .measured(let cloud):
            guard let spread = spread ?? PointCloudSpread([cloud]) else { return [] }
            return PointCloudCheckCatalog.all.compactMap { $0.finding(cloud, spread, settings, key: key) }
        }
    }

    private static func unreadable(_ error: PointCloudError, _ declared: Int?, _ points: Int, _ key: String) -> Finding {
        var finding = error.finding(at: Place(record: key))
        // The item is named; the place in its bytes stands in the sentence.
        finding.place?.record = key
        if let declared { finding.message += "; the header says \(declared) points, at least \(points) can be read" }
        return finding
    }
}
