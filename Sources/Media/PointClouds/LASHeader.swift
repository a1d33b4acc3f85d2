/// The public header block of a LAS file (ASPRS, versions 1.0 to 1.4).
struct LASHeader {
    var version = ""
    var software = ""
    var pointsStart: Int64 = 0
    var pointFormat = 0
    var recordBytes = 0
    var count = 0
    var scale: [Double] = []
    var addend: [Double] = []
    /// x0, y0, z0, x1, y1, z1.
    var bounds: [Double] = []

    /// Smallest record of point formats 0 to 10.
    static let recordBytes = [20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67]

    init(_ bytes: PointBytes, _ limits: PointCloudLimits) throws {
        let raw = try bytes.take(227)
        let head = raw
        func number(_ at: Int, _ size: Int) -> UInt64 { Self.little(head, at, size) }
        func fault(_ text: String, _ at: Int64) -> PointCloudError { .damaged(.las, text, at: at) }
        guard head.starts(with: Array("LASF".utf8)) else { throw fault("it does not begin with `LASF`", 0) }
        guard head[24] == 1, head[25] <= 4 else { throw PointCloudError.unsupported(.las, "version \(head[24]).\(head[25])") }
        version = "1.\(head[25])"
        software = Self.text(head[58..<90])
        let headerSize = Int(number(94, 2)), smallest = head[25] == 4 ? 375 : head[25] == 3 ? 235 : 227
        guard headerSize >= smallest else { throw fault("its header is \(headerSize) bytes long, version \(version) has \(smallest)", 94) }
        pointsStart = Int64(number(96, 4))
        guard pointsStart >= Int64(headerSize) else { throw fault("its points begin at byte \(pointsStart), within the header", 96) }
        guard head[104] & 0xC0 == 0 else { throw PointCloudError.unsupported(.las, "its points are packed (LAZ)") }
        pointFormat = Int(head[104])
        guard pointFormat < Self.recordBytes.count else { throw PointCloudError.unsupported(.las, "point format \(pointFormat)") }
        recordBytes = Int(number(105, 2))
        guard recordBytes >= Self.recordBytes[pointFormat] else { throw fault("its points are \(recordBytes) bytes long, point format \(pointFormat) has \(Self.recordBytes[pointFormat])", 105) }
        scale = (0..<3).map { Double(bitPattern: number(131 + $0 * 8, 8)) }
        addend = (0..<3).map { Double(bitPattern: number(155 + $0 * 8, 8)) }
        guard (scale + addend).allSatisfy(\.isFinite), scale.allSatisfy({ $0 != 0 }) else { throw fault("its scale or offset is not a number", 131) }
        bounds = (0..<3).map { Double(bitPattern: number(187 + $0 * 16, 8)) } + (0..<3).map { Double(bitPattern: number(179 + $0 * 16, 8)) }
        var count = number(107, 4)
        if head[25] == 4 {
            let rest = try bytes.take(375 - 227)
            let large = Self.little(rest, 247 - 227, 8)
            if large != 0 || count == 0 { count = large }
        }
        guard let small = Int(exactly: count), small <= limits.maximumPoints else {
            throw PointCloudError.tooMuch(.las, what: "points", count: Int(clamping: count), limit: limits.maximumPoints)
        }
        self.count = small
        try bytes.skip(pointsStart - bytes.offset)
    }

    private static func little(_ bytes: [UInt8], _ at: Int, _ size: Int) -> UInt64 {
        (0..<size).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
