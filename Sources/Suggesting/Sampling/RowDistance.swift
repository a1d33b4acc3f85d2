/// Squared Euclidean distance of two rows in single precision, sixteen lanes at a time.
///
/// Differences are squared and added, never expanded into dot products: equal rows are at distance 0 exactly, and the same
/// two rows give the same bits wherever and whenever they are compared. The order of the sum is fixed.
enum RowDistance {
    @inline(__always)
    static func squared(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
        let a = UnsafeRawPointer(left), b = UnsafeRawPointer(right)
        var lanes = SIMD16<Float>(repeating: 0)
        let whole = count & ~15
        var place = 0
        while place < whole {
            let difference = a.loadUnaligned(fromByteOffset: place * 4, as: SIMD16<Float>.self)
                - b.loadUnaligned(fromByteOffset: place * 4, as: SIMD16<Float>.self)
            lanes += difference * difference
            place += 16
        }
        var sum = lanes.sum()
        while place < count {
            let difference = left[place] - right[place]
            sum += difference * difference
            place += 1
        }
        return sum
    }
}
