import Media

/// Everything the checks need to know of one point cloud, in about two kilobytes.
///
/// `valid` points have finite coordinates and do not lie at the origin exactly, where many sensors put returns they did
/// not get; extent, density, copies and outliers are of these.
public struct PointCloudMeasurements: Sendable, Hashable, Codable {
    /// A value beside the place.
    public enum Attribute: String, Sendable, Hashable, Codable {
        case missing
        /// The same in all points.
        case flat
        case varied
    }

    public struct Copies: Sendable, Hashable, Codable {
        /// Share of valid points that have the place of an earlier one.
        public var share: Double
        /// Counted on a fair part of the places.
        public var isSampled: Bool
    }

    public struct Outliers: Sendable, Hashable, Codable {
        /// How many points were looked at; fewer than all of a large cloud.
        public var looked: Int
        public var isSampled: Bool
        public var neighbours: Int
        public var count: Int
        /// Of the mean distances: what the threshold is made of.
        public var mean: Double
        public var deviation: Double
        public var threshold: Double
        /// Too few others within the radius; nil when not asked for, or of a sample.
        public var lonely: Int?
        /// Numbers of the farthest outliers in the file, from 0; at most a hundred, farthest first.
        public var farthest: [Int]

        public var share: Double { looked > 0 ? Double(count) / Double(looked) : 0 }
    }

    /// Points per cube and per square of the unit, over those that hold any.
    public struct Density: Sendable, Hashable, Codable {
        public var side: Double
        /// Cubes that hold a point; an estimate when sampled.
        public var cubes: Double
        public var squares: Double
        /// At 5, 25, 50, 75 and 95 of 100.
        public var perCube: [Double]
        public var perSquare: [Double]
        public var isSampled: Bool

        public static let quantiles = [0.05, 0.25, 0.5, 0.75, 0.95]
        public var median: Double { perCube.count == 5 ? perCube[2] : 0 }
    }

    public struct Times: Sendable, Hashable, Codable {
        /// Steps back, and the largest of them.
        public var falls: Int
        public var largestFall: Double
    }

    public var format: PointCloudFormat
    /// What the header says; nil where only the end tells.
    public var declared: Int?
    public var points = 0
    public var valid = 0
    public var notANumber = 0
    public var infinite = 0
    public var zeros = 0
    /// x, y, z; empty without valid points.
    public var low: [Double] = []
    public var high: [Double] = []
    /// Of the header: low x, y, z, high x, y, z.
    public var declaredBounds: [Double]?
    public var copies = Copies(share: 0, isSampled: false)
    /// nil below two valid points.
    public var outliers: Outliers?
    public var density: Density?
    public var intensity = Attribute.missing
    public var colour = Attribute.missing
    /// nil without times.
    public var times: Times?
    /// Of the occupied cubes; see `PointCloudDuplicates`.
    public var signature: [UInt32] = []
    /// Order and values of all places: equal for equal points.
    public var placesHash: UInt64 = 0

    init(format: PointCloudFormat, declared: Int?) { (self.format, self.declared) = (format, declared) }

    public var extent: [Double] { zip(low, high).map { $1 - $0 } }

    /// From corner to corner; 0 without valid points.
    public var diagonal: Double { extent.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
