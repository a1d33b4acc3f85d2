import Records

/// How point clouds are measured, and where each check draws its line. Lengths are in the cloud's own unit, usually metres.
///
/// What changes a measurement, not only a verdict: `neighbours`, `deviations`, `radius`, `radiusNeighbours`, `sample`, `voxel`, `seed`.
public struct PointCloudCheckSettings: Sendable, Hashable, Codable {
    /// Nearest others whose mean distance is looked at.
    public var neighbours = 50
    /// Standard deviations above the mean that make an outlier.
    public var deviations = 1.0
    /// nil: outliers by radius are not looked for, since no radius suits all clouds.
    public var radius: Double?
    public var radiusNeighbours = 5
    /// Outliers are looked for among so many points; of larger clouds a fair sample is taken.
    public var sample = 50_000
    /// Side of the cubes in which density is measured and clouds are compared.
    public var voxel = 1.0
    public var seed: UInt64 = 1
    public var maximumBytes = 8 << 30

    /// Greatest shares of points that are not a number (organised clouds keep a place for every pixel), at infinity, at the
    /// origin, copies of another, and outliers.
    public var notANumber = 0.5
    public var infinite = 0.0
    public var zeros = 0.01
    public var copies = 0.05
    public var outliers = 0.25
    public var lonely = 0.05
    /// An axis shorter than this share of the longest one is flat.
    public var flatness = 1e-6
    /// Times by which the extent may differ from the set's median.
    public var extentRatio = 50.0
    /// Least median density, in points per cube of a unit; 0 asks nothing.
    public var leastDensity = 0.0
    /// Interquartile ranges, on the scale of logarithms, beyond the quartiles of the set that a density may lie.
    public var densitySpread = 3.0
    /// By which bounds in the header may differ.
    public var boundsTolerance = 0.01

    public init() {}

    /// From a step of a task definition.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "point-cloud-checks")
        try reader.allow([
            "neighbours", "deviations", "radius", "radius-neighbours", "sample", "voxel", "seed", "maximum-bytes", "not-a-number", "infinite", "zeros", "copies", "outliers",
            "lonely", "flatness", "extent-ratio", "least-density", "density-spread", "bounds-tolerance",
        ])
        neighbours = try reader.whole("neighbours", neighbours, 1...1000)
        deviations = try reader.number("deviations", deviations, 0...1000)
        if settings["radius"] != nil { radius = try reader.number("radius", 0, 1e-9...1e9) }
        radiusNeighbours = try reader.whole("radius-neighbours", radiusNeighbours, 1...1000)
        sample = try reader.whole("sample", sample, 2...1_000_000)
        voxel = try reader.number("voxel", voxel, 1e-6...1e6)
        seed = UInt64(try reader.whole("seed", 1, 0...Int.max))
        maximumBytes = try reader.whole("maximum-bytes", maximumBytes, 1...1 << 50)
        notANumber = try reader.number("not-a-number", notANumber, 0...1)
        infinite = try reader.number("infinite", infinite, 0...1)
        zeros = try reader.number("zeros", zeros, 0...1)
        copies = try reader.number("copies", copies, 0...1)
        outliers = try reader.number("outliers", outliers, 0...1)
        lonely = try reader.number("lonely", lonely, 0...1)
        flatness = try reader.number("flatness", flatness, 0...1)
        extentRatio = try reader.number("extent-ratio", extentRatio, 1...1e12)
        leastDensity = try reader.number("least-density", leastDensity, 0...1e12)
        densitySpread = try reader.number("density-spread", densitySpread, 0...1000)
        boundsTolerance = try reader.number("bounds-tolerance", boundsTolerance, 0...1e9)
    }
}
