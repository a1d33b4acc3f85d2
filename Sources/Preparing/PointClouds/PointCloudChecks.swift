import Media
import Records

/// Looks at point clouds: unreadable, empty, points that are none, copies, extent, outliers, density, values, header, times.
///
/// Two steps, so that points are read once and thresholds can be changed without reading again: `read` walks over one
/// cloud, `report` judges the measurements of the set. Nothing is dropped.
///
///     let reading = try PointCloudChecks.read(format: .las, fileBytes: size) { try file.read(into: $0) }
///     let report = PointCloudChecks.report([CheckedPointCloud(id: id, key: key, reading: reading)])
///
/// Memory: one batch, at most 50,000 sampled points with their neighbours, a million hashes of places and half a million of
/// cubes, whatever the size of the cloud: 120 MB in all. Cost: a third of a second for a million points, and 0.7 seconds for
/// the neighbours of 50,000 points.
public enum PointCloudChecks {
    /// A reader made elsewhere must be given these.
    public static let columns = PointCloudScan.columns

    /// Measures a cloud from its bytes. What its header or size already shows is refused before the points are read.
    ///
    /// - Parameters:
    ///   - hasRing: of KITTI's format only, see `PointCloudReader`.
    ///   - read: fills from the front and says how much, 0 at the end.
    /// - Throws: what `read` throws.
    public static func read(
        format: PointCloudFormat, fileBytes: Int, hasRing: Bool = false, _ settings: PointCloudCheckSettings = PointCloudCheckSettings(),
        limits: PointCloudLimits = PointCloudLimits(), threads: Int = 1, isCancelled: () -> Bool = { Task.isCancelled },
        _ read: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
    ) throws -> CheckedPointCloud.Reading {
        if let error = refusal(format, fileBytes, hasRing, settings, limits) { return .unreadable(error, declared: nil, points: 0) }
        var reader: PointCloudReader?
        do {
            let opened = try PointCloudReader(format: format, columns: columns, hasRing: hasRing, limits: limits, read)
            reader = opened
            return .measured(try measure(opened, settings, threads: threads, isCancelled: isCancelled))
        } catch let error as PointCloudError {
            return .unreadable(error, declared: reader?.header.count, points: reader?.count ?? 0)
        }
    }

    /// Of a reader of `columns`.
    public static func measure(
        _ reader: PointCloudReader, _ settings: PointCloudCheckSettings = PointCloudCheckSettings(), threads: Int = 1, isCancelled: () -> Bool = { Task.isCancelled }
    ) throws -> PointCloudMeasurements {
        var scan = PointCloudScan(reader, settings), batch = PointBatch()
        guard scan.hasPlaces else { throw PointCloudError.unsupported(reader.header.format, "its points have no x, y and z") }
        while try reader.next(into: &batch) {
            if isCancelled() { throw CancellationError() }
            scan.add(batch)
        }
        return scan.finish(threads: threads)
    }

    private static func refusal(_ format: PointCloudFormat, _ bytes: Int, _ hasRing: Bool, _ settings: PointCloudCheckSettings, _ limits: PointCloudLimits) -> PointCloudError? {
        guard bytes <= settings.maximumBytes else { return .tooMuch(format, what: "bytes", count: bytes, limit: settings.maximumBytes) }
        guard format == .floats else { return nil }
        let size = hasRing ? 20 : 16
        if bytes / size > limits.maximumPoints { return .tooMuch(format, what: "points", count: bytes / size, limit: limits.maximumPoints) }
        return bytes % size == 0 ? nil : .truncated(format, at: Int64(bytes))
    }
}

/// One cloud of the set: what could be measured, or why nothing could.
public struct CheckedPointCloud: Sendable {
    public enum Reading: Sendable {
        case measured(PointCloudMeasurements)
        /// With what the header says and how many points could be read at least.
        case unreadable(PointCloudError, declared: Int?, points: Int)
    }

    public var id: ItemID
    /// The item's own name, for findings.
    public var key: String
    /// Any hash of the file's bytes that is equal only for equal files.
    public var bytesHash: String?
    public var reading: Reading

    public init(id: ItemID, key: String, bytesHash: String? = nil, reading: Reading) {
        self.id = id
        self.key = key
        self.bytesHash = bytesHash
        self.reading = reading
    }

    public var measurements: PointCloudMeasurements? {
        if case .measured(let measurements) = reading { return measurements }
        return nil
    }
}
