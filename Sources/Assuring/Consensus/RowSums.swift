/// Sums of rows of K doubles, eight at a time: the inner loops of Dawid-Skene.
///
/// Blocks of eight, two and one, in registers over all votes of an item. Lanes are never added to one another, so the sum
/// of a cell has the order of its rows whatever the block. Concrete lane types: generic ones are not vectorised.
enum RowSums {
    typealias Source = UnsafePointer<Double>
    typealias Target = UnsafeMutablePointer<Double>

    /// target[k] = sum over `places` of weight * table[rows[place]][k]; nil weights are all 1.
    @inline(__always)
    static func gather(
        _ table: Source, _ rows: UnsafePointer<Int32>, _ weights: Source?, _ places: Range<Int>, _ classCount: Int, into target: Target
    ) {
        var k = 0
        while k + 8 <= classCount {
            var sum = SIMD8<Double>.zero
            if let weights {
                for place in places { sum += weights[place] * eight(table + Int(rows[place]) * classCount + k) }
            } else {
                for place in places { sum += eight(table + Int(rows[place]) * classCount + k) }
            }
            UnsafeMutableRawPointer(target + k).storeBytes(of: sum, as: SIMD8<Double>.self)
            k += 8
        }
        while k + 2 <= classCount {
            var sum = SIMD2<Double>.zero
            if let weights {
                for place in places { sum += weights[place] * two(table + Int(rows[place]) * classCount + k) }
            } else {
                for place in places { sum += two(table + Int(rows[place]) * classCount + k) }
            }
            UnsafeMutableRawPointer(target + k).storeBytes(of: sum, as: SIMD2<Double>.self)
            k += 2
        }
        guard k < classCount else { return }
        var last = 0.0
        for place in places { last += (weights?[place] ?? 1) * table[Int(rows[place]) * classCount + k] }
        target[k] = last
    }

    /// target[k] += weight * source[k].
    @inline(__always)
    static func add(_ source: Source, times weight: Double, _ classCount: Int, to target: Target) {
        var k = 0
        while k + 8 <= classCount {
            let sum = eight(Source(target + k)) + weight * eight(source + k)
            UnsafeMutableRawPointer(target + k).storeBytes(of: sum, as: SIMD8<Double>.self)
            k += 8
        }
        while k + 2 <= classCount {
            let sum = two(Source(target + k)) + weight * two(source + k)
            UnsafeMutableRawPointer(target + k).storeBytes(of: sum, as: SIMD2<Double>.self)
            k += 2
        }
        if k < classCount { target[k] += weight * source[k] }
    }

    /// table[rows[place]][k] += weight * source[k] for all `places`, in their order; nil weights are all 1.
    @inline(__always)
    static func scatter(
        _ source: Source, _ rows: UnsafePointer<Int32>, _ weights: Source?, _ places: Range<Int>, _ classCount: Int, into table: Target
    ) {
        guard weights == nil else {
            for place in places { add(source, times: weights![place], classCount, to: table + Int(rows[place]) * classCount) }
            return
        }
        var k = 0
        while k + 8 <= classCount {
            let lanes = eight(source + k)
            for place in places {
                let target = table + Int(rows[place]) * classCount + k
                UnsafeMutableRawPointer(target).storeBytes(of: eight(Source(target)) + lanes, as: SIMD8<Double>.self)
            }
            k += 8
        }
        while k + 2 <= classCount {
            let lanes = two(source + k)
            for place in places {
                let target = table + Int(rows[place]) * classCount + k
                UnsafeMutableRawPointer(target).storeBytes(of: two(Source(target)) + lanes, as: SIMD2<Double>.self)
            }
            k += 2
        }
        guard k < classCount else { return }
        for place in places { table[Int(rows[place]) * classCount + k] += source[k] }
    }

    @inline(__always)
    private static func eight(_ start: Source) -> SIMD8<Double> {
        UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Double>.self)
    }

    @inline(__always)
    private static func two(_ start: Source) -> SIMD2<Double> {
        UnsafeRawPointer(start).loadUnaligned(as: SIMD2<Double>.self)
    }
}
