/// Walks one column of one row group: levels and values one by one, page by page. Memory is one page and the dictionary.
final class ColumnCursor {
    /// A page holds no more, packed or not.
    static let maximumPageBytes = 1 << 30
    /// Beyond it a page may not grow to more than a thousand times what is stored.
    static let graceBytes = 1 << 26
    static let maximumDictionaryBytes = 1 << 26

    let node: ParquetNode
    private let leaf: ParquetLeaf
    private let bytes: ParquetBytes
    private let codec: PageCodec
    private let end: Int64
    private var offset: Int64
    /// Of the page at hand, for errors.
    private var pageOffset: Int64 = 0
    private var leftInChunk: Int64
    private var leftInPage = 0
    private var repetitions: RunLengthReader?
    private var definitions: RunLengthReader?
    private var values: PageValues?
    private var dictionary: [ParquetValue] = []
    private var hasDictionary = false
    private var current: (repetition: Int, definition: Int)?

    init(_ bytes: ParquetBytes, _ chunk: ParquetFooter.Chunk, _ node: ParquetNode, _ leaf: ParquetLeaf) throws(ParquetError) {
        self.bytes = bytes
        self.node = node
        self.leaf = leaf
        guard let codec = PageCodec(rawValue: chunk.codec) else { throw .unsupported(bytes.name, offset: chunk.start, what: "packing \(chunk.codec)") }
        self.codec = codec
        offset = chunk.start
        end = chunk.start + chunk.packedBytes
        leftInChunk = chunk.values
    }

    func broken(_ reason: String) -> ParquetError { .broken(bytes.name, offset: pageOffset, reason: "column `\(node.name)` \(reason)") }

    /// Levels of the entry that `take` will give; nil behind the last.
    func peek() throws(ParquetError) -> (repetition: Int, definition: Int)? {
        if let current { return current }
        while leftInPage == 0 {
            guard leftInChunk > 0 else { return nil }
            try loadPage()
        }
        var levels = (repetition: 0, definition: 0)
        if repetitions != nil {
            guard let level = repetitions?.next(), level <= node.repeatLevel else { throw broken("has repetition levels that end too early or are too high") }
            levels.repetition = level
        }
        if definitions != nil {
            guard let level = definitions?.next(), level <= node.definition else { throw broken("has definition levels that end too early or are too high") }
            levels.definition = level
        }
        leftInPage -= 1
        leftInChunk -= 1
        current = levels
        return levels
    }

    /// The value of the entry at hand; null where it is not there.
    func take() throws(ParquetError) -> ParquetValue {
        guard let levels = try peek() else { throw broken("has fewer values than its row group has rows") }
        current = nil
        guard levels.definition == node.definition else { return .null }
        guard let value = values?.next() else { throw broken("has values that end too early, or numbers of dictionary entries that are not there") }
        return value
    }

    // MARK: Pages

    private func loadPage() throws(ParquetError) {
        guard offset < end else { throw broken("has pages for \(leftInChunk) values less than promised") }
        pageOffset = offset
        let header = try PageHeader(bytes, at: offset, limit: end - offset)
        let start = offset + Int64(header.length)
        guard Int64(header.packedBytes) <= end - start else { throw .truncated(bytes.name, offset: end, what: "a page of column `\(node.name)`") }
        guard header.packedBytes <= Self.maximumPageBytes, header.unpackedBytes <= Self.maximumPageBytes else {
            throw .tooLarge(bytes.name, offset: offset, what: "a page of column `\(node.name)`", limit: Self.maximumPageBytes)
        }
        guard header.unpackedBytes <= Self.graceBytes || header.unpackedBytes / 1000 <= header.packedBytes else { throw broken("has a page that unpacks to more than a thousand times its size") }
        offset = start + Int64(header.packedBytes)
        guard let kind = PageHeader.Kind(rawValue: header.kind), kind != .index else { return }
        let body = try bytes.read(at: start, count: header.packedBytes, "a page of column `\(node.name)`")
        if let checksum = header.checksum, PageCodec.checksum(body) != checksum { throw broken("has a page whose checksum is wrong") }
        switch kind {
        case .dictionary: try loadDictionary(header, body, start)
        case .data: try loadVersion1(header, body, start)
        case .dataV2: try loadVersion2(header, body, start)
        case .index: break
        }
    }

    private func loadDictionary(_ header: PageHeader, _ body: [UInt8], _ start: Int64) throws(ParquetError) {
        guard !hasDictionary else { throw broken("has two dictionaries") }
        guard header.unpackedBytes <= Self.maximumDictionaryBytes, leaf.storage != .boolean else {
            throw .tooLarge(bytes.name, offset: pageOffset, what: "the dictionary of column `\(node.name)`", limit: Self.maximumDictionaryBytes)
        }
        guard header.encoding == 0 || header.encoding == 2 else { throw .unsupported(bytes.name, offset: pageOffset, what: "encoding \(header.encoding) for a dictionary") }
        let plain = try codec.unpack(body[...], expected: header.unpackedBytes, file: bytes.name, at: start)
        guard var entries = PageValues(plain, 0..<plain.count, encoding: 0, leaf: leaf, dictionary: []) else { return }
        for number in 0..<header.values {
            guard let entry = entries.next() else { throw broken("has a dictionary of \(header.values) entries that ends after \(number)") }
            dictionary.append(entry)
        }
        hasDictionary = true
    }

    private func loadVersion1(_ header: PageHeader, _ body: [UInt8], _ start: Int64) throws(ParquetError) {
        let plain = try codec.unpack(body[...], expected: header.unpackedBytes, file: bytes.name, at: start)
        for (level, encoding) in [(node.repeatLevel, header.repetitionEncoding), (node.definition, header.definitionEncoding)] where level > 0 && encoding != 3 {
            throw .unsupported(bytes.name, offset: pageOffset, what: "encoding \(encoding) for levels")
        }
        var place = 0
        let repetition = try level(node.repeatLevel, plain, &place)
        let definition = try level(node.definition, plain, &place)
        try begin(header, plain, repetition, definition, place..<plain.count)
    }

    /// Levels of version 1: their length in four bytes, then runs.
    private func level(_ maximum: Int, _ plain: [UInt8], _ place: inout Int) throws(ParquetError) -> Range<Int> {
        guard maximum > 0 else { return place..<place }
        guard plain.count - place >= 4 else { throw broken("has a page without levels") }
        let length = Int(plain[place]) | Int(plain[place + 1]) << 8 | Int(plain[place + 2]) << 16 | Int(plain[place + 3]) << 24
        guard length <= plain.count - place - 4 else { throw broken("has levels of \(length) bytes in a page of \(plain.count)") }
        defer { place += 4 + length }
        return (place + 4)..<(place + 4 + length)
    }

    private func loadVersion2(_ header: PageHeader, _ body: [UInt8], _ start: Int64) throws(ParquetError) {
        let (levels, overflow) = header.repetitionBytes.addingReportingOverflow(header.definitionBytes)
        guard !overflow, levels <= body.count, levels <= header.unpackedBytes else { throw broken("has levels of \(levels) bytes in a page of \(body.count)") }
        let rest = header.isPacked
            ? try codec.unpack(body[levels...], expected: header.unpackedBytes - levels, file: bytes.name, at: start + Int64(levels))
            : Array(body[levels...])
        let plain = Array(body[..<levels]) + rest
        try begin(header, plain, 0..<header.repetitionBytes, header.repetitionBytes..<levels, levels..<plain.count)
    }

    private func begin(_ header: PageHeader, _ plain: [UInt8], _ repetition: Range<Int>, _ definition: Range<Int>, _ range: Range<Int>) throws(ParquetError) {
        guard Int64(header.values) <= leftInChunk else { throw broken("has more values than promised") }
        if let name = PageValues.name(ofUnread: header.encoding, leaf) { throw .unsupported(bytes.name, offset: pageOffset, what: "encoding \(name)") }
        repetitions = node.repeatLevel > 0 ? RunLengthReader(plain, repetition, width: RunLengthWriter.width(of: node.repeatLevel)) : nil
        definitions = node.definition > 0 ? RunLengthReader(plain, definition, width: RunLengthWriter.width(of: node.definition)) : nil
        guard let values = PageValues(plain, range, encoding: header.encoding, leaf: leaf, dictionary: dictionary) else { throw broken("has a page that begins wrongly") }
        self.values = values
        leftInPage = header.values
    }
}
