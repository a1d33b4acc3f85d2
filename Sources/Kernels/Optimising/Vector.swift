/// Dense vectors of doubles, eight lanes at a time. Sums have a fixed order, so results repeat exactly.
public enum Vector {
    public static func dot(_ left: [Double], _ right: [Double]) -> Double {
        precondition(left.count == right.count, "vectors of \(left.count) and \(right.count)")
        return left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { dot(left, $0) } }
    }

    public static func dot(_ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>) -> Double {
        var lanes = SIMD8<Double>(repeating: 0)
        let whole = left.count / 8 * 8
        if whole > 0, let a = UnsafeRawPointer(left.baseAddress), let b = UnsafeRawPointer(right.baseAddress) {
            var place = 0
            while place < whole {
                lanes += a.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self)
                    * b.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self)
                place += 8
            }
        }
        var sum = lanes.sum()
        for place in whole..<left.count { sum += left[place] * right[place] }
        return sum
    }

    public static func norm(_ vector: [Double]) -> Double { dot(vector, vector).squareRoot() }

    public static func greatestMagnitude(_ vector: [Double]) -> Double {
        vector.withUnsafeBufferPointer { vector in
            var greatest = 0.0
            for value in vector where abs(value) > greatest { greatest = abs(value) }
            return greatest
        }
    }

    static func difference(_ left: [Double], _ right: [Double]) -> [Double] {
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                [Double](unsafeUninitializedCapacity: left.count) { result, count in
                    for place in 0..<left.count { result[place] = left[place] - right[place] }
                    count = left.count
                }
            }
        }
    }

    static func add(_ factor: Double, _ vector: [Double], to target: inout [Double]) {
        vector.withUnsafeBufferPointer { vector in
            target.withUnsafeMutableBufferPointer { target in
                for place in 0..<vector.count { target[place] += factor * vector[place] }
            }
        }
    }

    static func scale(_ target: inout [Double], by factor: Double) {
        target.withUnsafeMutableBufferPointer { target in
            for place in 0..<target.count { target[place] *= factor }
        }
    }
}
