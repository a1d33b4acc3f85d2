/// Values of one column of the row group being written, cut into pages as they come: plain, and as numbers of dictionary
/// entries for as long as that pays.
struct ColumnPages {
    struct Page {
        var repetitions: Range<Int>
        var plain: Range<Int>
        var indices: Range<Int>
    }

    /// A page ends behind the row with which it reaches this.
    static let pageBytes = 1 << 20
    static let maximumPageEntries = 1 << 20
    static let maximumDictionaryBytes = 1 << 20

    let node: ParquetNode
    let leaf: ParquetLeaf
    private(set) var repetitions: [UInt32] = []
    private(set) var definitions: [UInt32] = []
    private(set) var plain: [UInt8] = []
    private(set) var indices: [UInt32] = []
    /// Entries of the dictionary, plain.
    private(set) var dictionary: [UInt8] = []
    private(set) var entryCount = 0
    private var numbers: [[UInt8]: UInt32]? = [:]
    private(set) var pages: [Page] = []
    /// Values of booleans before they are packed.
    private var bits: [Bool] = []

    init(node: ParquetNode, leaf: ParquetLeaf) {
        self.node = node
        self.leaf = leaf
        // Floats hardly repeat, and booleans are bits already.
        if ![.byteArray, .int32, .int64].contains(leaf.storage) { numbers = nil }
    }

    var entries: Int { definitions.count }
    var heldBytes: Int { plain.count + 4 * indices.count + 8 * definitions.count + bits.count }

    mutating func appendMissing(_ repetition: Int, _ definition: Int) {
        repetitions.append(UInt32(repetition))
        definitions.append(UInt32(definition))
    }

    /// False when the value is not of this column's kind.
    mutating func append(_ value: ParquetValue, _ repetition: Int) -> Bool {
        let start = plain.count
        switch (leaf.storage, value) {
        case (.boolean, .bool(let flag)): bits.append(flag)
        case (.int32, .int(let number)):
            guard let short = Int32(exactly: number) else { return false }
            withUnsafeBytes(of: short.littleEndian) { plain.append(contentsOf: $0) }
        case (.int64, .int(let number)): withUnsafeBytes(of: number.littleEndian) { plain.append(contentsOf: $0) }
        case (.float, .double(let number)): withUnsafeBytes(of: Float(number).bitPattern.littleEndian) { plain.append(contentsOf: $0) }
        case (.double, .double(let number)): withUnsafeBytes(of: number.bitPattern.littleEndian) { plain.append(contentsOf: $0) }
        case (.byteArray, .text(let text)): appendBytes(text.utf8)
        case (.byteArray, .bytes(let bytes)): appendBytes(bytes)
        default: return false
        }
        repetitions.append(UInt32(repetition))
        definitions.append(UInt32(node.definition))
        if numbers != nil { note(Array(plain[start...])) }
        return true
    }

    private mutating func appendBytes(_ bytes: some Collection<UInt8>) {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: bytes.count).littleEndian) { plain.append(contentsOf: $0) }
        plain.append(contentsOf: bytes)
    }

    private mutating func note(_ encoded: [UInt8]) {
        if let known = numbers?[encoded] {
            indices.append(known)
        } else if dictionary.count + encoded.count > Self.maximumDictionaryBytes {
            (numbers, indices, dictionary) = (nil, [], [])
            for place in pages.indices { pages[place].indices = 0..<0 }
        } else {
            numbers?[encoded] = UInt32(entryCount)
            indices.append(UInt32(entryCount))
            entryCount += 1
            dictionary += encoded
        }
    }

    /// Called between rows.
    mutating func endRow() {
        let last = pages.last
        if plain.count - (last?.plain.upperBound ?? 0) >= Self.pageBytes || entries - (last?.repetitions.upperBound ?? 0) >= Self.maximumPageEntries { endPage() }
    }

    mutating func endPage() {
        let last = pages.last
        let count = leaf.storage == .boolean ? bits.count : plain.count
        let page = Page(
            repetitions: (last?.repetitions.upperBound ?? 0)..<entries, plain: (last?.plain.upperBound ?? 0)..<count,
            indices: (last?.indices.upperBound ?? 0)..<indices.count)
        if !page.repetitions.isEmpty { pages.append(page) }
    }

    var usesDictionary: Bool {
        guard numbers != nil, entryCount > 0 else { return false }
        let width = RunLengthWriter.width(of: entryCount - 1)
        return dictionary.count + indices.count * width / 8 + 16 < plain.count
    }

    /// The values of one page as they are stored, behind the levels.
    func values(of page: Page) -> [UInt8] {
        if usesDictionary {
            let width = max(1, RunLengthWriter.width(of: entryCount - 1))
            return [UInt8(width)] + RunLengthWriter.encode(indices[page.indices], width: width)
        }
        guard leaf.storage == .boolean else { return Array(plain[page.plain]) }
        var packed = [UInt8](repeating: 0, count: (page.plain.count + 7) / 8)
        for (number, place) in page.plain.enumerated() where bits[place] { packed[number >> 3] |= 1 << UInt8(number & 7) }
        return packed
    }

    /// Levels of version 1: length, then runs; none where there is only one level.
    func levels(of page: Page) -> [UInt8] {
        var bytes: [UInt8] = []
        for (maximum, levels) in [(node.repeatLevel, repetitions), (node.definition, definitions)] where maximum > 0 {
            let runs = RunLengthWriter.encode(levels[page.repetitions], width: RunLengthWriter.width(of: maximum))
            withUnsafeBytes(of: UInt32(runs.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes += runs
        }
        return bytes
    }
}
