/// The inner loops over quantised rows: pointers into `values` of `QuantisedRows`, `stride` vectors a row, an even number.
enum QuantisedProducts {
    /// Two rows by four, as single-precision inner products.
    ///
    /// Not inlined: within a larger function the optimiser stops taking the conversions of `pairs` apart, and calls them.
    @inline(never)
    static func twoByFour(
        _ a: UnsafePointer<SIMD8<Int16>>, _ b: UnsafePointer<SIMD8<Int16>>, _ stride: Int
    ) -> (SIMD4<Float>, SIMD4<Float>) {
        let a1 = a + stride
        let (b1, b2, b3) = (b + stride, b + 2 &* stride, b + 3 &* stride)
        var sums = EightSums()
        var place = 0
        while place < stride {
            sums.add(a[place], a1[place], b[place], b1[place], b2[place], b3[place])
            let next = place &+ 1
            sums.add(a[next], a1[next], b[next], b1[next], b2[next], b3[next])
            place &+= 2
        }
        return sums.closed
    }

    /// Running sums of two rows by four: they fill half the registers.
    private struct EightSums {
        var (s00, s01, s02, s03) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero, SIMD4<Int32>.zero, SIMD4<Int32>.zero)
        var (s10, s11, s12, s13) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero, SIMD4<Int32>.zero, SIMD4<Int32>.zero)

        @inline(__always)
        mutating func add(
            _ x: SIMD8<Int16>, _ y: SIMD8<Int16>, _ u0: SIMD8<Int16>, _ u1: SIMD8<Int16>, _ u2: SIMD8<Int16>, _ u3: SIMD8<Int16>
        ) {
            s00 &+= pairs(x, u0)
            s10 &+= pairs(y, u0)
            s01 &+= pairs(x, u1)
            s11 &+= pairs(y, u1)
            s02 &+= pairs(x, u2)
            s12 &+= pairs(y, u2)
            s03 &+= pairs(x, u3)
            s13 &+= pairs(y, u3)
        }

        @inline(__always)
        var closed: (SIMD4<Float>, SIMD4<Float>) {
            (SIMD4<Float>(sums(s00, s01, s02, s03)), SIMD4<Float>(sums(s10, s11, s12, s13)))
        }
    }

    /// One row by four.
    @inline(never)
    static func oneByFour(
        _ a: UnsafePointer<SIMD8<Int16>>, _ b0: UnsafePointer<SIMD8<Int16>>, _ b1: UnsafePointer<SIMD8<Int16>>,
        _ b2: UnsafePointer<SIMD8<Int16>>, _ b3: UnsafePointer<SIMD8<Int16>>, _ stride: Int
    ) -> SIMD4<Float> {
        var (s0, s1, s2, s3) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero, SIMD4<Int32>.zero, SIMD4<Int32>.zero)
        for place in 0..<stride {
            let x = a[place]
            s0 &+= pairs(x, b0[place])
            s1 &+= pairs(x, b1[place])
            s2 &+= pairs(x, b2[place])
            s3 &+= pairs(x, b3[place])
        }
        return SIMD4<Float>(sums(s0, s1, s2, s3))
    }

    /// One row by one.
    @inline(never)
    static func dot(_ a: UnsafePointer<SIMD8<Int16>>, _ b: UnsafePointer<SIMD8<Int16>>, _ stride: Int) -> Float {
        var (s0, s1) = (SIMD4<Int32>.zero, SIMD4<Int32>.zero)
        var place = 0
        while place < stride {
            s0 &+= pairs(a[place], b[place])
            s1 &+= pairs(a[place &+ 1], b[place &+ 1])
            place &+= 2
        }
        return Float((s0 &+ s1).wrappedSum())
    }

    /// Products of eight columns, added in pairs: one instruction (`pmaddwd`) on x86.
    @inline(__always)
    private static func pairs(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD4<Int32> {
        let products = SIMD8<Int32>(truncatingIfNeeded: a) &* SIMD8<Int32>(truncatingIfNeeded: b)
        return products.evenHalf &+ products.oddHalf
    }

    /// The four sums of four vectors.
    @inline(__always)
    private static func sums(_ a: SIMD4<Int32>, _ b: SIMD4<Int32>, _ c: SIMD4<Int32>, _ d: SIMD4<Int32>) -> SIMD4<Int32> {
        let (ab, cd) = (SIMD8(lowHalf: a, highHalf: b), SIMD8(lowHalf: c, highHalf: d))
        let halves = SIMD8(lowHalf: ab.evenHalf &+ ab.oddHalf, highHalf: cd.evenHalf &+ cd.oddHalf)
        return halves.evenHalf &+ halves.oddHalf
    }
}
