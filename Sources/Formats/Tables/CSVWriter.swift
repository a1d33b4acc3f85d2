import Records

/// Writes rows as RFC 4180: a cell is quoted when it holds the delimiter, a quote or a line break, or when it would
/// be lost otherwise (the only, empty cell of a row). Lines end in `\n`.
///
/// Spreadsheets run cells that start with `=`, `+`, `-`, `@`, tab or return as formulas. `neutralisesFormulas` puts an
/// apostrophe before them; it changes the data, so it is done only when asked and counted.
public final class CSVWriter {
    private let sink: ByteSink
    private let delimiter: UInt8
    private let neutralisesFormulas: Bool
    private var line: [UInt8] = []
    /// Cells that got an apostrophe.
    public private(set) var neutralised = 0

    public init(_ sink: ByteSink, delimiter: UInt8 = UInt8(ascii: ","), neutralisesFormulas: Bool = false) {
        self.sink = sink
        self.delimiter = delimiter
        self.neutralisesFormulas = neutralisesFormulas
    }

    public func write(_ cells: [String]) throws(ByteError) {
        line.removeAll(keepingCapacity: true)
        for (place, cell) in cells.enumerated() {
            if place > 0 { line.append(delimiter) }
            append(cell, isAlone: cells.count == 1)
        }
        line.append(10)
        try sink.write(line)
    }

    @discardableResult
    public func finish() throws(ByteError) -> WrittenFile { try sink.finish() }

    private func append(_ cell: String, isAlone: Bool) {
        var cell = cell
        let delimiter = delimiter
        let needsApostrophe = neutralisesFormulas && Self.startsFormula(cell)
        if needsApostrophe { neutralised += 1 }
        var output = line
        line = []
        cell.withUTF8 { bytes in
            let needsQuotes = (isAlone && bytes.isEmpty) || bytes.contains { $0 == delimiter || $0 == 0x22 || $0 == 10 || $0 == 13 }
            if needsQuotes { output.append(0x22) }
            if needsApostrophe { output.append(0x27) }
            for byte in bytes {
                output.append(byte)
                if needsQuotes, byte == 0x22 { output.append(0x22) }
            }
            if needsQuotes { output.append(0x22) }
        }
        line = output
    }

    private static func startsFormula(_ cell: String) -> Bool {
        guard let first = cell.utf8.first else { return false }
        return [UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 9, 13].contains(first)
    }
}
