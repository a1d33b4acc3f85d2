/// The number types of point clouds.
public enum PointNumber: String, Sendable, Hashable, Codable, CaseIterable {
    case int8, uint8, int16, uint16, int32, uint32, int64, uint64, float32, float64

    public var size: Int {
        switch self {
        case .int8, .uint8: 1
        case .int16, .uint16: 2
        case .int32, .uint32, .float32: 4
        case .int64, .uint64, .float64: 8
        }
    }
}

/// One named value of a point. A field of several values (a histogram) is one column per value: `fpfh[0]`, `fpfh[1]`, ….
public struct PointField: Sendable, Hashable {
    public var name: String
    public var number: PointNumber

    public init(_ name: String, _ number: PointNumber) { (self.name, self.number) = (name, number) }
}

/// What a point cloud says of itself before its points.
public struct PointCloudHeader: Sendable, Hashable {
    public var format: PointCloudFormat
    /// "0.7", "1.0", "1.4"; empty where the format has none.
    public var version: String
    /// "ascii", "binary", "binary_compressed", "binary_big_endian", …; of LAS "point format 6".
    public var encoding: String
    /// nil where only the end of the file tells.
    public var count: Int?
    public var fields: [PointField]
    /// Other things said, as name and text: comments, viewpoint, generating software.
    public var notes: [(name: String, text: String)]

    public static func == (left: Self, right: Self) -> Bool {
        left.format == right.format && left.version == right.version && left.encoding == right.encoding && left.count == right.count
            && left.fields == right.fields && left.notes.elementsEqual(right.notes) { $0 == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(fields)
        hasher.combine(count)
    }
}

/// Some thousand points as columns, in the order of the reader's `columns`. Numbers are doubles: exact for all types but
/// 64-bit integers above 2^53. Points without a place keep their NaN, so that the number of a point stays its number.
public struct PointBatch: Sendable {
    public internal(set) var count = 0
    public internal(set) var columns: [[Double]] = []

    public init() {}
}
