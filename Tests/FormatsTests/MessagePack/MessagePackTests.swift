import Testing
import Records
@testable import Formats

@Suite("MessagePack")
struct MessagePackTests {
    static let samples: [(MessagePackValue, [UInt8])] = [
        (.null, [0xC0]), (.bool(false), [0xC2]), (.bool(true), [0xC3]), (.int(0), [0]), (.int(127), [0x7F]), (.int(128), [0xCC, 0x80]),
        (.int(256), [0xCD, 1, 0]), (.int(65536), [0xCE, 0, 1, 0, 0]), (.int(1 << 32), [0xCF, 0, 0, 0, 1, 0, 0, 0, 0]),
        (.unsigned(.max), [0xCF] + [UInt8](repeating: 0xFF, count: 8)), (.int(-1), [0xFF]), (.int(-32), [0xE0]), (.int(-33), [0xD0, 0xDF]),
        (.int(-129), [0xD1, 0xFF, 0x7F]), (.int(-32769), [0xD2, 0xFF, 0xFF, 0x7F, 0xFF]), (.int(.min), [0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0]),
        (.double(1.5), [0xCB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0]), (.string("é"), [0xA2, 0xC3, 0xA9]), (.bytes([1, 2]), [0xC4, 2, 1, 2]),
        (.array([.int(1), .string("a")]), [0x92, 1, 0xA1, 0x61]), (.map([MessagePackMember("a", .null)]), [0x81, 0xA1, 0x61, 0xC0]),
        (.other(type: 5, [9]), [0xD4, 5, 9]), (.other(type: -1, [9, 9, 9]), [0xC7, 3, 0xFF, 9, 9, 9]),
    ]

    @Test("values are written in their shortest form and read back", arguments: samples)
    func forward(_ value: MessagePackValue, _ bytes: [UInt8]) throws {
        #expect(MessagePackWriter.bytes(of: value) == bytes)
        #expect(try MessagePackParser.parse(bytes) == value)
    }

    @Test("lengths around the borders of their forms are kept", arguments: [0, 15, 16, 31, 32, 255, 256, 65535, 65536])
    func lengths(_ count: Int) throws {
        let values: [MessagePackValue] = [
            .string(String(repeating: "a", count: count)), .bytes([UInt8](repeating: 7, count: count)), .array([MessagePackValue](repeating: .null, count: count)),
            .map((0..<count).map { MessagePackMember(.int(Int64($0)), .null) }), .other(type: 3, [UInt8](repeating: 7, count: count)),
        ]
        for value in values { #expect(try MessagePackParser.parse(MessagePackWriter.bytes(of: value)) == value) }
    }

    @Test("other forms of the same are read", arguments: [
        ([0xD9, 1, 0x61], .string("a")), ([0xDA, 0, 1, 0x61], .string("a")), ([0xDB, 0, 0, 0, 1, 0x61], .string("a")), ([0xD0, 5], .int(5)), ([0xCA, 0x3F, 0xC0, 0, 0], .double(1.5)),
        ([0xDC, 0, 1, 0xC0], .array([.null])), ([0xDF, 0, 0, 0, 1, 1, 2], .map([MessagePackMember(.int(1), .int(2))])), ([0xCF, 0, 0, 0, 0, 0, 0, 0, 1], .int(1)),
    ] as [([UInt8], MessagePackValue)])
    func forms(_ bytes: [UInt8], _ value: MessagePackValue) throws { #expect(try MessagePackParser.parse(bytes) == value) }

    @Test("what is broken is told with its byte", arguments: [
        ([], .truncated(offset: 0)), ([0xC1], .unusedByte(offset: 0)), ([0xA2, 0x61], .truncated(offset: 0)), ([0xA1, 0xFF], .notUTF8(offset: 0)), ([0x01, 0x02], .trailing(offset: 1)),
        ([0xDD, 0xFF, 0xFF, 0xFF, 0xFF], .truncated(offset: 0)), ([0xC6, 0xFF, 0xFF, 0xFF, 0xFF, 1], .truncated(offset: 0)), ([0x92, 0xC0], .truncated(offset: 0)), ([0x91, 0xC1], .unusedByte(offset: 1)),
        ([UInt8](repeating: 0x91, count: 200), .tooDeep(offset: 128, limit: 128)),
    ] as [([UInt8], MessagePackError)])
    func broken(_ bytes: [UInt8], _ error: MessagePackError) { #expect(throws: error) { try MessagePackParser.parse(bytes) } }
}
