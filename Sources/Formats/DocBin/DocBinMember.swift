/// One member of an unpacked `.spacy` file, read from its beginning to its end through a small window of its own.
struct DocBinMember {
    private static let windowBytes = 1 << 16

    private let file: FileBytes
    private var range: Range<Int>

    private init(_ file: FileBytes, _ range: Range<Int>) { (self.file, self.range) = (file, range) }

    /// Those of a map by their names, the first of each; none where there is no map. Throws `MessagePackError` for a file that is
    /// broken anywhere.
    static func all(of spool: SpoolFile) throws -> [String: DocBinMember] {
        func open() throws -> FileBytes { try FileBytes(path: try spool.reopenPath(), shownAs: "(unpacked)", windowBytes: windowBytes) }
        let file = try open()
        var scanner = MessagePackScanner(file, 0..<Int(spool.count))
        var members: [String: DocBinMember] = [:]
        switch try scanner.head() {
        case .map(let count):
            for _ in 0..<count {
                let name = try name(&scanner, file)
                let range = try scanner.skip()
                if let name, members[name] == nil { members[name] = DocBinMember(try open(), range) }
            }
        case let head: try scanner.pass(head)
        }
        try scanner.finish()
        return members
    }

    private static let names: Set<String> = ["attrs", "tokens", "spaces", "lengths", "strings", "cats", "flags", "span_groups", "user_data"]

    /// nil for a key nobody asks for.
    private static func name(_ scanner: inout MessagePackScanner, _ file: FileBytes) throws -> String? {
        let head = try scanner.head()
        try scanner.pass(head)
        guard case .text(let range) = head, range.count < 16, case let name = String(decoding: try file.bytes(in: range), as: UTF8.self), names.contains(name) else { return nil }
        return name
    }

    /// What stands in it, where it is of bytes.
    var contents: DocBinMember? {
        var scanner = MessagePackScanner(file, range)
        guard case .bytes(let contents)? = try? scanner.head() else { return nil }
        return DocBinMember(file, contents)
    }

    /// How many bytes are left.
    var count: Int { range.count }

    /// The next bytes; valid until the next call.
    mutating func take(_ count: Int) throws(ByteError) -> UnsafeRawBufferPointer {
        defer { range = range.lowerBound + count..<range.upperBound }
        return try file.bytes(in: range.lowerBound..<range.lowerBound + count)
    }

    /// The next numbers, little-endian.
    mutating func numbers(_ count: Int) throws(ByteError) -> [UInt64] {
        let bytes = try take(count * 8)
        return (0..<count).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
    }

    /// The elements of an array, one at a time; none where there is no array.
    struct Values {
        private let file: FileBytes?
        private var scanner: MessagePackScanner?
        private var left = 0

        init(_ member: DocBinMember?) {
            file = member?.file
            scanner = member.map { MessagePackScanner($0.file, $0.range) }
            if case .array(let count)? = try? scanner?.head() { left = count }
        }

        /// nil at the end.
        mutating func next() throws -> MessagePackValue? {
            guard left > 0, let file, let range = try scanner?.skip() else { return nil }
            left -= 1
            return try MessagePackParser.parse(try file.bytes(in: range))
        }
    }
}
