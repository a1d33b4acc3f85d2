import Testing
@testable import Formats

@Suite("MessagePack scanner")
struct MessagePackScannerTests {
    /// One value of every beginning, and some inside others.
    static func bytes() -> [UInt8] {
        let long = String(repeating: "ü", count: 200)
        let values: [MessagePackValue] = [
            .null, .bool(true), .int(5), .int(-3), .int(-100), .int(-1000), .int(-100_000), .int(.min), .int(200), .int(60_000), .int(3_000_000_000), .unsigned(.max), .double(0.5),
            .string("é"), .string(long), .bytes([1, 2]), .bytes(Array(repeating: 7, count: 300)), .other(type: 3, [1]), .other(type: 3, Array(repeating: 1, count: 16)), .other(type: -1, [1, 2, 3]),
            .array([]), .array(Array(repeating: .null, count: 20)), .map([MessagePackMember("a", .array([.map([])]))]), .map((0..<17).map { MessagePackMember(.int($0), .bytes([])) }),
        ]
        return MessagePackWriter.bytes(of: .array(values))
    }

    /// How the scanner ends: what is wrong, or nothing.
    static func scan(_ bytes: [UInt8]) throws -> MessagePackError? {
        let spool = try SpoolFile()
        try spool.write(bytes)
        let file = try FileBytes(path: try spool.reopenPath(), shownAs: "", windowBytes: 64)
        var scanner = MessagePackScanner(file, 0..<bytes.count)
        do {
            try scanner.skip()
            try scanner.finish()
            return nil
        } catch let error as MessagePackError { return error }
    }

    static func parse(_ bytes: [UInt8]) -> MessagePackError? {
        do { _ = try MessagePackParser.parse(bytes) } catch { return error }
        return nil
    }

    @Test("refuses what the parser refuses, at the same byte: every cut, and every byte changed")
    func same() throws {
        let bytes = Self.bytes()
        #expect(try Self.scan(bytes) == nil)
        for end in 0..<bytes.count {
            let cut = Array(bytes[..<end])
            let (found, expected) = (try Self.scan(cut), Self.parse(cut))
            #expect(found == expected && found != nil)
        }
        var random = Seeded(3)
        for place in bytes.indices {
            var other = bytes
            other[place] = [0xC1, 0xC0, 0xFF, 0xDF, 0x91, UInt8(truncatingIfNeeded: random.next())][place % 6]
            let (found, expected) = (try Self.scan(other), Self.parse(other))
            #expect(found == expected)
        }
    }

    @Test("values nested too deeply", arguments: [127, 128, 129, 500])
    func deep(_ depth: Int) throws {
        let bytes = [UInt8](repeating: 0x91, count: depth) + [0xC0]
        let (found, expected) = (try Self.scan(bytes), Self.parse(bytes))
        #expect(found == expected && (found == nil) == (depth <= 128))
    }
}
