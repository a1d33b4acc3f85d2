/// Points of a PCD file: text and binary stream through; `binary_compressed` keeps its columns apart and is unpacked whole.
final class PCDReader: PointReading {
    let header: PointCloudHeader
    let columns: [String]
    private let pcd: PCDHeader
    private var rows: PointRows
    private var done = 0
    /// Columns of a compressed file, once unpacked.
    private var unpacked: (bytes: [UInt8], columns: [PointColumn])?

    init(_ bytes: PointBytes, _ wish: PointWish, _ limits: PointCloudLimits) throws {
        pcd = try PCDHeader(bytes, limits)
        var fields: [PointField] = []
        for field in pcd.fields {
            for index in 0..<field.count { fields.append(PointField(field.count == 1 ? field.name : "\(field.name)[\(index)]", field.number)) }
        }
        let names = fields.map { $0.name == "_" || $0.name.hasPrefix("_[") ? "" : $0.name }
        let wanted = wish.places(in: names)
        columns = wanted.map { names[$0] }
        rows = try PointRows(bytes, limits, numbers: fields.map(\.number), wanted: wanted)
        var notes: [(name: String, text: String)] = []
        if let viewpoint = pcd.viewpoint { notes.append(("viewpoint", viewpoint)) }
        if pcd.height != 1 { notes.append(("size", "\(pcd.width) x \(pcd.height)")) }
        header = PointCloudHeader(
            format: .pcd, version: pcd.version, encoding: pcd.data.rawValue, count: pcd.count, fields: fields.filter { !$0.name.hasPrefix("_") }, notes: notes)
    }

    func next(into batch: inout PointBatch) throws -> Bool {
        let count = min(rows.batchSize, pcd.count - done)
        if count == 0 {
            if pcd.data == .ascii { try rows.checkEnd() }
            return false
        }
        switch pcd.data {
        case .ascii: try rows.takeLines(count, into: &batch)
        case .binary: try rows.takeRecords(count, into: &batch)
        case .binary_compressed: try takeUnpacked(count, into: &batch)
        }
        done += count
        return true
    }

    private func takeUnpacked(_ count: Int, into batch: inout PointBatch) throws {
        let unpacked = try self.unpacked ?? unpack()
        self.unpacked = unpacked
        unpacked.bytes.withUnsafeBytes { block in
            for (place, index) in rows.wanted.enumerated() {
                var column = unpacked.columns[index]
                column.start += done * column.stride
                column.append(count, of: block, isBig: false, to: &batch.columns[place])
            }
        }
        batch.count += count
    }

    private func unpack() throws -> (bytes: [UInt8], columns: [PointColumn]) {
        let bytes = rows.bytes
        let sizes = try bytes.take(8)
        let packedSize = Self.little32(sizes, 0), size = Self.little32(sizes, 4)
        guard size == pcd.count * rows.recordBytes else {
            throw PointCloudError.damaged(.pcd, "it unpacks to \(size) bytes, \(pcd.count) points need \(pcd.count * rows.recordBytes)", at: bytes.offset - 4)
        }
        let limit = rows.limits.maximumUnpackedBytes
        guard max(size, packedSize) <= limit else { throw PointCloudError.tooMuch(.pcd, what: "bytes when unpacked", count: max(size, packedSize), limit: limit) }
        let start = bytes.offset
        let packed = try bytes.take(packedSize)
        guard let all = LZF.unpack(packed, count: size) else { throw PointCloudError.damaged(.pcd, "its packed points do not unpack to \(size) bytes", at: start) }
        return (all, columnsApart())
    }

    /// A block per field, all its points after each other; the values of a field stay together.
    private func columnsApart() -> [PointColumn] {
        var columns: [PointColumn] = []
        var start = 0
        for field in pcd.fields {
            let stride = field.number.size * field.count
            for index in 0..<field.count { columns.append(PointColumn(number: field.number, start: start + index * field.number.size, stride: stride)) }
            start += stride * pcd.count
        }
        return columns
    }

    private static func little32(_ bytes: [UInt8], _ at: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
}
