import Records

/// A `.spacy` file as it is on disk: zlib over MessagePack.
///
///     version, attrs [number], tokens uint64[][attrs] little-endian, spaces bool[], lengths int32[docs], strings [text],
///     cats [map], flags [map], span_groups [bytes], user_data [bytes or null]
///
/// Strings are stored by number (`SpaCyStrings`) and listed once in `strings`. The file is unpacked into one without a name and
/// its documents are given one by one: memory is that of the strings and of one document.
final class DocBinFile {
    /// Columns of the tokens that mean something here, by spaCy's numbers.
    enum Attribute: Int, CaseIterable {
        case orth = 65, norm = 67, lemma = 73, pos = 74, tag = 75, dep = 76, entIOB = 77, entType = 78, head = 79, sentStart = 80, kb = 452, morph = 453, entID = 454

        /// The place of its column in a file that is written.
        var column: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    static let maximumBytes = 1 << 30

    let attributes: [Int]
    private let table: [UInt64: String]
    private let spool: SpoolFile
    private var tokens, spaces, lengths: DocBinMember
    private var cats, flags, groups, data: DocBinMember.Values

    /// Throws `DocBinFault` with the reason.
    init(_ source: ByteSource) throws {
        spool = try Self.unpacked(source)
        let members = try Self.members(of: spool)
        guard let attributes = try Self.attributes(members), let tokens = members["tokens"]?.contents, let spaces = members["spaces"]?.contents, let lengths = members["lengths"]?.contents
        else { throw DocBinFault(reason: "it has no `attrs`, `tokens`, `spaces` and `lengths`") }
        guard attributes.contains(Attribute.orth.rawValue) else { throw DocBinFault(reason: "its `attrs` have no ORTH (65), so there are no words") }
        (self.attributes, self.tokens, self.spaces, self.lengths) = (attributes, tokens, spaces, lengths)
        table = try Self.table(members)
        (cats, flags) = (DocBinMember.Values(members["cats"]), DocBinMember.Values(members["flags"]))
        (groups, data) = (DocBinMember.Values(members["span_groups"]), DocBinMember.Values(members["user_data"]))
        try check(groups)
    }

    /// The next document; nil at the end.
    func next() throws -> DocBinDocument? {
        guard let count = try Self.length(&lengths) else { return nil }
        var document = DocBinDocument()
        document.numbers = try tokens.numbers(count * attributes.count)
        document.spaces = try spaces.take(count).map { $0 != 0 }
        document.cats = try cats.next()?.members ?? []
        document.hasUnknownSpaces = try flags.next()?["has_unknown_spaces"]?.bool == true
        document.groups = try DocBinGroup.groups(try groups.next()?.bytes ?? [])
        if let packed = try data.next()?.bytes { document.userData = (try? MessagePackParser.parse(packed))?.members ?? [] }
        return document
    }

    /// What a number stands for.
    func text(_ number: UInt64) -> String? { SpaCyStrings.symbol(number) ?? table[number] }

    // MARK: Opening

    private static func unpacked(_ source: ByteSource) throws -> SpoolFile {
        do { return try ZlibBytes.inflate(source, maximumPackedBytes: maximumBytes, maximumBytes: maximumBytes) } catch let fault as ZlibBytes.Fault {
            switch fault {
            case .truncated: throw DocBinFault(reason: "its zlib stream ends early, after byte \(source.offset)")
            case .tooLarge: throw DocBinFault(reason: "it unpacks to more than \(maximumBytes) bytes")
            case .broken(let reason): throw DocBinFault(reason: "it is no zlib stream, which `.spacy` files are (\(reason))")
            }
        }
    }

    private static func members(of spool: SpoolFile) throws -> [String: DocBinMember] {
        do { return try DocBinMember.all(of: spool) } catch let error as MessagePackError {
            throw DocBinFault(reason: "its MessagePack is broken (after unpacking): \(error)")
        }
    }

    private static func attributes(_ members: [String: DocBinMember]) throws -> [Int]? {
        var (values, attributes) = (DocBinMember.Values(members["attrs"]), [Int]())
        while let value = try values.next() {
            if let number = value.int.flatMap({ Int(exactly: $0) }) { attributes.append(number) }
            if attributes.count == 1000 { return nil }
        }
        return attributes.isEmpty ? nil : attributes
    }

    private static func table(_ members: [String: DocBinMember]) throws -> [UInt64: String] {
        var (values, table) = (DocBinMember.Values(members["strings"]), [UInt64: String]())
        while let value = try values.next() {
            guard let text = value.string, case let number = SpaCyStrings.hash(text), table[number] == nil else { continue }
            table[number] = text
        }
        return table
    }

    /// Holds the lengths against what there is, and looks at every document's groups: a file is refused before its first
    /// document is given.
    private func check(_ groups: DocBinMember.Values) throws {
        guard lengths.count % 4 == 0 else { throw DocBinFault(reason: "`lengths` has \(lengths.count) bytes, which are no whole numbers of 4") }
        var (sum, ahead, groups) = (0, lengths, groups)
        while let length = try Self.length(&ahead) { sum += length }
        guard sum <= Self.maximumBytes else { throw DocBinFault(reason: "`lengths` speak of \(sum) tokens") }
        guard tokens.count == sum * attributes.count * 8, spaces.count == sum else {
            throw DocBinFault(reason: "`lengths` speak of \(sum) tokens, and there are \(tokens.count / (attributes.count * 8)) and \(spaces.count) spaces")
        }
        for _ in 0..<lengths.count / 4 { _ = try DocBinGroup.groups(try groups.next()?.bytes ?? []) }
    }

    private static func length(_ lengths: inout DocBinMember) throws -> Int? {
        guard lengths.count >= 4 else { return nil }
        let length = try lengths.take(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard length <= Int32.max else { throw DocBinFault(reason: "a document has less than no tokens") }
        return Int(length)
    }
}

/// Why a `.spacy` file cannot be read.
struct DocBinFault: Error { var reason: String }
