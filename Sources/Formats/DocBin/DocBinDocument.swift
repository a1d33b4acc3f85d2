/// One document of the file.
struct DocBinDocument {
    /// A number per token and attribute, by tokens.
    var numbers: [UInt64] = []
    /// Whether one space follows the token.
    var spaces: [Bool] = []
    var cats: [MessagePackMember] = []
    var hasUnknownSpaces = false
    var groups: [DocBinGroup] = []
    var userData: [MessagePackMember] = []
}

/// A named group of spans, which may overlap.
struct DocBinGroup {
    struct Span: Equatable {
        static let length = 40

        var id: UInt64
        var kb: UInt64
        var label: UInt64
        /// Tokens, then Unicode scalars; ends exclusive.
        var tokens: Range<Int>
        var characters: Range<Int>
    }

    var name: String
    /// Keys under which the document has it, usually its name.
    var keys: [String]
    var attributes: [MessagePackMember] = []
    var spans: [Span]

    /// A map from a group's bytes to its keys; older versions have a list of groups, or nothing.
    static func groups(_ bytes: [UInt8]) throws -> [DocBinGroup] {
        guard !bytes.isEmpty else { return [] }
        guard let message = try? MessagePackParser.parse(bytes) else { throw DocBinFault(reason: "a document's groups of spans are no MessagePack") }
        if let list = message.array { return try list.map { try group($0.bytes ?? [], keys: nil) } }
        return try (message.members ?? []).map { try group($0.key.bytes ?? [], keys: $0.value.array?.compactMap(\.string)) }
    }

    private static func group(_ bytes: [UInt8], keys: [String]?) throws -> DocBinGroup {
        guard let message = try? MessagePackParser.parse(bytes), let name = message["name"]?.string, let spans = message["spans"]?.array else {
            throw DocBinFault(reason: "a group of spans has no `name` and `spans`")
        }
        return DocBinGroup(name: name, keys: keys ?? [name], attributes: message["attrs"]?.members ?? [], spans: try spans.map { try Span($0.bytes ?? []) })
    }

    static func bytes(_ groups: [DocBinGroup]) -> [UInt8] {
        guard !groups.isEmpty else { return MessagePackWriter.bytes(of: .array([])) }
        return MessagePackWriter.bytes(of: .map(groups.map { MessagePackMember(.bytes($0.bytes), .array($0.keys.map { .string($0) })) }))
    }

    private var bytes: [UInt8] {
        MessagePackWriter.bytes(of: .map([
            MessagePackMember("name", .string(name)), MessagePackMember("attrs", .map(attributes)), MessagePackMember("spans", .array(spans.map { .bytes($0.bytes) })),
        ]))
    }
}

/// Big-endian: three numbers of 8 bytes, four of 4.
extension DocBinGroup.Span {
    init(_ bytes: some RandomAccessCollection<UInt8>) throws {
        guard bytes.count == Self.length else { throw DocBinFault(reason: "a span has \(bytes.count) bytes instead of 40") }
        func number(_ start: Int, _ length: Int) -> UInt64 { bytes.dropFirst(start).prefix(length).reduce(0) { $0 << 8 | UInt64($1) } }
        let (first, last, from, to) = (number(24, 4), number(28, 4), number(32, 4), number(36, 4))
        guard first <= last, from <= to, last <= Int32.max, to <= Int32.max else { throw DocBinFault(reason: "a span ends before it begins") }
        (id, kb, label, tokens, characters) = (number(0, 8), number(8, 8), number(16, 8), Int(first)..<Int(last), Int(from)..<Int(to))
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        func append(_ number: UInt64, _ length: Int) { for place in (0..<length).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) } }
        for number in [id, kb, label] { append(number, 8) }
        for number in [tokens.lowerBound, tokens.upperBound, characters.lowerBound, characters.upperBound] { append(UInt64(number), 4) }
        return bytes
    }
}
