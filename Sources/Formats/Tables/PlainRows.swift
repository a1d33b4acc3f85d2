/// Cuts the rows of a table that are nothing special, thousands at one go.
///
/// A plain row is one line with as many cells as the header, none of which begins with a quote, without NUL and all of it
/// UTF-8: what programs write by the million. Every other row is left to `CSVScanner`, which also says what is wrong with it,
/// so this accepts nothing that it would refuse. About 1 ns a byte.
struct PlainRows {
    enum End { case full, special, moreNeeded }

    private let delimiter: UInt8
    /// 256: there is none.
    private let quote: UInt16
    /// Per column its place among the fields; -1 for one that nobody asked for.
    private let places: [Int]

    /// nil when one column is asked for twice.
    ///
    /// - Parameter columns: per field its column, nil where the table has none.
    init?(_ dialect: CSVDialect, columnCount: Int, columns: [Int?]) {
        var places = [Int](repeating: -1, count: columnCount)
        for case (let field, let column?) in columns.enumerated() {
            guard places[column] < 0 else { return nil }
            places[column] = field
        }
        self.places = places
        delimiter = dialect.delimiter
        quote = dialect.quote.map(UInt16.init) ?? 256
    }

    /// Cuts from the first byte on. Cells of absent columns are left as they are.
    func cut(_ bytes: UnsafeRawBufferPointer, into rows: FieldRows) -> (rows: Int, bytes: Int, end: End) {
        guard let base = bytes.bindMemory(to: UInt8.self).baseAddress else { return (0, 0, .moreNeeded) }
        return places.withUnsafeBufferPointer { places in
            var (row, start) = (0, 0)
            while row < FieldRows.most {
                switch line(base, start, bytes.count, places, rows.cells + row * rows.fieldCount) {
                case .plain(let next): (row, start) = (row + 1, next)
                case .special: return (row, start, .special)
                case .unfinished: return (row, start, .moreNeeded)
                }
            }
            return (row, start, .full)
        }
    }

    private enum Line { case plain(next: Int), special, unfinished }

    @inline(__always)
    private func line(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int, _ places: UnsafeBufferPointer<Int>, _ cells: UnsafeMutablePointer<FieldRows.Cell>
    ) -> Line {
        let bar = max(delimiter, 10)
        var (place, column, seen) = (start, 0, UInt8(0))
        while true {
            let first = place
            guard place < count else { return .unfinished }
            guard UInt16(base[place]) != quote, column < places.count else { return .special }
            var byte = base[place]
            while byte > bar || (byte != delimiter && byte != 10) {
                guard byte != 0 else { return .special }
                seen |= byte
                place += 1
                guard place < count else { return .unfinished }
                byte = base[place]
            }
            let end = byte == 10 && place > first && base[place - 1] == 13 ? place - 1 : place
            if places[column] >= 0 { cells[places[column]] = FieldRows.Cell(start: base + first, count: end - first) }
            column += 1
            place += 1
            guard byte == 10 else { continue }
            let isBlank = column == 1 && end == first
            guard column == places.count, !isBlank, seen < 0x80 || isText(base + start, end - start) else { return .special }
            return .plain(next: place)
        }
    }

    @inline(never)
    private func isText(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        UTF8Check.firstFault(in: UnsafeRawBufferPointer(start: start, count: count)) == nil
    }
}
