/// How many probabilities of a row reach their class's bar, and which is the first.
struct RowBars {
    var count = 0
    /// -1 when none does.
    var first = -1

    @inline(__always)
    init(_ row: UnsafePointer<Double>, _ bars: UnsafePointer<Double>, _ classCount: Int) {
        var place = 0
        if classCount >= 16 {
            count = Self.countWide(row, bars, classCount, &place)
            if count > 1 { return }
            if count == 1 { first = (0..<place).first { row[$0] >= bars[$0] } ?? -1 }
        }
        while place < classCount {
            if row[place] >= bars[place] {
                if count == 0 { first = place }
                count += 1
            }
            place += 1
        }
    }

    /// Eight classes at a time; leaves the rest from `place` on.
    @inline(__always)
    private static func countWide(_ row: UnsafePointer<Double>, _ bars: UnsafePointer<Double>, _ classCount: Int, _ place: inout Int) -> Int {
        let (row, bars) = (UnsafeRawPointer(row), UnsafeRawPointer(bars))
        var counts = SIMD8<Double>.zero
        while place + 8 <= classCount {
            let values = row.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self)
            let least = bars.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self)
            counts.replace(with: counts + 1, where: values .>= least)
            place += 8
        }
        return Int(counts.sum())
    }
}
