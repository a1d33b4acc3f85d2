/// Reads the points of a PCD, PLY, LAS or KITTI file in batches: the memory of one batch, whatever the file.
///
///     let reader = try PointCloudReader(format: .las, columns: ["x", "y", "z", "classification"]) { try source.read(into: $0) }
///     var batch = PointBatch()
///     while try reader.next(into: &batch) { … batch.columns[0][i] … }
///
/// Batches come in the order of the file, and no point is left out: labels are kept by a point's number. Whatever the
/// bytes, the answer is points or a `PointCloudError`.
public final class PointCloudReader {
    public var header: PointCloudHeader { inner.header }
    /// Names of a batch's columns: those asked for that the file has, in the order asked.
    public var columns: [String] { inner.columns }
    /// Points given so far.
    public private(set) var count = 0
    private let inner: any PointReading
    private let limits: PointCloudLimits

    /// `read` fills from the front and says how much, 0 at the end. Without `columns` all are given. `hasRing` is asked of
    /// KITTI's format only.
    public init(
        format: PointCloudFormat, columns: [String]? = nil, hasRing: Bool = false, limits: PointCloudLimits = PointCloudLimits(),
        _ read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws {
        let bytes = PointBytes(format, read), wish = PointWish(names: columns)
        self.limits = limits
        inner = switch format {
        case .pcd: try PCDReader(bytes, wish, limits)
        case .ply: try PLYReader(bytes, wish, limits)
        case .las: try LASReader(bytes, wish, limits)
        case .floats: try FloatPointsReader(bytes, wish, limits, hasRing: hasRing)
        }
    }

    /// Of bytes in memory; the format is told from them and the name.
    public convenience init(_ bytes: [UInt8], named name: String, columns: [String]? = nil, limits: PointCloudLimits = PointCloudLimits()) throws {
        guard let format = PointCloudFormat.sniff(Array(bytes.prefix(4096)), named: name) else { throw PointCloudError.unknownFormat }
        var place = 0
        try self.init(format: format, columns: columns, hasRing: name.hasSuffix(".pcd.bin"), limits: limits) { room in
            let count = min(room.count, bytes.count - place)
            room.copyBytes(from: bytes[place..<place + count])
            place += count
            return count
        }
    }

    /// Empties the batch and fills it with the next points; false when none are left.
    public func next(into batch: inout PointBatch) throws -> Bool {
        batch.count = 0
        if batch.columns.count != columns.count { batch.columns = columns.map { _ in [] } }
        for place in batch.columns.indices { batch.columns[place].removeAll(keepingCapacity: true) }
        guard try inner.next(into: &batch) else { return false }
        count += batch.count
        guard count <= limits.maximumPoints else { throw PointCloudError.tooMuch(header.format, what: "points", count: count, limit: limits.maximumPoints) }
        return true
    }
}
