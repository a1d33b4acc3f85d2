/// Why a point cloud could not be read. Facts only; see `PointCloudError+Words.swift`.
public enum PointCloudError: Error, Sendable, Hashable {
    case unknownFormat
    case unsupported(PointCloudFormat, String)
    /// The bytes end before the points do.
    case truncated(PointCloudFormat, at: Int64)
    case damaged(PointCloudFormat, String, at: Int64)
    /// A line of text; counted from 1.
    case badLine(PointCloudFormat, line: Int, String)
    case tooMuch(PointCloudFormat, what: String, count: Int, limit: Int)
}
