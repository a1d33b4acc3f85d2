import Kernels
import Records

/// What is gathered of one column while rows pass.
struct ColumnScan: Sendable {
    let name: String
    let nameHash: UInt64
    let settings: ProfileSettings
    private let missingWords: MissingWords
    var kinds = [SeenCells](repeating: SeenCells(), count: CellKind.allCases.count)
    var oddities = [SeenCells](repeating: SeenCells(), count: CellOddity.allCases.count)
    var present = 0
    /// Cells that say they are missing, by the word that says it.
    var missingByWord: [Int]
    var withSpace = 0
    var withDigit = 0
    var values: FrequentValues
    var numbers: NumberScan
    var dates: NumberScan
    var lengths = LengthScan()
    /// Cells of the sampled rows: the number or NaN, and the hash or 0 for missing.
    var sampledNumbers: [Double] = []
    var sampledHashes: [UInt64] = []

    init(_ name: String, _ settings: ProfileSettings) {
        self.name = name
        self.settings = settings
        nameHash = Hash64.of(name)
        missingWords = MissingWords(settings.missingWords)
        missingByWord = [Int](repeating: 0, count: missingWords.count)
        values = FrequentValues(bound: settings.exactDistinct)
        numbers = NumberScan(bound: settings.exactNumbers)
        dates = NumberScan(bound: settings.exactNumbers)
    }

    /// Cells of a stretch of rows, as bytes.
    ///
    /// - Parameter hashes: gets one hash a row, equal for equal values, 0 for a missing one.
    /// - Parameter sampled: rows of the stretch whose cells are kept for comparing columns.
    mutating func add(_ cells: UnsafeBufferPointer<CellBytes>, firstRow: Int, firstLine: Int?, sampled: [Int], hashes: UnsafeMutablePointer<UInt64>) {
        var next = 0
        for row in cells.indices {
            let cell = cells[row]
            var number = Double.nan
            hashes[row] = 0
            if let start = cell.start, cell.count > 0 {
                hashes[row] = add(start, cell.count, &number, row: firstRow + row, line: firstLine.map { $0 + row })
            }
            if next < sampled.count, sampled[next] == row {
                sample(number, hashes[row])
                next += 1
            }
        }
    }

    mutating func sample(_ number: Double, _ hash: UInt64) {
        sampledNumbers.append(number)
        sampledHashes.append(hash)
    }

    /// Hash of the text; 0 when it is a word for missing.
    @inline(__always)
    private mutating func add(_ start: UnsafeRawPointer, _ count: Int, _ number: inout Double, row: Int, line: Int?) -> UInt64 {
        let text = start.assumingMemoryBound(to: UInt8.self)
        let word = missingWords.place(of: text, count)
        if word >= 0 {
            missingByWord[word] += 1
            return 0
        }
        let reading = CellReader.read(text, count)
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        number = reading.number
        let hash: UInt64
        switch reading.kind {
        case .integerText, .numberText:
            numbers.add(reading.number)
            hash = Self.hash(reading.number, bytes)
        case .commaText:
            numbers.add(reading.number)
            hash = Hash64.of(UnsafeBufferPointer(start: text, count: count))
        case .dateText, .dateTimeText:
            dates.add(reading.number)
            hash = Hash64.of(UnsafeBufferPointer(start: text, count: count))
        default:
            withSpace += reading.hasSpace ? 1 : 0
            withDigit += reading.hasDigit ? 1 : 0
            hash = Hash64.of(UnsafeBufferPointer(start: text, count: count))
        }
        lengths.add(reading.length)
        note(reading.kind, hash, bytes, row, line)
        if reading.oddities != 0 { note(reading.oddities, row, line) }
        return hash
    }

    @inline(__always)
    private mutating func note(_ kind: CellKind, _ hash: UInt64, _ text: UnsafeRawBufferPointer, _ row: Int, _ line: Int?) {
        kinds[kind.rawValue].add(row, line)
        present += 1
        values.add(hash, text)
    }

    private mutating func note(_ oddities: UInt32, _ row: Int, _ line: Int?) {
        for place in self.oddities.indices where oddities & 1 << UInt32(place) != 0 { self.oddities[place].add(row, line) }
    }

    /// Equal numbers are equal values, however they are written; those too long to be exact go by their text.
    private static func hash(_ number: Double, _ text: UnsafeRawBufferPointer) -> UInt64 {
        if number.magnitude >= 0x1p53 || number.isNaN { return text.withMemoryRebound(to: UInt8.self) { Hash64.of($0) } }
        return Hash64.finalise((number == 0 ? 0 : number).bitPattern &+ 0x9E37_79B9_7F4A_7C15)
    }
}

// MARK: JSON values

extension ColumnScan {
    /// Returns the hash of the value, equal for equal values; 0 for a missing one.
    mutating func add(_ value: JSONValue, row: Int, line: Int?, isSampled: Bool) -> UInt64 {
        var number = Double.nan
        let hash = add(value, &number, row: row, line: line)
        if isSampled { sample(number, hash) }
        return hash
    }

    private mutating func add(_ value: JSONValue, _ number: inout Double, row: Int, line: Int?) -> UInt64 {
        switch value {
        case .null: return 0
        case .bool(let flag): return add(flag ? "true" : "false", .boolean, row, line)
        case .int(let whole):
            number = Double(whole)
            return add(number, String(whole), .integer, row, line)
        case .double(let value):
            number = value
            return add(value, String(value), .number, row, line)
        case .literal(var text), .string(var text):
            return text.withUTF8 { bytes in
                guard let start = bytes.baseAddress, bytes.count > 0 else { return 0 }
                return add(UnsafeRawPointer(start), bytes.count, &number, row: row, line: line)
            }
        case .array, .object: return add(value.text(sorted: true), .nested, row, line)
        }
    }

    private mutating func add(_ number: Double, _ text: String, _ kind: CellKind, _ row: Int, _ line: Int?) -> UInt64 {
        var text = text
        numbers.add(number)
        if !number.isFinite { oddities[CellOddity.infinite.rawValue].add(row, line) }
        return text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes), hash = Self.hash(number, bytes)
            note(kind, hash, bytes, row, line)
            return hash
        }
    }

    private mutating func add(_ text: String, _ kind: CellKind, _ row: Int, _ line: Int?) -> UInt64 {
        var text = text
        return text.withUTF8 { bytes in
            let hash = Hash64.of(bytes)
            note(kind, hash, UnsafeRawBufferPointer(bytes), row, line)
            return hash
        }
    }
}

/// A cell of a stretch of rows; `start` is nil where the row has none.
struct CellBytes {
    var start: UnsafeRawPointer?
    var count: Int
}

/// Words that say there is nothing, told apart from others by their first byte.
struct MissingWords: Sendable {
    private let words: [[UInt8]]
    private let firsts: [Bool]
    private let longest: Int

    init(_ words: [String]) {
        self.words = words.map { Array($0.utf8) }.filter { !$0.isEmpty }
        longest = self.words.map(\.count).max() ?? 0
        var firsts = [Bool](repeating: false, count: 256)
        for word in self.words { firsts[Int(word[0])] = true }
        self.firsts = firsts
    }

    var count: Int { words.count }
    func text(_ place: Int) -> String { String(decoding: words[place], as: UTF8.self) }

    /// -1 for any other word.
    @inline(__always)
    func place(of text: UnsafePointer<UInt8>, _ count: Int) -> Int {
        guard count <= longest, firsts[Int(text[0])] else { return -1 }
        return search(text, count)
    }

    private func search(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
        words.firstIndex { $0.elementsEqual(UnsafeBufferPointer(start: text, count: count)) } ?? -1
    }
}
