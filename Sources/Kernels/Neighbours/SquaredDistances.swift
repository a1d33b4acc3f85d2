/// Inner products and squared Euclidean distances of blocks of rows in single precision: what everything that compares
/// many rows with many rows spends its time in.
///
/// Rows lie one after the other, `columns` numbers each. Two rows give the same bits whichever function and whatever block
/// they are in: four running sums over the columns, added as (0 + 1) + (2 + 3) at the end, then the columns that are left.
/// The block forms keep eight such sums in registers, so that a number loaded is used more than once.
///
/// Accuracy: relative to |a||b| about 1e-6 at a few hundred columns. `between` subtracts large numbers from each other:
/// rows far from the origin and near each other lose digits there and not in `from`. Cost: `left * right * columns`
/// multiplications, 9 to 10 thousand million a second measured on one core.
public enum SquaredDistances {
    public static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, columns: Int) -> Float {
        let (rawA, rawB) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
        var sums = SIMD4<Float>.zero
        var column = 0
        while column &+ 4 <= columns {
            sums += load(rawA, column) * load(rawB, column)
            column &+= 4
        }
        return closed(sums, a, b, from: column, columns)
    }

    public static func squaredNorm(_ row: UnsafePointer<Float>, columns: Int) -> Float { dot(row, row, columns: columns) }

    /// Squared norms of `count` rows.
    public static func squaredNorms(
        _ rows: UnsafePointer<Float>, count: Int, columns: Int, into norms: UnsafeMutablePointer<Float>
    ) {
        for row in 0..<count { norms[row] = squaredNorm(rows + row &* columns, columns: columns) }
    }

    /// Inner products of each row of `left` with each of `right`, `leftCount` x `rightCount`, row-major.
    public static func dots(
        _ left: UnsafePointer<Float>, _ leftCount: Int, _ right: UnsafePointer<Float>, _ rightCount: Int, columns: Int,
        into products: UnsafeMutablePointer<Float>
    ) {
        var i = 0
        while i &+ 2 <= leftCount {
            let a = left + i &* columns
            let (out0, out1) = (products + i &* rightCount, products + (i &+ 1) &* rightCount)
            var j = 0
            while j &+ 4 <= rightCount {
                let (first, second) = twoByFour(a, right + j &* columns, columns)
                for k in 0..<4 {
                    out0[j &+ k] = first[k]
                    out1[j &+ k] = second[k]
                }
                j &+= 4
            }
            while j < rightCount {
                out0[j] = dot(a, right + j &* columns, columns: columns)
                out1[j] = dot(a + columns, right + j &* columns, columns: columns)
                j &+= 1
            }
            i &+= 2
        }
        if i < leftCount {
            for j in 0..<rightCount {
                products[i &* rightCount &+ j] = dot(left + i &* columns, right + j &* columns, columns: columns)
            }
        }
    }

    /// Squared distances of each row of `left` to each of `right` from their squared norms, |a|^2 + |b|^2 - 2ab, at least 0.
    public static func between(
        _ left: UnsafePointer<Float>, _ leftCount: Int, norms leftNorms: UnsafePointer<Float>,
        _ right: UnsafePointer<Float>, _ rightCount: Int, norms rightNorms: UnsafePointer<Float>, columns: Int,
        into distances: UnsafeMutablePointer<Float>
    ) {
        dots(left, leftCount, right, rightCount, columns: columns, into: distances)
        for i in 0..<leftCount {
            let (row, norm) = (distances + i &* rightCount, leftNorms[i])
            for j in 0..<rightCount { row[j] = max(0, norm + rightNorms[j] - 2 * row[j]) }
        }
    }

    /// Squared distance as the sum of squared differences: exact zero for equal rows, no cancellation.
    public static func from(_ a: UnsafePointer<Float>, to b: UnsafePointer<Float>, columns: Int) -> Float {
        let (rawA, rawB) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
        var sums = SIMD4<Float>.zero
        var column = 0
        while column &+ 4 <= columns {
            let gap = load(rawA, column) - load(rawB, column)
            sums += gap * gap
            column &+= 4
        }
        return closedGaps(sums, a, b, from: column, columns)
    }

    /// Squared distances of one row to `count` rows, as sums of squared differences, four rows at a time: as fast as
    /// memory delivers the rows.
    public static func from(
        _ row: UnsafePointer<Float>, to rows: UnsafePointer<Float>, count: Int, columns: Int,
        into distances: UnsafeMutablePointer<Float>
    ) {
        var j = 0
        let raw = UnsafeRawPointer(row)
        while j &+ 4 <= count {
            let b = rows + j &* columns
            let (b0, b1, b2, b3) = (UnsafeRawPointer(b), UnsafeRawPointer(b + columns), UnsafeRawPointer(b + 2 &* columns), UnsafeRawPointer(b + 3 &* columns))
            var (s0, s1, s2, s3) = (SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero)
            var column = 0
            while column &+ 4 <= columns {
                let a = load(raw, column)
                let (g0, g1, g2, g3) = (a - load(b0, column), a - load(b1, column), a - load(b2, column), a - load(b3, column))
                s0 += g0 * g0
                s1 += g1 * g1
                s2 += g2 * g2
                s3 += g3 * g3
                column &+= 4
            }
            distances[j] = closedGaps(s0, row, b, from: column, columns)
            distances[j &+ 1] = closedGaps(s1, row, b + columns, from: column, columns)
            distances[j &+ 2] = closedGaps(s2, row, b + 2 &* columns, from: column, columns)
            distances[j &+ 3] = closedGaps(s3, row, b + 3 &* columns, from: column, columns)
            j &+= 4
        }
        while j < count {
            distances[j] = from(row, to: rows + j &* columns, columns: columns)
            j &+= 1
        }
    }

    /// Two rows by four: eight running sums, six loads for eight products.
    @inline(__always)
    private static func twoByFour(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ columns: Int) -> (SIMD4<Float>, SIMD4<Float>) {
        let (a0, a1) = (UnsafeRawPointer(a), UnsafeRawPointer(a + columns))
        let (b0, b1, b2, b3) = (UnsafeRawPointer(b), UnsafeRawPointer(b + columns), UnsafeRawPointer(b + 2 &* columns), UnsafeRawPointer(b + 3 &* columns))
        var (s00, s01, s02, s03) = (SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero)
        var (s10, s11, s12, s13) = (SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero, SIMD4<Float>.zero)
        var column = 0
        while column &+ 4 <= columns {
            let (x, y) = (load(a0, column), load(a1, column))
            let u0 = load(b0, column)
            s00 += x * u0
            s10 += y * u0
            let u1 = load(b1, column)
            s01 += x * u1
            s11 += y * u1
            let u2 = load(b2, column)
            s02 += x * u2
            s12 += y * u2
            let u3 = load(b3, column)
            s03 += x * u3
            s13 += y * u3
            column &+= 4
        }
        let (c1, c2, c3) = (b + columns, b + 2 &* columns, b + 3 &* columns)
        let first = SIMD4(
            closed(s00, a, b, from: column, columns), closed(s01, a, c1, from: column, columns),
            closed(s02, a, c2, from: column, columns), closed(s03, a, c3, from: column, columns))
        let d = a + columns
        let second = SIMD4(
            closed(s10, d, b, from: column, columns), closed(s11, d, c1, from: column, columns),
            closed(s12, d, c2, from: column, columns), closed(s13, d, c3, from: column, columns))
        return (first, second)
    }

    @inline(__always)
    private static func load(_ raw: UnsafeRawPointer, _ column: Int) -> SIMD4<Float> {
        raw.loadUnaligned(fromByteOffset: column &* 4, as: SIMD4<Float>.self)
    }

    @inline(__always)
    private static func closed(_ sums: SIMD4<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, from column: Int, _ columns: Int) -> Float {
        var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
        var column = column
        while column < columns {
            sum += a[column] * b[column]
            column &+= 1
        }
        return sum
    }

    @inline(__always)
    private static func closedGaps(_ sums: SIMD4<Float>, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, from column: Int, _ columns: Int) -> Float {
        var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
        var column = column
        while column < columns {
            let gap = a[column] - b[column]
            sum += gap * gap
            column &+= 1
        }
        return sum
    }
}
