import Records

/// The documents of one split on their way into a `.spacy` file: what is known of each waits in files without names, the rows
/// of tokens in one and all else in another, since the file has every row first, then every space, and so on. Memory is that of
/// the strings.
final class DocBinSpool {
    private static let width = DocBinFile.Attribute.allCases.count
    private static let rowBytes = width * 8

    /// Texts by their numbers: they all stand in the file, each once.
    private var strings: [UInt64: String] = [0: ""]
    private let rows: SpoolFile
    private let rest: SpoolFile
    private var documents = 0
    private var tokens = 0

    init(in folder: String) throws { (rows, rest) = (try SpoolFile(in: folder), try SpoolFile(in: folder)) }

    /// What `rest` has of a document behind its head: spaces, spans, categories and user data.
    private struct Head {
        static let length = 32

        var tokens: Int
        /// nil where nobody looked for any.
        var spans: Int?
        var cats: Int
        var data: Int

        var bytes: [UInt8] { [tokens, spans.map { $0 + 1 } ?? 0, cats, data].flatMap { number in withUnsafeBytes(of: number.littleEndian, Array.init) } }
    }

    /// The spans stand beside the document: they become entities or a group when all documents are known.
    func add(_ document: DocBinDocument, _ spans: [DocBinGroup.Span]?, _ used: [UInt64: String]) throws {
        // MessagePack counts bytes in 32 bits.
        guard (tokens + document.spaces.count) * Self.rowBytes <= UInt32.max else { throw ByteError.tooLarge(".spacy", limit: Int64(UInt32.max)) }
        try document.numbers.map(\.littleEndian).withUnsafeBytes { try rows.write($0) }
        let (cats, data) = (MessagePackWriter.bytes(of: .map(document.cats)), MessagePackWriter.bytes(of: .map(document.userData)))
        try rest.write(Head(tokens: document.spaces.count, spans: spans?.count, cats: cats.count, data: data.count).bytes)
        try rest.write(document.spaces.map { $0 ? 1 : 0 })
        for span in spans ?? [] { try rest.write(span.bytes) }
        try rest.write(cats)
        try rest.write(data)
        strings.merge(used) { first, _ in first }
        (documents, tokens) = (documents + 1, tokens + document.spaces.count)
    }

    /// The file, from the first byte to the last. `grouped`: spans go to a group, since some overlap.
    func write(to sink: ByteSink, grouped: Bool) throws {
        let output = Output(sink)
        try output.put { $0.writeMapHead(10) }
        try output.put("version", .string("0.1"))
        try output.put("attrs", .array(DocBinFile.Attribute.allCases.map { .int(Int64($0.rawValue)) }))
        try output.put("tokens") { $0.writeBytesHead(tokens * Self.rowBytes) }
        try writeRows(output, asEntities: !grouped)
        try output.put("spaces") { $0.writeBytesHead(tokens) }
        try forEach { try output.put(try $0.spaces()) }
        try output.put("lengths") { $0.writeBytesHead(documents * 4) }
        try forEach { document in try output.put(withUnsafeBytes(of: UInt32(document.head.tokens).littleEndian, Array.init)) }
        try writeStrings(output)
        try output.put("cats") { $0.writeArrayHead(documents) }
        try forEach { try output.put(try $0.cats()) }
        try output.put("flags") { $0.writeArrayHead(documents) }
        for _ in 0..<documents { try output.put { $0.write(.map([MessagePackMember("has_unknown_spaces", .bool(false))])) } }
        try output.put("span_groups") { $0.writeArrayHead(documents) }
        try forEach { document in
            let groups = try grouped ? document.spans().map { [DocBinGroup(name: DocBin.group, keys: [DocBin.group], spans: $0)] } : nil
            try output.put { $0.write(.bytes(DocBinGroup.bytes(groups ?? []))) }
        }
        try output.put("user_data") { $0.writeArrayHead(documents) }
        try forEach { document in try output.put { $0.write(.bytes(try document.data())) } }
        try output.finish()
    }

    /// In the order of code points, as Python sorts.
    private func writeStrings(_ output: Output) throws {
        let sorted = strings.values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        try output.put("strings") { $0.writeArrayHead(sorted.count) }
        for text in sorted { try output.put { $0.write(.string(text)) } }
    }

    // MARK: Rows

    private func writeRows(_ output: Output, asEntities: Bool) throws {
        let file = try FileBytes(path: try rows.reopenPath(), shownAs: "(rows)")
        var place = 0
        try forEach { document in
            let count = document.head.tokens * Self.rowBytes
            let raw = try file.bytes(in: place..<place + count)
            place += count
            guard asEntities, let spans = try document.spans() else { return try output.put(raw) }
            var numbers = (0..<document.head.tokens * Self.width).map { UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
            Self.mark(&numbers, spans)
            try numbers.map(\.littleEndian).withUnsafeBytes { try output.put($0) }
        }
    }

    /// `ENT_IOB` is 2 outside, 3 at the first token of a span and 1 at the others.
    private static func mark(_ numbers: inout [UInt64], _ spans: [DocBinGroup.Span]) {
        for row in stride(from: 0, to: numbers.count, by: width) { numbers[row + DocBinFile.Attribute.entIOB.column] = 2 }
        for span in spans {
            for token in span.tokens {
                numbers[token * width + DocBinFile.Attribute.entIOB.column] = token == span.tokens.lowerBound ? 3 : 1
                numbers[token * width + DocBinFile.Attribute.entType.column] = span.label
                numbers[token * width + DocBinFile.Attribute.kb.column] = span.kb
                numbers[token * width + DocBinFile.Attribute.entID.column] = span.id
            }
        }
    }

    // MARK: The rest

    private struct Kept {
        var head: Head
        /// Of what stands behind the head.
        var place: Int
        var file: FileBytes

        func spaces() throws -> UnsafeRawBufferPointer { try file.bytes(in: place..<place + head.tokens) }

        func spans() throws -> [DocBinGroup.Span]? {
            let start = place + head.tokens
            return try head.spans.map { count in
                try (0..<count).map { try DocBinGroup.Span(try file.bytes(at: Int64(start + $0 * DocBinGroup.Span.length), count: DocBinGroup.Span.length)) }
            }
        }

        private var afterSpans: Int { place + head.tokens + (head.spans ?? 0) * DocBinGroup.Span.length }
        func cats() throws -> UnsafeRawBufferPointer { try file.bytes(in: afterSpans..<afterSpans + head.cats) }
        func data() throws -> [UInt8] { Array(try file.bytes(in: afterSpans + head.cats..<end)) }
        var end: Int { afterSpans + head.cats + head.data }
    }

    private func forEach(_ body: (Kept) throws -> Void) throws {
        let file = try FileBytes(path: try rest.reopenPath(), shownAs: "(documents)")
        var place = 0
        for _ in 0..<documents {
            let raw = try file.bytes(in: place..<place + Head.length)
            let numbers = (0..<4).map { Int(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: Int.self)) }
            let head = Head(tokens: numbers[0], spans: numbers[1] > 0 ? numbers[1] - 1 : nil, cats: numbers[2], data: numbers[3])
            let document = Kept(head: head, place: place + Head.length, file: file)
            try body(document)
            place = document.end
        }
    }

    /// MessagePack into a zlib stream.
    private final class Output {
        private let stream: ZlibSink

        init(_ sink: ByteSink) { stream = ZlibSink(sink) }

        func put(_ write: (inout MessagePackWriter) throws -> Void) throws {
            var writer = MessagePackWriter()
            try write(&writer)
            try stream.write(writer.bytes)
        }

        func put(_ name: String, _ write: (inout MessagePackWriter) throws -> Void) throws {
            try put {
                $0.write(.string(name))
                try write(&$0)
            }
        }

        func put(_ name: String, _ value: MessagePackValue) throws { try put(name) { $0.write(value) } }
        func put(_ bytes: [UInt8]) throws { try stream.write(bytes) }
        func put(_ bytes: UnsafeRawBufferPointer) throws { try stream.write(bytes) }
        func finish() throws { try stream.finish() }
    }
}
