/// What the first line of a text of numbers tells: how cells are divided, how many there are, and whether they are names.
struct TextHead {
    let delimiter: UInt8
    let columnCount: Int
    /// A cell is no number.
    let hasWords: Bool
    /// The cells are 0, 1, 2 ... in this order, two of them or more.
    let isNumbered: Bool

    init(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, _ emptyCells: TextMatrix.EmptyCells) {
        delimiter = [UInt8(9), 44, 59].first { bytes[line].contains($0) } ?? 44
        var (count, hasWords, isNumbered) = (0, false, true)
        for cell in TextCells(bytes, line, delimiter) {
            let value = DecimalCell.value(cell)
            if value == nil, emptyCells == .refused || !Self.isGap(cell) { hasWords = true }
            if value != Double(count) { isNumbered = false }
            count += 1
        }
        // A name may hold the delimiter between its quotes; a number cannot.
        let names = hasWords ? Self.names(bytes, line, delimiter) : []
        (columnCount, self.hasWords, self.isNumbered) = (hasWords ? names.count : count, hasWords, isNumbered && count > 1)
    }

    func names(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> [String] { Self.names(bytes, line, delimiter) }

    static func isGap(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard cell.count <= 4 else { return false }
        return ["", "nan", "na", "n/a", "null"].contains(String(decoding: cell, as: UTF8.self).lowercased())
    }

    /// Cells in double quotes as CSV has them: the delimiter may stand in them, and a quote twice.
    private static func names(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, _ delimiter: UInt8) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        var (isQuoted, isFresh) = (false, true)
        var place = line.lowerBound
        while place < line.upperBound {
            let byte = bytes[place]
            place += 1
            if isQuoted, byte == 34 {
                if place < line.upperBound, bytes[place] == 34 { name.append(34); place += 1 } else { isQuoted = false }
            } else if byte == 34, isFresh {
                (isQuoted, isFresh) = (true, false)
            } else if byte == delimiter, !isQuoted {
                names.append(shown(name))
                (name, isFresh) = ([], true)
            } else {
                name.append(byte)
                if byte != 32 { isFresh = false }
            }
        }
        return names + [shown(name)]
    }

    private static func shown(_ name: [UInt8]) -> String {
        let end = (name.lastIndex { $0 != 32 } ?? -1) + 1
        return String(decoding: name[..<end].drop { $0 == 32 }, as: UTF8.self)
    }
}
