/// KITTI's `.bin`: little-endian 32-bit floats x, y, z, intensity and nothing else; nuScenes' `.pcd.bin` has the ring of
/// the beam as a fifth. The number of points is known at the end only.
final class FloatPointsReader: PointReading {
    let header: PointCloudHeader
    let columns: [String]
    private let rows: PointRows

    init(_ bytes: PointBytes, _ wish: PointWish, _ limits: PointCloudLimits, hasRing: Bool) throws {
        let names = ["x", "y", "z", "intensity"] + (hasRing ? ["ring"] : [])
        let wanted = wish.places(in: names)
        columns = wanted.map { names[$0] }
        rows = try PointRows(bytes, limits, numbers: names.map { _ in .float32 }, wanted: wanted)
        header = PointCloudHeader(
            format: .floats, version: "", encoding: "float32 x \(names.count)", count: nil, fields: names.map { PointField($0, .float32) }, notes: [])
    }

    func next(into batch: inout PointBatch) throws -> Bool {
        let block = try rows.bytes.take(upTo: rows.batchSize * rows.recordBytes)
        guard !block.isEmpty else { return false }
        guard block.count % rows.recordBytes == 0 else { throw PointCloudError.truncated(.floats, at: rows.bytes.offset) }
        rows.decode(block, block.count / rows.recordBytes, into: &batch)
        return true
    }
}
