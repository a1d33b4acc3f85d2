import Foundation
import Records
import Testing
@testable import Preparing

@Suite("Uniform columns")
struct UniformTests {
    private func written(_ rule: UniformRule, _ values: [JSONValue]) throws -> (values: [JSONValue], report: UniformReport) {
        var column = try UniformColumn("c", rule)
        for value in values { column.look(value) }
        let written = values.enumerated().map { column.write($1, row: $0 + 1, line: $0 + 2) }
        return (written, column.report)
    }

    @Test("quantities come in one unit", arguments: [
        ("5 ft 3 in", "cm", "160.02"), ("5'3\"", "cm", "160.02"), ("12 kg", "g", "12000"), ("3,5 km", "m", "3500"), ("1.5km", "m", "1500"), ("-4 °F", "°C", "-20"), ("100 C", "F", "212"),
        ("1 h 30 min", "min", "90"), ("2 GiB", "MiB", "2048"), ("1 KB", "B", "1000"), ("1e3 g", "kg", "\"1e3 g\""), ("12 stone", "kg", "76.20351816"), ("-1 ft 6 in", "in", "-18"),
    ])
    func units(text: String, unit: String, expected: String) throws {
        #expect(try written(.unit(to: unit, bare: nil), [.string(text)]).values[0].text(sorted: true) == expected)
    }

    @Test("what cannot be read stays, with the reason and the place", arguments: [
        (UniformRule.unit(to: "kg", bare: nil), "5 m", UnreadReason.otherDimension), (.unit(to: "kg", bare: nil), "5", .noUnit), (.unit(to: "kg", bare: nil), "5 blobs", .unknownUnit),
        (.unit(to: "kg", bare: nil), "heavy", .noQuantity), (.unit(to: "kg", bare: nil), "$ 5", .currency), (.unit(to: "kg", bare: nil), "5 EUR", .currency),
        (.unit(to: "m", bare: nil), "1,234 km", .unclearNumber), (.date(order: nil, zone: nil), "03/04/2020", .unclearDate), (.date(order: nil, zone: nil), "30.02.2020", .noDate),
        (.number(decimal: nil), "1,234", .unclearNumber), (.number(decimal: nil), "12a", .noNumber), (.boolean(BooleanWords()), "maybe", .noBoolean),
    ])
    func unread(rule: UniformRule, text: String, reason: UnreadReason) throws {
        let (values, report) = try written(rule, [.string(text)])
        #expect(values == [.string(text)] && report.unread.map(\.reason) == [reason] && report.unread[0].examples == [.init(row: 1, line: 2, value: text)])
        #expect(report.findings.map(\.code) == ["uniform.\(reason.rawValue)"])
    }

    @Test("one clear value settles the unclear ones of its column; two that contradict settle nothing")
    func evidence() throws {
        let dayFirst = try written(.date(order: nil, zone: nil), ["03/04/2020", "13/04/2020"])
        #expect(dayFirst.values == ["2020-04-03", "2020-04-13"] && dayFirst.report.order == .dayFirst)
        let monthFirst = try written(.date(order: nil, zone: nil), ["03/04/2020", "04/13/2020"])
        #expect(monthFirst.values == ["2020-03-04", "2020-04-13"])
        let both = try written(.date(order: nil, zone: nil), ["03/04/2020", "04/13/2020", "13/04/2020"])
        #expect(both.values == ["03/04/2020", "2020-04-13", "2020-04-13"])
        let numbers = try written(.number(decimal: nil), ["1,234", "3,5", "1.234,56", "1.234"])
        #expect(numbers.values == [.double(1.234), .double(3.5), .double(1234.56), .int(1234)] && numbers.report.decimal == .comma)
        let points = try written(.number(decimal: nil), ["1,234", "3.55", "1 234.5", "1'000", "-7"])
        #expect(points.values == [.int(1234), .double(3.55), .double(1234.5), .int(1000), .int(-7)])
    }

    @Test("words and texts")
    func words() throws {
        #expect(try written(.boolean(BooleanWords()), ["Yes", "n", true, "0", "ON"]).values == [true, false, true, false, true])
        let text = try written(.text(TextForm(letters: .lower)), ["  Caf\u{65}\u{301} \t X ", "ok"])
        #expect(Array(text.values[0].string?.unicodeScalars.map(\.value) ?? []) == Array("caf\u{E9} x".unicodeScalars.map(\.value)))
        #expect(text.report.changed == 1 && text.report.unchanged == 1)
    }

    private func golden(_ key: String) throws -> [[JSONValue]] {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-uniform.json")
        return try #require(try JSONParser.parse([UInt8](Data(contentsOf: path))).object?[key]?.array).compactMap(\.array)
    }

    @Test("dates are read as dateutil reads them")
    func dates() throws {
        for row in try golden("dates") {
            let value = try written(.date(order: nil, zone: nil), [row[0]]).values[0].string ?? ""
            var expected = row[1].string ?? ""
            if expected.hasSuffix("T00:00:00"), !value.contains("T") { expected = String(expected.dropLast(9)) }
            if expected.hasSuffix("250000") { expected = String(expected.dropLast(4)) }
            #expect(value == expected + (row[2].bool == true ? "Z" : ""), "\(row[0])")
        }
    }

    @Test("local times become UTC as Python's zoneinfo has it")
    func zones() throws {
        guard (try? ZoneRules.system("Europe/Berlin")) != nil else { return print("NOT RUN: the system has no zone data") }
        for row in try golden("zones") {
            let zone = try ZoneRules.system(row[0].string ?? "")
            #expect(try written(.date(order: nil, zone: zone), [row[1]]).values[0].string == (row[2].string ?? "") + "Z", "\(row[0]) \(row[1])")
        }
        let berlin = try ZoneRules.system("Europe/Berlin")
        let report = try written(.date(order: nil, zone: berlin), ["2024-03-31T02:30", "2024-10-27T02:30", "2024-07-01 12:00+01:00"]).report
        #expect(report.skippedTimes == 1 && report.repeatedTimes == 1 && report.withoutZone == 0)
    }

    @Test("zone names and files that are not right are refused")
    func brokenZones() {
        for name in ["../etc/passwd", "", "/etc/passwd", "a b"] { #expect(throws: ZoneError.badName(name)) { try ZoneRules.system(name) } }
        #expect(throws: ZoneError.noFile("Europe/Berlin", hasAnyZone: false)) { try ZoneRules.system("Europe/Berlin", folder: "/nowhere") }
        #expect(ZoneError.noFile("x", hasAnyZone: false).finding.hint?.contains("tzdata") == true)
        guard let good = FileManager.default.contents(atPath: "/usr/share/zoneinfo/Europe/Berlin").map({ [UInt8]($0) }) else { return }
        for length in stride(from: 0, to: good.count, by: 13) { _ = try? ZoneRules(name: "cut", tzif: Array(good.prefix(length))) }
        #expect(throws: ZoneError.self) { try ZoneRules(name: "cut", tzif: Array(good.prefix(good.count - 1))) }
    }
}
