import Records

/// A `.spacy` file as it is on disk: zlib over MessagePack.
///
///     version, attrs [number], tokens uint64[][attrs] little-endian, spaces bool[], lengths int32[docs], strings [text],
///     cats [map], flags [map], span_groups [bytes], user_data [bytes or null]
///
/// Strings are stored by number (`SpaCyStrings`) and listed once in `strings`.
struct DocBinFile {
    /// Columns of the tokens that mean something here, by spaCy's numbers.
    enum Attribute: Int, CaseIterable {
        case orth = 65, norm = 67, lemma = 73, pos = 74, tag = 75, dep = 76, entIOB = 77, entType = 78, head = 79, sentStart = 80, kb = 452, morph = 453, entID = 454
    }

    static let maximumBytes = 1 << 30

    var attributes: [Int] = Attribute.allCases.map(\.rawValue)
    var strings: [String] = []
    var documents: [DocBinDocument] = []
    /// Members nobody knows.
    var others: [MessagePackMember] = []

    init() {}

    /// Throws `DocBinFault` with the reason.
    init(_ bytes: [UInt8]) throws {
        let plain: [UInt8]
        do { plain = try ZlibBytes.inflate(bytes, maximumBytes: Self.maximumBytes) } catch {
            switch error {
            case .truncated: throw DocBinFault(reason: "its zlib stream ends early, after byte \(bytes.count)")
            case .tooLarge: throw DocBinFault(reason: "it unpacks to more than \(Self.maximumBytes) bytes")
            case .broken(let reason): throw DocBinFault(reason: "it is no zlib stream, which `.spacy` files are (\(reason))")
            }
        }
        let message: MessagePackValue
        do { message = try MessagePackParser.parse(plain) } catch { throw DocBinFault(reason: "its MessagePack is broken (after unpacking): \(error)") }
        try read(message)
    }

    private mutating func read(_ message: MessagePackValue) throws {
        guard let attributes = message["attrs"]?.array?.compactMap({ $0.int.flatMap { Int(exactly: $0) } }), !attributes.isEmpty, attributes.count < 1000,
              let tokens = message["tokens"]?.bytes, let spaces = message["spaces"]?.bytes, let lengths = message["lengths"]?.bytes
        else { throw DocBinFault(reason: "it has no `attrs`, `tokens`, `spaces` and `lengths`") }
        self.attributes = attributes
        guard attributes.contains(Attribute.orth.rawValue) else { throw DocBinFault(reason: "its `attrs` have no ORTH (65), so there are no words") }
        strings = (message["strings"]?.array ?? []).compactMap(\.string)
        let counts = try Self.lengths(lengths)
        let sum = try Self.sum(counts)
        guard tokens.count == sum * attributes.count * 8, spaces.count == sum else {
            throw DocBinFault(reason: "`lengths` speak of \(sum) tokens, and there are \(tokens.count / (attributes.count * 8)) and \(spaces.count) spaces")
        }
        let (cats, flags) = (message["cats"]?.array ?? [], message["flags"]?.array ?? [])
        let (groups, data) = (message["span_groups"]?.array ?? [], message["user_data"]?.array ?? [])
        var start = 0
        for (place, count) in counts.enumerated() {
            var document = DocBinDocument()
            document.rows = (start..<start + count).map { row in (0..<attributes.count).map { Self.number(tokens, (row * attributes.count + $0) * 8) } }
            document.spaces = spaces[start..<start + count].map { $0 != 0 }
            if place < cats.count { document.cats = cats[place].members ?? [] }
            document.hasUnknownSpaces = place < flags.count && flags[place]["has_unknown_spaces"]?.bool == true
            if place < groups.count { document.groups = try DocBinGroup.groups(groups[place].bytes ?? []) }
            if place < data.count, let packed = data[place].bytes { document.userData = (try? MessagePackParser.parse(packed))?.members ?? [] }
            documents.append(document)
            start += count
        }
        let known: Set<String> = ["version", "attrs", "tokens", "spaces", "lengths", "strings", "cats", "flags", "span_groups", "user_data"]
        others = (message.members ?? []).filter { $0.key.string.map(known.contains) != true }
    }

    private static func lengths(_ bytes: [UInt8]) throws -> [Int] {
        guard bytes.count % 4 == 0 else { throw DocBinFault(reason: "`lengths` has \(bytes.count) bytes, which are no whole numbers of 4") }
        return try stride(from: 0, to: bytes.count, by: 4).map { place in
            let length = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
            guard length <= Int32.max else { throw DocBinFault(reason: "a document has less than no tokens") }
            return Int(length)
        }
    }

    private static func sum(_ counts: [Int]) throws -> Int {
        let sum = counts.reduce(0, +)
        guard sum <= maximumBytes else { throw DocBinFault(reason: "`lengths` speak of \(sum) tokens") }
        return sum
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> UInt64 { (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) } }

    /// With texts by their numbers.
    func text(_ number: UInt64, _ table: [UInt64: String]) -> String? { SpaCyStrings.symbol(number) ?? table[number] }

    var table: [UInt64: String] { Dictionary(strings.map { (SpaCyStrings.hash($0), $0) }, uniquingKeysWith: { first, _ in first }) }

    // MARK: Writing

    var bytes: [UInt8] {
        var tokens: [UInt8] = []
        var spaces: [UInt8] = []
        var lengths: [UInt8] = []
        for document in documents {
            for row in document.rows { for number in row { for place in 0..<8 { tokens.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) } } }
            spaces += document.spaces.map { $0 ? 1 : 0 }
            let count = UInt32(document.rows.count)
            for place in 0..<4 { lengths.append(UInt8(truncatingIfNeeded: count >> UInt32(8 * place))) }
        }
        let members = [
            MessagePackMember("version", .string("0.1")), MessagePackMember("attrs", .array(attributes.map { .int(Int64($0)) })),
            MessagePackMember("tokens", .bytes(tokens)), MessagePackMember("spaces", .bytes(spaces)), MessagePackMember("lengths", .bytes(lengths)),
            // In the order of code points, as Python sorts.
            MessagePackMember("strings", .array(Set(strings).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }.map { .string($0) })),
            MessagePackMember("cats", .array(documents.map { .map($0.cats) })),
            MessagePackMember("flags", .array(documents.map { .map([MessagePackMember("has_unknown_spaces", .bool($0.hasUnknownSpaces))]) })),
            MessagePackMember("span_groups", .array(documents.map { .bytes(DocBinGroup.bytes($0.groups)) })),
            MessagePackMember("user_data", .array(documents.map { .bytes(MessagePackWriter.bytes(of: .map($0.userData))) })),
        ]
        return ZlibBytes.deflate(MessagePackWriter.bytes(of: .map(members + others)))
    }
}

/// One document of the file.
struct DocBinDocument {
    /// A number per attribute, for each token.
    var rows: [[UInt64]] = []
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
        return DocBinGroup(name: name, keys: keys ?? [name], attributes: message["attrs"]?.members ?? [], spans: try spans.map { try span($0.bytes ?? []) })
    }

    /// Big-endian: three numbers of 8 bytes, four of 4.
    private static func span(_ bytes: [UInt8]) throws -> Span {
        guard bytes.count == 40 else { throw DocBinFault(reason: "a span has \(bytes.count) bytes instead of 40") }
        func number(_ start: Int, _ length: Int) -> UInt64 { bytes[start..<start + length].reduce(0) { $0 << 8 | UInt64($1) } }
        let (first, last, from, to) = (number(24, 4), number(28, 4), number(32, 4), number(36, 4))
        guard first <= last, from <= to, last <= Int32.max, to <= Int32.max else { throw DocBinFault(reason: "a span ends before it begins") }
        return Span(id: number(0, 8), kb: number(8, 8), label: number(16, 8), tokens: Int(first)..<Int(last), characters: Int(from)..<Int(to))
    }

    static func bytes(_ groups: [DocBinGroup]) -> [UInt8] {
        guard !groups.isEmpty else { return MessagePackWriter.bytes(of: .array([])) }
        return MessagePackWriter.bytes(of: .map(groups.map { MessagePackMember(.bytes($0.bytes), .array($0.keys.map { .string($0) })) }))
    }

    private var bytes: [UInt8] {
        MessagePackWriter.bytes(of: .map([
            MessagePackMember("name", .string(name)), MessagePackMember("attrs", .map(attributes)), MessagePackMember("spans", .array(spans.map { .bytes(Self.bytes($0)) })),
        ]))
    }

    private static func bytes(_ span: Span) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ number: UInt64, _ length: Int) { for place in (0..<length).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place))) } }
        for number in [span.id, span.kb, span.label] { append(number, 8) }
        for number in [span.tokens.lowerBound, span.tokens.upperBound, span.characters.lowerBound, span.characters.upperBound] { append(UInt64(number), 4) }
        return bytes
    }
}

/// Why a `.spacy` file cannot be read.
struct DocBinFault: Error { var reason: String }
