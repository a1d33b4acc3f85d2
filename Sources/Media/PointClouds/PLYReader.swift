/// The `vertex` elements of a PLY file. Elements before them are passed over, those after them (faces) are not read;
/// a list among a vertex's properties is passed over, too.
final class PLYReader: PointReading {
    let header: PointCloudHeader
    let columns: [String]
    private let ply: PLYHeader
    private let vertex: PLYHeader.Element
    private let bytes: PointBytes
    private let limits: PointCloudLimits
    private var rows: PointRows
    private var done = 0
    private var isAtVertices = false

    init(_ bytes: PointBytes, _ wish: PointWish, _ limits: PointCloudLimits) throws {
        self.bytes = bytes
        self.limits = limits
        ply = try PLYHeader(bytes, limits)
        guard let vertex = ply.elements.first(where: { $0.name == "vertex" }) else { throw PointCloudError.damaged(.ply, "it has no element `vertex`", at: bytes.offset) }
        self.vertex = vertex
        let scalars = vertex.properties.filter { $0.counter == nil }
        guard !scalars.isEmpty || vertex.count == 0 else { throw PointCloudError.damaged(.ply, "its vertices have no properties", at: bytes.offset) }
        let wanted = wish.places(in: scalars.map(\.name))
        columns = wanted.map { scalars[$0].name }
        rows = try PointRows(bytes, limits, numbers: scalars.map(\.number), wanted: wanted, isBig: ply.encoding == .binary_big_endian)
        let others = ply.elements.filter { $0.name != "vertex" }.map { (name: "element", text: "\($0.name) \($0.count)") }
        let lists = vertex.properties.filter { $0.counter != nil }.map { (name: "list", text: $0.name) }
        header = PointCloudHeader(
            format: .ply, version: ply.version, encoding: ply.encoding.rawValue, count: vertex.count, fields: scalars.map { PointField($0.name, $0.number) },
            notes: ply.comments.map { ("comment", $0) } + others + lists)
    }

    func next(into batch: inout PointBatch) throws -> Bool {
        if !isAtVertices { try passOthers() }
        let count = min(rows.batchSize, vertex.count - done)
        guard count > 0 else { return false }
        if ply.encoding == .ascii {
            if vertex.hasLists { try takeLinesWithLists(count, into: &batch) } else { try rows.takeLines(count, into: &batch) }
        } else if vertex.hasLists {
            var block: [UInt8] = []
            for _ in 0..<count { try walk(vertex) { block += $0 } }
            rows.decode(block, count, into: &batch)
        } else {
            try rows.takeRecords(count, into: &batch)
        }
        done += count
        return true
    }

    private func passOthers() throws {
        isAtVertices = true
        for element in ply.elements {
            if element.name == "vertex" { return }
            if ply.encoding == .ascii {
                for _ in 0..<element.count {
                    guard try bytes.takeLine(maximumBytes: limits.maximumLineBytes) != nil else { throw PointCloudError.truncated(.ply, at: bytes.offset) }
                }
            } else if element.hasLists {
                for _ in 0..<element.count { try walk(element) { _ in } }
            } else {
                try bytes.skip(Int64(element.count) * Int64(element.recordBytes))
            }
        }
    }

    /// One binary record with lists; gives the bytes of its scalars.
    private func walk(_ element: PLYHeader.Element, _ scalar: ([UInt8]) -> Void) throws {
        for property in element.properties {
            guard let counter = property.counter else {
                scalar(try bytes.take(property.number.size))
                continue
            }
            let raw = try bytes.take(counter.size)
            var value: [Double] = []
            raw.withUnsafeBytes { PointColumn(number: counter, start: 0, stride: 0).append(1, of: $0, isBig: rows.isBig, to: &value) }
            guard let count = value.first, count >= 0, count <= Double(limits.maximumPoints) else { throw PointCloudError.damaged(.ply, "a list of \(value.first ?? 0) values", at: bytes.offset) }
            try bytes.skip(Int64(count) * Int64(property.number.size))
        }
    }

    private func takeLinesWithLists(_ count: Int, into batch: inout PointBatch) throws {
        var row: [Double] = []
        for _ in 0..<count {
            guard let line = try bytes.takeLine(maximumBytes: limits.maximumLineBytes) else { throw PointCloudError.truncated(.ply, at: bytes.offset) }
            guard PointText.numbers(line, into: &row), let scalars = scalars(of: row) else {
                throw PointCloudError.badLine(.ply, line: bytes.line, "`\(String(decoding: line.prefix(80), as: UTF8.self))` does not fit the properties of a vertex")
            }
            for (place, column) in rows.wanted.enumerated() { batch.columns[place].append(scalars[column]) }
        }
        batch.count += count
    }

    private func scalars(of row: [Double]) -> [Double]? {
        var place = 0
        var scalars: [Double] = []
        for property in vertex.properties {
            guard place < row.count else { return nil }
            if property.counter == nil { scalars.append(row[place]) }
            else if let count = Int(exactly: row[place]), count >= 0, count < row.count - place { place += count }
            else { return nil }
            place += 1
        }
        return place == row.count ? scalars : nil
    }
}
