/// Pairs of ratings within items: the inner loops of every panel coefficient.
extension RatingPanel {
    /// Per listed item the sum over c and k of r_ic r_ik w_ck, each pair twice and each rating with itself too.
    ///
    /// `weights` is K x K, row-major; nil counts equal classes only. O(cells x classes per item).
    func crossed(_ items: [Int32], _ weights: [Double]?) -> [Double] {
        [Double](unsafeUninitializedCapacity: items.count) { sums, count in
            cellClass.withUnsafeBufferPointer { classes in
                cellCount.withUnsafeBufferPointer { counts in
                    if let weights {
                        for place in 0..<items.count { sums[place] = Self.crossed(cells(of: items[place]), classes, counts, weights, classCount) }
                    } else {
                        for place in 0..<items.count { sums[place] = Self.squared(cells(of: items[place]), counts) }
                    }
                }
            }
            count = items.count
        }
    }

    @inline(__always)
    private static func squared(_ cells: Range<Int>, _ counts: UnsafeBufferPointer<Double>) -> Double {
        var sum = 0.0
        for cell in cells { sum += counts[cell] * counts[cell] }
        return sum
    }

    @inline(__always)
    private static func crossed(
        _ cells: Range<Int>, _ classes: UnsafeBufferPointer<Int32>, _ counts: UnsafeBufferPointer<Double>, _ weights: [Double], _ classCount: Int
    ) -> Double {
        weights.withUnsafeBufferPointer { weights in
            var sum = 0.0
            for cell in cells {
                let row = Int(classes[cell]) * classCount
                var weighted = 0.0
                for other in cells { weighted += weights[row + Int(classes[other])] * counts[other] }
                sum += counts[cell] * weighted
            }
            return sum
        }
    }

    /// Per listed item the share of its pairs of ratings that agree, by `weights`; 0 for items rated less than twice.
    func agreeingShares(_ items: [Int32], _ weights: AgreementWeights) -> [Double] {
        var shares = crossed(items, weights.table)
        for place in shares.indices {
            let ratings = ratings[Int(items[place])]
            shares[place] = ratings > 1 ? (shares[place] - ratings) / (ratings * (ratings - 1)) : 0
        }
        return shares
    }

    /// How often each class was given, over the listed items; `perItem` scales each item's ratings.
    func classSums(_ items: [Int32], _ perItem: (Double) -> Double) -> [Double] {
        var sums = [Double](repeating: 0, count: classCount)
        sums.withUnsafeMutableBufferPointer { sums in
            for item in items {
                let scale = perItem(ratings[Int(item)])
                for cell in cells(of: item) { sums[Int(cellClass[cell])] += cellCount[cell] * scale }
            }
        }
        return sums
    }
}
