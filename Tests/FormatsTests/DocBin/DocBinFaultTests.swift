import Testing
import Records
@testable import Formats

/// Files made by hand, each wrong in one place: a file is refused as a whole, and told why.
@Suite("DocBin faults")
struct DocBinFaultTests {
    /// Two documents of one token, ORTH only, both "X" (101).
    static func members() -> [MessagePackMember] {
        let token: [UInt8] = [101, 0, 0, 0, 0, 0, 0, 0]
        let (group, data) = (MessagePackWriter.bytes(of: .array([])), MessagePackWriter.bytes(of: .map([])))
        return [
            MessagePackMember("version", .string("0.1")), MessagePackMember("attrs", .array([.int(65)])), MessagePackMember("tokens", .bytes(token + token)),
            MessagePackMember("spaces", .bytes([0, 0])), MessagePackMember("lengths", .bytes([1, 0, 0, 0, 1, 0, 0, 0])), MessagePackMember("strings", .array([.string("")])),
            MessagePackMember("cats", .array([.map([]), .map([])])), MessagePackMember("flags", .array([.map([]), .map([])])),
            MessagePackMember("span_groups", .array([.bytes(group), .bytes(group)])), MessagePackMember("user_data", .array([.bytes(data), .null])),
        ]
    }

    static func read(_ members: [MessagePackMember]) throws -> (texts: [String?], reasons: [String]) { try read(ZlibBytes.deflate(MessagePackWriter.bytes(of: .map(members)))) }

    static func read(_ bytes: [UInt8]) throws -> (texts: [String?], reasons: [String]) {
        let folder = TemporaryFolder()
        _ = folder.write(bytes, "a.spacy")
        let read = try TextFormats.read(DocBin.format, folder.path)
        return (read.items.map(\.text), read.findings.map(\.message))
    }

    @Test("the file itself is read, also with members nobody knows and in any order")
    func whole() throws {
        for members in [Self.members(), Self.members().reversed() + [MessagePackMember("more", .array([.null]))], Self.members() + [MessagePackMember("tokens", .null)]] {
            let read = try Self.read(members)
            #expect(read.texts == ["X", "X"] && read.reasons.isEmpty)
        }
    }

    @Test("one wrong member refuses the file", arguments: [
        ("tokens", .null, "it has no `attrs`, `tokens`, `spaces` and `lengths`"),
        ("attrs", .array([]), "it has no `attrs`, `tokens`, `spaces` and `lengths`"),
        ("attrs", .array([.int(67)]), "its `attrs` have no ORTH (65), so there are no words"),
        ("lengths", .bytes([1, 0, 0]), "`lengths` has 3 bytes, which are no whole numbers of 4"),
        ("lengths", .bytes([1, 0, 0, 0]), "`lengths` speak of 1 tokens, and there are 2 and 2 spaces"),
        ("lengths", .bytes([1, 0, 0, 0x80, 1, 0, 0, 0]), "a document has less than no tokens"),
        ("lengths", .bytes([1, 0, 0, 0x70, 1, 0, 0, 0]), "`lengths` speak of 1879048194 tokens"),
        ("spaces", .bytes([1]), "`lengths` speak of 2 tokens, and there are 2 and 1 spaces"),
        ("span_groups", .array([.bytes([0x90]), .bytes([0xC1])]), "a document's groups of spans are no MessagePack"),
        ("span_groups", .array([.bytes([0x90]), .bytes([0x91, 0xC4, 0x01, 0x80])]), "a group of spans has no `name` and `spans`"),
    ] as [(String, MessagePackValue, String)])
    func member(_ name: String, _ value: MessagePackValue, _ reason: String) throws {
        let read = try Self.read(Self.members().map { $0.key == .string(name) ? MessagePackMember(name, value) : $0 })
        #expect(read.texts.isEmpty && read.reasons == ["`a.spacy` cannot be read: \(reason)"])
    }

    @Test("what is missing altogether is empty", arguments: ["strings", "cats", "flags", "span_groups", "user_data"])
    func missing(_ name: String) throws {
        let read = try Self.read(Self.members().filter { $0.key != .string(name) })
        #expect(read.texts == ["X", "X"] && read.reasons.isEmpty)
    }

    @Test("a file that is cut or broken is told at its byte")
    func cut() throws {
        let plain = MessagePackWriter.bytes(of: .map(Self.members()))
        let packed = ZlibBytes.deflate(plain)
        #expect(try Self.read(Array(packed.dropLast(5))).reasons == ["`a.spacy` cannot be read: its zlib stream ends early, after byte \(packed.count - 5)"])
        #expect(try Self.read(packed + [1, 2, 3]).texts == ["X", "X"])
        #expect(try Self.read(ZlibBytes.deflate(plain + [0])).reasons == ["`a.spacy` cannot be read: its MessagePack is broken (after unpacking): there are more bytes after the value, from byte \(plain.count) on"])
        #expect(try Self.read(ZlibBytes.deflate(Array(plain.dropLast()))).reasons == ["`a.spacy` cannot be read: its MessagePack is broken (after unpacking): the value at byte \(plain.count - 1) is longer than what is left"])
        #expect(try Self.read(ZlibBytes.deflate([0x05])).reasons == ["`a.spacy` cannot be read: it has no `attrs`, `tokens`, `spaces` and `lengths`"])
        #expect(try Self.read([0x78, 0x9C, 0xFF, 0xFF]).reasons == ["`a.spacy` cannot be read: it is no zlib stream, which `.spacy` files are (invalid block type)"])
    }

    @Test("a document that cannot be read leaves the others")
    func document() throws {
        let tokens: [UInt8] = [101, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]
        let read = try Self.read(Self.members().map { $0.key == .string("tokens") ? MessagePackMember("tokens", .bytes(tokens)) : $0 })
        #expect(read.texts == ["X"] && read.reasons == ["document 2 of `a.spacy` cannot be read: the number 578437695752307201 stands for no text of `strings`"])
    }
}
