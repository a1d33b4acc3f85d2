import Foundation
import Media
import Testing

/// Point clouds written by hand, and what is read from them.
enum PointFiles {
    static func little(_ values: Float...) -> [UInt8] { values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) } }
    static func big(_ values: Float...) -> [UInt8] { values.flatMap { withUnsafeBytes(of: $0.bitPattern.bigEndian, Array.init) } }
    static func number<T: FixedWidthInteger>(_ value: T) -> [UInt8] { withUnsafeBytes(of: value.littleEndian, Array.init) }

    static func pcd(_ data: String, points: Int = 3) -> [UInt8] {
        Array("# .PCD v0.7 - Point Cloud Data file format\nVERSION 0.7\nFIELDS x y z _ label\nSIZE 4 4 4 1 2\nTYPE F F F U U\nCOUNT 1 1 1 2 1\nWIDTH \(points)\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS \(points)\nDATA \(data)\n".utf8)
    }

    static let asciiPCD = pcd("ascii") + Array("1 2 3 0 0 7\n\nnan nan nan 0 0 7\r\n-1.5 2e1 3 9 9 8\n".utf8)
    static let binaryPCD: [UInt8] = {
        let points: [(Float, Float, Float, UInt16)] = [(1, 2, 3, 7), (.nan, .nan, .nan, 7), (-1.5, 20, 3, 8)]
        var file = pcd("binary")
        for point in points {
            file += little(point.0, point.1, point.2)
            file += [0, 0]
            file += number(point.3)
        }
        return file
    }()
    /// Columns after each other: x, y, z, two bytes of padding a point, label. LZF: literals, and a run of zeros as a reference.
    static let packedPCD: [UInt8] = {
        var plain: [UInt8] = little(1, .nan, -1.5, 2, .nan, 20, 3, .nan, 3)
        plain += [UInt8](repeating: 0, count: 6)
        for label: UInt16 in [7, 7, 8] { plain += number(label) }
        var packed: [UInt8] = [31]
        packed += plain[0..<32]
        packed += [4]
        packed += plain[32..<37]
        packed += [3 << 5, 0, 5]
        packed += plain[42..<48]
        var file = pcd("binary_compressed")
        file += number(UInt32(packed.count))
        file += number(UInt32(plain.count))
        return file + packed
    }()

    static func ply(_ format: String, list: Bool = false) -> [UInt8] {
        Array("ply\nformat \(format) 1.0\ncomment made by hand\nelement camera 1\nproperty list uchar short views\nelement vertex 2\nproperty float x\nproperty float y\n\(list ? "property list uchar uchar seen\n" : "")property float z\nproperty uchar label\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n".utf8)
    }

    static let asciiPLY = ply("ascii") + Array("2 5 6\n1 2 3 4\n-1 -2 -3 5\n3 0 1 0\n".utf8)
    static let asciiListPLY = ply("ascii", list: true) + Array("0\n1 2 2 9 9 3 4\n-1 -2 0 -3 5\n3 0 1 0\n".utf8)
    static let littlePLY = joined(ply("binary_little_endian"), [2, 5, 0, 6, 0], little(1, 2, 3), [4], little(-1, -2, -3), [5, 3], [UInt8](repeating: 0, count: 12))
    static let bigPLY = joined(ply("binary_big_endian"), [2, 0, 5, 0, 6], big(1, 2, 3), [4], big(-1, -2, -3), [5])
    static let bigListPLY = joined(ply("binary_big_endian", list: true), [0], big(1, 2), [2, 9, 9], big(3), [4], big(-1, -2), [0], big(-3), [5])

    private static func joined(_ pieces: [UInt8]...) -> [UInt8] { pieces.flatMap { $0 } }

    /// Version 1.minor with two points at 1000 + 0.01 * 150 and so on.
    static func las(minor: UInt8, format: UInt8, extra: Int = 0, packed: Bool = false) -> [UInt8] {
        let sizes = [20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67], headers = [227, 227, 227, 235, 375]
        var head = [UInt8](repeating: 0, count: headers[Int(minor)])
        func put(_ bytes: [UInt8], _ at: Int) { head.replaceSubrange(at..<at + bytes.count, with: bytes) }
        put(Array("LASF".utf8), 0)
        put([1, minor], 24)
        put(Array("by hand".utf8), 58)
        put(number(UInt16(head.count)), 94)
        put(number(UInt32(head.count + 3)), 96)
        put([format | (packed ? 0x80 : 0)], 104)
        let size = sizes[Int(format)] + extra
        put(number(UInt16(size)), 105)
        if format < 6 { put(number(UInt32(2)), 107) }
        if minor == 4 { put(number(UInt64(2)), 247) }
        for axis in 0..<3 {
            put(number((axis == 2 ? 0.5 : 0.01).bitPattern), 131 + axis * 8)
            put(number((axis == 0 ? 1000.0 : 0).bitPattern), 155 + axis * 8)
        }
        func point(_ x: Int32, _ y: Int32, _ z: Int32, _ label: UInt8) -> [UInt8] {
            var raw = joined(number(x), number(y), number(z), number(UInt16(77)), [UInt8](repeating: 0, count: size - 14))
            raw[format < 6 ? 15 : 16] = format < 6 ? label | 0xE0 : label
            return raw
        }
        return joined(head, [9, 9, 9], point(150, -5, 3, 2), point(-150, 5, -3, 6))
    }

    static let floats = little(1, 2, 3, 0.5, .nan, 0, 0, 0, 4, 5, 6, 1)

    static let all: [(name: String, bytes: [UInt8])] = [
        ("ascii.pcd", asciiPCD), ("binary.pcd", binaryPCD), ("packed.pcd", packedPCD), ("ascii.ply", asciiPLY), ("lists.ply", asciiListPLY),
        ("little.ply", littlePLY), ("big.ply", bigPLY), ("biglists.ply", bigListPLY), ("old.las", las(minor: 2, format: 3)), ("new.las", las(minor: 4, format: 7, extra: 5)),
        ("velodyne.bin", floats),
    ]

    static func read(_ bytes: [UInt8], _ name: String, _ columns: [String]? = nil) throws -> (reader: PointCloudReader, columns: [[Double]]) {
        let reader = try PointCloudReader(bytes, named: name, columns: columns)
        var batch = PointBatch(), all = reader.columns.map { _ in [Double]() }
        while try reader.next(into: &batch) {
            for place in all.indices { all[place] += batch.columns[place] }
        }
        return (reader, all)
    }
}

@Suite("Point clouds")
struct PointCloudTests {
    @Test("a PCD reads the same from text, records and packed columns; points without a place stay, padding goes", arguments: [
        PointFiles.asciiPCD, PointFiles.binaryPCD, PointFiles.packedPCD,
    ])
    func pcd(bytes: [UInt8]) throws {
        let (reader, columns) = try PointFiles.read(bytes, "a.pcd")
        #expect(reader.columns == ["x", "y", "z", "label"])
        #expect(reader.count == 3)
        #expect(columns[0][0] == 1 && columns[0][1].isNaN && columns[0][2] == -1.5)
        #expect(columns[1][2] == 20 && columns[2][2] == 3)
        #expect(columns[3] == [7, 7, 8])
        #expect(reader.header.notes.contains { $0.name == "viewpoint" && $0.text == "0 0 0 1 0 0 0" })
    }

    @Test("a PLY reads the same in text and both byte orders, past other elements and lists", arguments: [
        PointFiles.asciiPLY, PointFiles.asciiListPLY, PointFiles.littlePLY, PointFiles.bigPLY, PointFiles.bigListPLY,
    ])
    func ply(bytes: [UInt8]) throws {
        let (reader, columns) = try PointFiles.read(bytes, "a.ply", ["label", "z", "x"])
        #expect(reader.columns == ["label", "z", "x"])
        #expect(columns == [[4, 5], [3, -3], [1, -1]])
        #expect(reader.header.notes.contains { $0.text == "made by hand" })
    }

    @Test("a LAS of every point format gives places by scale and offset, and the class alone", arguments: 0...10)
    func las(format: Int) throws {
        let minor: UInt8 = format < 4 ? 2 : format < 6 ? 3 : 4
        let (reader, columns) = try PointFiles.read(PointFiles.las(minor: minor, format: UInt8(format), extra: format % 3), "a.las", ["x", "y", "z", "classification", "intensity"])
        #expect(columns == [[1001.5, 998.5], [-0.05, 0.05], [1.5, -1.5], [2, 6], [77, 77]])
        #expect(reader.header.version == "1.\(minor)")
        #expect(reader.header.notes.contains { $0 == ("software", "by hand") })
        let all = try PointFiles.read(PointFiles.las(minor: minor, format: UInt8(format)), "a.las")
        #expect(all.columns.count == all.reader.header.fields.count)
    }

    @Test("a packed LAS is refused in words")
    func laz() {
        #expect(throws: PointCloudError.unsupported(.las, "its points are packed (LAZ)")) { try PointFiles.read(PointFiles.las(minor: 2, format: 3, packed: true), "a.laz") }
        #expect(PointCloudError.unsupported(.las, "").hint?.contains("laszip") == true)
    }

    @Test("KITTI's floats are fours, nuScenes' fives")
    func floats() throws {
        let four = try PointFiles.read(PointFiles.floats, "000000.bin")
        #expect(four.reader.count == 3 && four.columns[0][1].isNaN && four.columns[3] == [0.5, 0, 1])
        let five = try PointFiles.read(PointFiles.little(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), "n.pcd.bin")
        #expect(five.reader.columns == ["x", "y", "z", "intensity", "ring"] && five.columns[4] == [5, 10])
    }

    @Test("a file cut off anywhere in its points is refused with the place", arguments: PointFiles.all.indices)
    func truncations(index: Int) throws {
        let (name, whole) = PointFiles.all[index]
        let needed = try PointFiles.read(whole, name).reader.count
        for length in 1..<whole.count {
            do {
                let found = try PointFiles.read(Array(whole.prefix(length)), name)
                // Only what follows the last point may be missing, or of KITTI's whole points, whose number nothing tells.
                #expect(name.hasSuffix(".bin") || found.reader.count == needed, "\(name) of \(whole.count) bytes read from \(length)")
            } catch let error as PointCloudError {
                #expect(error.finding().code.hasPrefix("points."))
            }
        }
    }

    @Test("bytes changed anywhere give points or an error, never a crash")
    func noise() {
        for (name, whole) in PointFiles.all {
            for place in whole.indices {
                for value: UInt8 in [0xFF, UInt8(ascii: "9")] {
                    var bytes = whole
                    bytes[place] = value
                    _ = try? PointFiles.read(bytes, name)
                }
            }
        }
    }

    @Test("headers that claim more than they may are refused before anything is allocated", arguments: [
        ("WIDTH 99999999999\nHEIGHT 1", "points.too-many"), ("WIDTH 9223372036854775807\nHEIGHT 3", "points.damaged"), ("WIDTH -3\nHEIGHT 1", "points.damaged"),
        ("WIDTH 3\nHEIGHT 1\nPOINTS 4", "points.damaged"), ("HEIGHT 1", "points.damaged"),
    ])
    func claims(size: String, code: String) {
        let bytes = Array("VERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\n\(size)\nDATA binary\n".utf8)
        let error = #expect(throws: PointCloudError.self) { try PointFiles.read(bytes, "a.pcd") }
        #expect(error?.code == code)
    }

    @Test("a packed PCD may not unpack to more than its bytes can hold")
    func packedClaims() {
        let head = Array("VERSION 0.7\nFIELDS x\nSIZE 4\nTYPE F\nCOUNT 1\nWIDTH 200000000\nHEIGHT 1\nDATA binary_compressed\n".utf8)
        let bytes = head + PointFiles.number(UInt32(3)) + PointFiles.number(UInt32(800_000_000)) + [0xE0, 255, 0]
        #expect(throws: PointCloudError.self) { try PointFiles.read(bytes, "a.pcd") }
    }

    @Test("bad headers and rows are told with their line", arguments: [
        ("ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\nabc\n", 6), ("ply\nformat latin 1.0\n", 2), ("ply\nelement vertex -1\n", 2),
        ("ply\nproperty float x\n", 2), ("ply\nformat ascii 1.0\nelement vertex 1\nproperty list float int x\n", 4), ("ply\nend_header\n", 2), ("ply\nwhat 3\n", 2),
        ("ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\n1 2\n", 6),
    ])
    func lines(text: String, line: Int) {
        let error = #expect(throws: PointCloudError.self) { try PointFiles.read(Array(text.utf8), "a.ply") }
        guard case .badLine(.ply, line, _)? = error else { Issue.record("\(String(describing: error))"); return }
    }

    @Test("a PCD with more rows than points is refused")
    func rest() {
        #expect(throws: PointCloudError.self) { try PointFiles.read(PointFiles.asciiPCD + Array("1 2 3 0 0 7\n".utf8), "a.pcd") }
    }
}
