import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Table profile of bytes")
struct ProfileBytesTests {
    /// Rows of texts handed over in stretches.
    static func report(_ header: [String], _ rows: [[String]], stretch: Int = 1000, threads: Int = 1, _ settings: ProfileSettings = ProfileSettings()) -> TableReport {
        var profile = TableProfile(settings, columns: header, threads: threads)
        for first in stride(from: 0, to: rows.count, by: stretch) {
            let bytes = rows[first..<min(rows.count, first + stretch)].map { row in row.map { cell in
                let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, cell.utf8.count), alignment: 1)
                copy.copyBytes(from: Array(cell.utf8))
                return UnsafeRawBufferPointer(rebasing: copy[0..<cell.utf8.count])
            } }
            profile.add(rows: bytes.count, firstLine: first + 2) { bytes[$0][$1] }
            for row in bytes { for cell in row { UnsafeRawBufferPointer(start: cell.baseAddress, count: 1).deallocate() } }
        }
        return profile.report()
    }

    private func codes(_ values: [String]) -> [String] {
        Self.report(["c"], values.map { [$0] }).findings.map { "\($0.code) \($0.place?.line ?? 0)" }
    }

    private static func made(_ count: Int) -> [[String]] {
        var random = SeededRandom(seed: 5)
        return (0..<count).map { row in
            ["\(row)", "\(random.uniform())", ["red", "green", "blue", ""][random.below(4)], "2024-\(10 + random.below(3))-\(10 + random.below(18))", "n\(random.below(9000)) x"]
        }
    }

    @Test("is the same for any number of threads and any cut into stretches")
    func threads() {
        let rows = Self.made(6000), header = ["id", "x", "colour", "day", "name"]
        let settings = ProfileSettings(exactDistinct: 2000, exactNumbers: 2000)
        let first = Self.report(header, rows, stretch: 6000, threads: 1, settings)
        #expect(first == Self.report(header, rows, stretch: 6000, threads: 3, settings))
        #expect(first == Self.report(header, rows, stretch: 77, threads: 2, settings))
        #expect(first.columns.map(\.kind) == [.integer, .number, .category, .date, .text])
    }

    @Test("bytes and JSON texts give the same report but for lines")
    func json() {
        let rows = Self.made(500), header = ["id", "x", "colour", "day", "name"]
        var profile = TableProfile()
        for row in rows { profile.add(JSONObject(zip(header, row).map { (key: $0, value: JSONValue.string($1)) })) }
        let (left, right) = (profile.report(), Self.report(header, rows))
        #expect(left.columns == right.columns && left.correlations == right.correlations && left.trends == right.trends)
    }

    @Test("tells kinds from bytes", arguments: [
        (["true", "FALSE"], .boolean), (["2026-01-31 10:00:00", "2026-02-01T10:00Z"], .dateTime), (["31.01.2026", "1/2/2026"], .date), (["3,5", "4"], .number),
        (["https://a.b/c", "s3://x/y"], .url), (["/a/b.png", "c/d.jpg"], .path), (["1e5", "-0.5"], .number), (["inf", "2"], .number), (["NA", ""], .empty),
        (["12/34/5678", "x"], .text),
    ] as [([String], ColumnReport.Kind)])
    func kinds(values: [String], kind: ColumnReport.Kind) {
        #expect(Self.report(["c"], values.map { [$0] }).columns[0].kind == kind)
    }

    @Test("each oddity is a finding with the line of the first", arguments: [
        (["1", "3,5", "4,25"], "profile.decimal-comma 3"), (["1", "1,234"], "profile.unclear-comma 3"), (["0000-01-01", "2020-01-01"], "profile.year-zero 2"),
        (["2020-01-01", "1500-01-01"], "profile.before-calendar 3"), (["03/04/2020", "13/04/2020"], "profile.unclear-date 2"), (["1", "2", "x"], "profile.mixed-types 4"),
        (["caf\u{C3}\u{A9}", "a"], "profile.damaged-text 2"), (["a", "b\u{0}"], "profile.control-characters 3"), (["a", " b"], "profile.loose-space 3"),
        (["1", "2", "inf"], "profile.infinite 4"),
    ] as [([String], String)])
    func oddities(values: [String], finding: String) {
        let found = codes(values)
        #expect(found.contains(finding), "found \(found)")
    }

    @Test("bytes that are not UTF-8 are a finding and trap nothing")
    func invalid() {
        let bytes: [UInt8] = [0x61, 0xFF, 0xC3]
        var profile = TableProfile(columns: ["c"])
        bytes.withUnsafeBytes { bytes in profile.add(rows: 3) { row, _ in row == 0 ? nil : bytes } }
        let report = profile.report()
        #expect(report.columns[0].missing == 1 && report.findings.contains { $0.code == "profile.encoding" })
    }

    @Test("a million columns: the first are described, the rest is counted")
    func wide() {
        var profile = TableProfile(columns: (0..<1_000_000).map { "c\($0)" })
        profile.add(rows: 2) { _, _ in nil }
        let report = profile.report()
        #expect(profile.columns.count == 1000 && report.columns.count == 1000 && report.columnsLeftOut == 999_000)
        #expect(report.findings.contains { $0.code == "profile.too-many-columns" && $0.place?.column == 1001 })
    }

    @Test("correlation, trend, similar names and missing words are told")
    func relations() {
        let rows = (0..<300).map { row in
            ["\(row)", "\(row * row)", row % 2 == 0 ? "Rotterdam" : "Roterdam", row % 2 == 0 ? "a" : "b", "20\(10 + row / 30)-01-0\(1 + row % 9)", row % 10 == 0 ? "N/A" : "\(row % 7)"]
        }
        let report = Self.report(["x", "y", "town", "side", "day", "gap"], rows)
        let codes = Set(report.findings.map { "\($0.code) \($0.place?.record ?? "")" })
        #expect(codes.isSuperset(of: ["profile.high-correlation y", "profile.high-correlation side", "profile.trend x", "profile.dirty-category town", "profile.missing gap"]), "\(codes)")
        #expect(report.correlations.first { $0.measure == .spearman }?.value == 1)
        #expect(report.columns[5].missingWords == [.init(value: "N/A", count: 30)] && report.columns[5].kind == .integer)
        #expect(report.firstRows.count == 10 && report.lastRows.count == 10 && report.lastRows[9][0] == "299")
    }

    @Test("huge numbers, empty tables and rows without columns trap nothing")
    func extremes() throws {
        let report = Self.report(["c"], [["1e308"], ["-1e308"], ["1e308"], ["1e999"], ["-"], ["5e-324"]])
        _ = try JSONValue(encoding: report)
        #expect(TableProfile(columns: ["a"]).report().findings.map(\.code) == ["profile.no-rows"])
        var empty = TableProfile()
        empty.add(rows: 5) { _, _ in nil }
        #expect(empty.report().rows == 5)
    }
}
