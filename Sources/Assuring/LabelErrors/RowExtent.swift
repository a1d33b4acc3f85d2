/// Sum, lowest and highest of a part of a row. Eight at a time where the part is long.
struct RowExtent {
    var sum = 0.0
    var lowest = Double.infinity
    var highest = -Double.infinity

    @inline(__always)
    init(_ row: UnsafePointer<Double>, _ part: Range<Int>) {
        var place = part.lowerBound
        if part.count >= 16 {
            let raw = UnsafeRawPointer(row)
            var sums = SIMD8<Double>.zero
            var low = SIMD8<Double>(repeating: .infinity)
            var high = SIMD8<Double>(repeating: -.infinity)
            while place + 8 <= part.upperBound {
                let values = raw.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self)
                sums += values
                low.replace(with: values, where: values .< low)
                high.replace(with: values, where: values .> high)
                place += 8
            }
            sum = sums.sum()
            for lane in 0..<8 {
                if low[lane] < lowest { lowest = low[lane] }
                if high[lane] > highest { highest = high[lane] }
            }
        }
        while place < part.upperBound {
            let value = row[place]
            sum += value
            if value < lowest { lowest = value }
            if value > highest { highest = value }
            place += 1
        }
    }

    /// Where the highest is first; -1 in an empty part.
    @inline(__always)
    func place(_ row: UnsafePointer<Double>, _ part: Range<Int>) -> Int {
        var place = part.lowerBound
        while place < part.upperBound {
            if row[place] == highest { return place }
            place += 1
        }
        return part.isEmpty ? -1 : part.lowerBound
    }
}
