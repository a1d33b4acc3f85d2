/// Points of a LAS file. Places are kept as scaled 32-bit integers, flags share bytes; extra bytes behind a record's
/// known part are passed over and counted in the notes.
final class LASReader: PointReading {
    let header: PointCloudHeader
    let columns: [String]
    private let las: LASHeader
    private let bytes: PointBytes
    private let wanted: [PointColumn]
    private var done = 0

    init(_ bytes: PointBytes, _ wish: PointWish, _ limits: PointCloudLimits) throws {
        self.bytes = bytes
        las = try LASHeader(bytes, limits)
        let all = Self.layout(las)
        let places = wish.places(in: all.map(\.name))
        columns = places.map { all[$0].name }
        wanted = places.map { all[$0].column }
        var notes = [(name: "bounds", text: las.bounds.map { "\($0)" }.joined(separator: " "))]
        if !las.software.isEmpty { notes.append(("software", las.software)) }
        let extra = las.recordBytes - LASHeader.recordBytes[las.pointFormat]
        if extra > 0 { notes.append(("extra bytes", "\(extra)")) }
        header = PointCloudHeader(
            format: .las, version: las.version, encoding: "point format \(las.pointFormat)", count: las.count,
            fields: all.map { PointField($0.name, ["x", "y", "z"].contains($0.name) ? .float64 : $0.column.number) }, notes: notes)
    }

    func next(into batch: inout PointBatch) throws -> Bool {
        let count = min(PointRows.usualBatch, las.count - done)
        guard count > 0 else { return false }
        let block = try bytes.take(count * las.recordBytes)
        block.withUnsafeBytes { block in
            for (place, column) in wanted.enumerated() { column.append(count, of: block, isBig: false, to: &batch.columns[place]) }
        }
        batch.count += count
        done += count
        return true
    }

    private struct Layout {
        var all: [(name: String, column: PointColumn)] = []
        let stride: Int

        mutating func add(_ name: String, _ number: PointNumber, _ start: Int, shift: Int = 0, mask: Int64? = nil) {
            all.append((name, PointColumn(number: number, start: start, stride: stride, shift: shift, mask: mask)))
        }
    }

    /// Tables 7 to 17 of the LAS 1.4 specification.
    private static func layout(_ las: LASHeader) -> [(name: String, column: PointColumn)] {
        var layout = Layout(stride: las.recordBytes)
        for (axis, name) in ["x", "y", "z"].enumerated() {
            layout.add(name, .int32, axis * 4)
            layout.all[axis].column.scale = las.scale[axis]
            layout.all[axis].column.addend = las.addend[axis]
        }
        layout.add("intensity", .uint16, 12)
        if las.pointFormat < 6 { addOld(&layout, las.pointFormat) } else { addNew(&layout, las.pointFormat) }
        return layout.all
    }

    private static func addOld(_ layout: inout Layout, _ format: Int) {
        layout.add("return_number", .uint8, 14, mask: 7)
        layout.add("number_of_returns", .uint8, 14, shift: 3, mask: 7)
        layout.add("scan_direction_flag", .uint8, 14, shift: 6, mask: 1)
        layout.add("edge_of_flight_line", .uint8, 14, shift: 7, mask: 1)
        layout.add("classification", .uint8, 15, mask: 31)
        layout.add("synthetic", .uint8, 15, shift: 5, mask: 1)
        layout.add("key_point", .uint8, 15, shift: 6, mask: 1)
        layout.add("withheld", .uint8, 15, shift: 7, mask: 1)
        layout.add("scan_angle_rank", .int8, 16)
        layout.add("user_data", .uint8, 17)
        layout.add("point_source_id", .uint16, 18)
        if [1, 3, 4, 5].contains(format) { layout.add("gps_time", .float64, 20) }
        let colours = format == 2 ? 20 : format == 3 || format == 5 ? 28 : nil
        for (index, name) in ["red", "green", "blue"].enumerated() { if let colours { layout.add(name, .uint16, colours + index * 2) } }
    }

    private static func addNew(_ layout: inout Layout, _ format: Int) {
        layout.add("return_number", .uint8, 14, mask: 15)
        layout.add("number_of_returns", .uint8, 14, shift: 4, mask: 15)
        layout.add("synthetic", .uint8, 15, mask: 1)
        layout.add("key_point", .uint8, 15, shift: 1, mask: 1)
        layout.add("withheld", .uint8, 15, shift: 2, mask: 1)
        layout.add("overlap", .uint8, 15, shift: 3, mask: 1)
        layout.add("scanner_channel", .uint8, 15, shift: 4, mask: 3)
        layout.add("scan_direction_flag", .uint8, 15, shift: 6, mask: 1)
        layout.add("edge_of_flight_line", .uint8, 15, shift: 7, mask: 1)
        layout.add("classification", .uint8, 16)
        layout.add("user_data", .uint8, 17)
        layout.add("scan_angle", .int16, 18)
        layout.add("point_source_id", .uint16, 20)
        layout.add("gps_time", .float64, 22)
        if [7, 8, 10].contains(format) {
            for (index, name) in ["red", "green", "blue"].enumerated() { layout.add(name, .uint16, 30 + index * 2) }
        }
        if format == 8 || format == 10 { layout.add("nir", .uint16, 36) }
    }
}
