import Kernels

/// A column as bytes: a code for each row, missing included.
struct SlicedColumn: Sendable {
    let name: String
    let codes: [UInt8]
    let names: [String]

    init(_ column: TableColumn) {
        let found = ColumnCodes(column, bins: 4, most: SliceFinder.mostLevels).withMissing
        (name, names) = (column.name, found.names)
        codes = found.codes.map { UInt8(truncatingIfNeeded: $0) }
    }
}

/// The rows with one value, or with one of each of two columns.
struct SliceCell: Sendable {
    let columns: [Int]
    let codes: [Int]
    let sums: ValueSums

    func isWithin(_ parent: SliceCell) -> Bool {
        columns.indices.contains { columns[$0] == parent.columns[0] && codes[$0] == parent.codes[0] }
    }

    /// A number for each slice, ascending by columns and then by values.
    var order: Int { zip(columns, codes).reduce(columns.count) { ($0 &* 4096 &+ $1.0) &* 256 &+ $1.1 } }
}

struct FoundSlice: Sendable {
    let cell: SliceCell
    let effect, t, probability, adjusted: Double
}

/// Losses added up by value. Losses are taken from their mean, so that squares keep their digits.
struct SliceSums: Sendable {
    fileprivate let columns: [SlicedColumn]
    /// Less the mean; 0 where not known.
    fileprivate let loss: [Double]
    fileprivate let isKnown: [Bool]
    let mean: Double
    let all: ValueSums
    let unknown: Int

    init(_ columns: [SlicedColumn], _ loss: [Double]) {
        self.columns = columns
        let known = loss.map { !$0.isNaN }
        var sum = 0.0, count = 0
        for row in loss.indices where known[row] { sum += loss[row]; count += 1 }
        let mean = count > 0 ? sum / Double(count) : 0
        var all = ValueSums()
        for row in loss.indices where known[row] { all.add(loss[row] - mean) }
        (isKnown, self.mean, self.all, unknown) = (known, mean, all, loss.count - count)
        self.loss = loss.indices.map { known[$0] ? loss[$0] - mean : 0 }
    }

    /// Of one column or two; only cells that occur.
    func cells(_ places: [Int]) -> [SliceCell] {
        let width = places.count > 1 ? columns[places[1]].names.count : 1
        let sums = added(columns[places[0]], places.count > 1 ? columns[places[1]] : nil)
        return sums.indices.filter { sums[$0].count > 0 }.map { cell in
            SliceCell(columns: places, codes: places.count > 1 ? [cell / width, cell % width] : [cell], sums: sums[cell])
        }
    }

    private func added(_ first: SlicedColumn, _ second: SlicedColumn?) -> [ValueSums] {
        let width = second?.names.count ?? 1
        var sums = [ValueSums](repeating: ValueSums(), count: first.names.count * width)
        let others = second?.codes ?? []
        sums.withUnsafeMutableBufferPointer { sums in
            first.codes.withUnsafeBufferPointer { codes in
                others.withUnsafeBufferPointer { others in
                    loss.withUnsafeBufferPointer { loss in
                        isKnown.withUnsafeBufferPointer { isKnown in
                            for row in codes.indices where isKnown[row] {
                                let cell = Int(codes[row]) * width + (others.isEmpty ? 0 : Int(others[row]))
                                let value = loss[row]
                                sums[cell].count &+= 1
                                sums[cell].sum += value
                                sums[cell].squares += value * value
                            }
                        }
                    }
                }
            }
        }
        return sums
    }
}

/// Rows that no slice has taken yet.
struct FreeRows {
    private let sums: SliceSums
    private var isFree: [Bool]
    private(set) var all: ValueSums

    init(_ sums: SliceSums) { (self.sums, isFree, all) = (sums, sums.isKnown, sums.all) }

    /// Of the free rows of the slice. O(rows).
    func sums(of cell: SliceCell) -> ValueSums {
        var found = ValueSums()
        forEach(cell) { found.add(sums.loss[$0]) }
        return found
    }

    mutating func take(_ cell: SliceCell, _ own: ValueSums) {
        var taken: [Int] = []
        forEach(cell) { taken.append($0) }
        for row in taken { isFree[row] = false }
        all = own.rest(of: all)
    }

    private func forEach(_ cell: SliceCell, _ body: (Int) -> Void) {
        let first = sums.columns[cell.columns[0]].codes, firstCode = UInt8(cell.codes[0])
        let second = sums.columns[cell.columns[cell.columns.count - 1]].codes, secondCode = UInt8(cell.codes[cell.codes.count - 1])
        first.withUnsafeBufferPointer { first in
            second.withUnsafeBufferPointer { second in
                isFree.withUnsafeBufferPointer { isFree in
                    for row in first.indices where first[row] == firstCode && second[row] == secondCode && isFree[row] { body(row) }
                }
            }
        }
    }
}
