import Foundation
import Records
import Testing

@Suite("JSON parser")
struct JSONParserTests {
    @Test("reads every kind of value", arguments: [
        ("null", JSONValue.null), ("true", true), (" [1, -2,3.5] ", [1, -2, 3.5]), ("{}", [:]), ("[]", []),
        (#"{"a":{"b":[{}]},"c":""}"#, ["a": ["b": [[:]]], "c": ""]),
        (#""\u00e9\n\"\\\/\ud83d\ude00""#, "é\n\"\\/😀"), ("\"grüße, 世界\"", "grüße, 世界"),
        ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)), ("1e2", .double(100)), ("-0", .double(-0.0)),
        ("0.1", .double(0.1)), ("0.30000000000000004", .double(0.30000000000000004)), ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
        ("5e-324", .double(.leastNonzeroMagnitude)), ("100000000000000000000", .double(1e20)), ("0.1000000000000000055511151231257827", .literal("0.1000000000000000055511151231257827")),
        ("9223372036854775808", .literal("9223372036854775808")), ("1e400", .literal("1e400")), ("0e999999999", .double(0)),
        ("1.50e1", .double(15)), ("0.10000000000000000000000", .double(0.1)), ("0.10000000000000000000001", .literal("0.10000000000000000000001")),
        ("123456789012345678000", .literal("123456789012345678000")), ("123456789012345680000", .double(1.2345678901234568e20)), ("123456789012345678900", .literal("123456789012345678900")),
        ("0.00000000000000000000000000000000001", .double(1e-35)), ("33.333333333333336", .double(100.0 / 3)), ("33.333333333333333", .literal("33.333333333333333")),
    ] as [(String, JSONValue)])
    func values(text: String, expected: JSONValue) throws {
        let value = try JSONParser.parse(text)
        #expect(value == expected)
    }

    @Test("keeps the order of keys")
    func order() throws {
        #expect(try JSONParser.parse(#"{"z":1,"a":2,"m":3}"#).object?.keys == ["z", "a", "m"])
    }

    @Test("says where and why it refuses", arguments: [
        ("", JSONError.Reason.empty, 1, 1), ("  \n ", .empty, 2, 2),
        (#"{"a":1,"a":2}"#, .duplicateKey("a"), 1, 8), (#"{"a":1,"\u0061":2}"#, .duplicateKey("a"), 1, 8),
        ("[1,]", .unexpected(UInt8(ascii: "]"), expected: "a value"), 1, 4), ("[1", .unexpected(nil, expected: "`,` or `]`"), 1, 3),
        ("{\"ä\": NaN}", .notANumber("NaN"), 1, 7), ("[-Infinity]", .notANumber("-Infinity"), 1, 2),
        ("\u{FEFF}{}", .byteOrderMark, 1, 1), ("{\n \"a\" 1}", .unexpected(UInt8(ascii: "1"), expected: "`:`"), 2, 6),
        ("1 2", .trailing(UInt8(ascii: "2")), 1, 3), ("01", .number("01"), 1, 1), ("1.", .number("1."), 1, 1), (".5", .number("."), 1, 1),
        ("1e+", .number("1e+"), 1, 1), ("+1", .number("+"), 1, 1), ("-", .number("-"), 1, 1),
        (#""\ud800""#, .loneSurrogate(0xD800), 1, 2), (#""\udc00x""#, .loneSurrogate(0xDC00), 1, 2), (#""\ud800\u0041""#, .loneSurrogate(0xD800), 1, 2),
        ("\"a\tb\"", .controlCharacter(9), 1, 3), (#""\x""#, .escape(UInt8(ascii: "x")), 1, 2), ("\"abc", .unterminatedString, 1, 1),
        ("{'a':1}", .unexpected(UInt8(ascii: "'"), expected: "a key in double quotes"), 1, 2), ("tru", .unexpected(UInt8(ascii: "t"), expected: "a value"), 1, 1),
    ] as [(String, JSONError.Reason, Int, Int)])
    func refusals(text: String, reason: JSONError.Reason, line: Int, column: Int) {
        let error = #expect(throws: JSONError.self) { try JSONParser.parse(text) }
        #expect(error?.reason == reason)
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.message.isEmpty == false)
    }

    @Test("refuses bytes that are not UTF-8, with their offset", arguments: [
        ([0x22, 0x61, 0xFF, 0x22], 2), ([0x22, 0xC3, 0xA4, 0xE2, 0x82, 0x22], 3), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xC0, 0x80, 0x22], 1),
    ] as [([UInt8], Int)])
    func notUTF8(bytes: [UInt8], offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONParser.parse(bytes) }
        #expect(error?.reason == .notUTF8)
        #expect(error?.offset == offset)
    }

    @Test("refuses UTF-16 by name")
    func wide() {
        #expect(throws: JSONError.self) { try JSONParser.parse([0xFF, 0xFE, 0x7B, 0] as [UInt8]) }
        #expect(throws: JSONError.self) { try JSONParser.parse([0x7B, 0, 0x7D, 0] as [UInt8]) }
    }

    @Test("stops at 128 levels")
    func depth() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        _ = try JSONParser.parse(nested(128))
        #expect(throws: JSONError.self) { try JSONParser.parse(nested(129)) }
        #expect(throws: JSONError.self) { try JSONParser.parse(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("finds a duplicate among many keys")
    func manyKeys() throws {
        let keys = (0..<1000).map { "\"k\($0)\":\($0)" }
        #expect(try JSONParser.parse("{" + keys.joined(separator: ",") + "}").object?["k999"] == 999)
        #expect(throws: JSONError.self) { try JSONParser.parse("{" + (keys + ["\"k500\":0"]).joined(separator: ",") + "}") }
    }

    @Test("every truncation of a text is refused, never a crash")
    func truncations() {
        let text = Array(#"{"name":"Ada é 😀 \u00e9\ud83d\ude00","n":[-1.25e-3,true,null,{"x":"y"}]}"#.utf8)
        for count in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONParser.parse(Array(text[..<count])) }
        }
    }

    @Test("survives random damage and agrees with Foundation on what is valid")
    func damage() throws {
        let text = Array(#"{"a":[1,2.5,-3e4,"x\n\u00e9"],"b":{"c":null,"d":false}}"#.utf8)
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            var bytes = text
            for _ in 0..<2 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            let ours = try? JSONParser.parse(bytes)
            let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            // Ours is the stricter one, so whatever it takes Foundation takes too.
            if ours != nil { #expect(theirs != nil, "\(String(decoding: bytes, as: UTF8.self))") }
        }
    }
}

@Suite("JSON writer")
struct JSONWriterTests {
    @Test("writes compactly and reads back the same", arguments: [
        JSONValue.null, true, 0, -12, .int(.min), 0.1, 1e300, .double(-0.0), .double(5), .literal("123456789012345678901234567890"),
        "a\"b\\c\n\t\u{1}é😀", [[], [:], ["a": [1, "b"]]],
    ] as [JSONValue])
    func roundTrip(value: JSONValue) throws { #expect(try JSONParser.parse(value.text()) == value) }

    @Test("every finite double comes back bit by bit")
    func doubles() throws {
        var state: UInt64 = 1
        for _ in 0..<50_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = Double(bitPattern: state ^ state >> 29)
            guard number.isFinite else { continue }
            #expect(try JSONParser.parse(JSONValue.double(number).text()) == .double(number))
        }
    }

    @Test("sorts keys by their bytes when asked, and never writes NaN")
    func canonical() {
        let value: JSONValue = ["b": 1, "a": ["z": .double(.nan), "é": 2, "Z": 3]]
        #expect(value.text() == #"{"b":1,"a":{"z":null,"é":2,"Z":3}}"#)
        #expect(value.text(sorted: true) == #"{"a":{"Z":3,"z":null,"é":2},"b":1}"#)
    }
}
