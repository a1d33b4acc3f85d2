import Media
import Records

/// One thing that can be wrong with a readable cloud, seen from its measurements and those of the set.
public protocol PointCloudCheck: CatalogEntry {
    /// What was seen, without the name of the cloud; nil when all is well.
    func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String?
    var severity: Finding.Severity { get }
    var hint: String? { get }
}

extension PointCloudCheck {
    public var severity: Finding.Severity { .warning }
    public var hint: String? { nil }

    public func finding(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings, key: String) -> Finding? {
        words(cloud, set, settings).map { Finding(severity, "points.\(name)", $0, at: Place(record: key), hint: hint) }
    }

    /// "12 of 1000 points (1.2 %) ..." when the share is above the limit.
    func share(_ count: Int, of all: Int, above limit: Double, _ what: String) -> String? {
        guard count > 0, Double(count) > limit * Double(all) else { return nil }
        return "\(count) of \(all) points (\(rounded(Double(count) / Double(all) * 100)) %) \(what)"
    }

    /// Three digits that count.
    func rounded(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return "\(value == 0 ? "0" : "\(value)")" }
        var unit = 0.01
        while unit * 1000 <= abs(value), unit < 1e15 { unit *= 10 }
        while unit * 100 > abs(value), unit > 1e-12 { unit /= 10 }
        let text = "\((value / unit).rounded() * unit)"
        return unit >= 1 && abs(value) < 1e15 ? "\(Int(((value / unit).rounded() * unit).rounded()))" : String(text.prefix(12))
    }
}

public enum PointCloudCheckCatalog {
    public static let all: [any PointCloudCheck] = [
        EmptyCloud(), NotANumberPoints(), InfinitePoints(), ZeroPoints(), CopiedPoints(), FlatExtent(), OddExtent(), OutlyingPoints(), LonelyPoints(), SparseCloud(), OddDensity(),
        MissingIntensity(), MissingColour(), WrongBounds(), FallingTimes(),
    ]
}

public struct EmptyCloud: PointCloudCheck {
    public static let name = "empty"
    public static let summary = "No point, or none with a place"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard cloud.valid == 0 else { return nil }
        return cloud.points == 0 ? "the cloud has no points" : "none of the \(cloud.points) points has a place"
    }
    public var severity: Finding.Severity { .error }
    public var hint: String? { "leave it out, or take it from its source again" }
}

public struct NotANumberPoints: PointCloudCheck {
    public static let name = "not-a-number"
    public static let summary = "Many points have no place"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        share(cloud.notANumber, of: cloud.points, above: settings.notANumber, "have no place (NaN)")
    }
}

public struct InfinitePoints: PointCloudCheck {
    public static let name = "infinite"
    public static let summary = "Points at infinity"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        share(cloud.infinite, of: cloud.points, above: settings.infinite, "are infinitely far away")
    }
    public var hint: String? { "the sensor got no echo; drop these points, or mark them as NaN" }
}

public struct ZeroPoints: PointCloudCheck {
    public static let name = "zeros"
    public static let summary = "Many points at the origin exactly"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        share(cloud.zeros, of: cloud.points, above: settings.zeros, "are at 0, 0, 0")
    }
    public var hint: String? { "the sensor got no echo, or the file was not written to its end" }
}

public struct CopiedPoints: PointCloudCheck {
    public static let name = "copies"
    public static let summary = "Many points have the place of another"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard cloud.copies.share > settings.copies else { return nil }
        return "\(cloud.copies.isSampled ? "about " : "")\(rounded(cloud.copies.share * 100)) % of the points have the place of an earlier one"
    }
    public var hint: String? { "look whether a scan was added twice" }
}

public struct FlatExtent: PointCloudCheck {
    public static let name = "flat"
    public static let summary = "All points in one place, on a line or in a plane along the axes"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard cloud.valid > 1, let longest = cloud.extent.max(), longest.isFinite else { return nil }
        guard longest > 0 else { return "all points are in one place" }
        let flat = zip(["x", "y", "z"], cloud.extent).filter { $1 <= settings.flatness * longest }.map { "`\($0.0)`" }
        return flat.isEmpty ? nil : "the points do not differ in \(flat.joined(separator: " and "))"
    }
    public var hint: String? { "right for a scanner of one plane; else a column was lost" }
}

public struct OddExtent: PointCloudCheck {
    public static let name = "odd-extent"
    public static let summary = "Much larger or smaller than most clouds of the set: other units, or a stray point"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard set.clouds > 2, cloud.valid > 1, set.diagonal > 0, cloud.diagonal > 0 else { return nil }
        let ratio = max(cloud.diagonal / set.diagonal, set.diagonal / cloud.diagonal)
        return ratio > settings.extentRatio ? "the cloud measures \(rounded(cloud.diagonal)) from corner to corner, most measure about \(rounded(set.diagonal))" : nil
    }
    public var hint: String? { "look whether its unit is another (millimetres, degrees), or a single point lies far away" }
}

public struct OutlyingPoints: PointCloudCheck {
    public static let name = "outliers"
    public static let summary = "Many points far from their neighbours"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard let found = cloud.outliers, let words = share(found.count, of: found.looked, above: settings.outliers, "lie far from their neighbours") else { return nil }
        return words + (found.isSampled ? ", in a sample of \(cloud.valid)" : "")
    }
    public var hint: String? { "dust, rain or reflections; remove them, or keep them knowingly" }
}

public struct LonelyPoints: PointCloudCheck {
    public static let name = "lonely"
    public static let summary = "Many points with too few others within the radius"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard let found = cloud.outliers, let lonely = found.lonely, let radius = settings.radius else { return nil }
        return share(lonely, of: found.looked, above: settings.lonely, "have fewer than \(settings.radiusNeighbours) others within \(rounded(radius))")
    }
}

public struct SparseCloud: PointCloudCheck {
    public static let name = "sparse"
    public static let summary = "Fewer points per volume than asked for"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard let density = cloud.density, density.median < settings.leastDensity else { return nil }
        return "half of the cloud has fewer than \(rounded(density.median)) points per cubic unit"
    }
}

public struct OddDensity: PointCloudCheck {
    public static let name = "odd-density"
    public static let summary = "Much denser or sparser than most clouds of the set"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard let density = cloud.density, density.median > 0, let usual = set.usualDensities(spread: settings.densitySpread), !usual.contains(density.median) else { return nil }
        return "the cloud has \(rounded(density.median)) points per cubic unit where it has any; usual are \(rounded(usual.lowerBound)) to \(rounded(usual.upperBound))"
    }
    public var hint: String? { "look whether it was thinned, cut off, or taken by another sensor" }
}

public struct MissingIntensity: PointCloudCheck {
    public static let name = "intensity"
    public static let summary = "No intensity though most of the set have it, or the same in all points"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        switch cloud.intensity {
        case .missing: set.intensity > 0.5 ? "the points have no intensity; most clouds of the set have one" : nil
        case .flat: cloud.points > 1 ? "the intensity is the same in all points" : nil
        case .varied: nil
        }
    }
    public var severity: Finding.Severity { .note }
}

public struct MissingColour: PointCloudCheck {
    public static let name = "colour"
    public static let summary = "No colour though most of the set have it, or the same in all points"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        switch cloud.colour {
        case .missing: set.colour > 0.5 ? "the points have no colour; most clouds of the set have one" : nil
        case .flat: cloud.points > 1 ? "the colour is the same in all points" : nil
        case .varied: nil
        }
    }
    public var severity: Finding.Severity { .note }
}

public struct WrongBounds: PointCloudCheck {
    public static let name = "bounds"
    public static let summary = "The bounds in the header are not those of the points"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard let declared = cloud.declaredBounds, declared.count == 6, cloud.valid > 0 else { return nil }
        let real = cloud.low + cloud.high
        let wrong = (0..<6).filter { !(abs(declared[$0] - real[$0]) <= settings.boundsTolerance) }
        guard let worst = wrong.first else { return nil }
        return "the header says the \(worst < 3 ? "least" : "greatest") `\(["x", "y", "z"][worst % 3])` is \(declared[worst]), it is \(real[worst])"
            + (wrong.count > 1 ? " (\(wrong.count) of 6 bounds are wrong)" : "")
    }
    public var hint: String? { "programs that trust the header will leave points out" }
}

public struct FallingTimes: PointCloudCheck {
    public static let name = "times"
    public static let summary = "Times of points do not rise"
    public init() {}
    public func words(_ cloud: PointCloudMeasurements, _ set: PointCloudSpread, _ settings: PointCloudCheckSettings) -> String? {
        guard let times = cloud.times, times.falls > 0 else { return nil }
        return "the time falls \(times.falls) times among \(cloud.points) points, by at most \(rounded(times.largestFall))"
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "right for tiles put together from several flights; else points were lost or mixed up" }
}
