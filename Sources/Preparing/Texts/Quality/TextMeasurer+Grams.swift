import Kernels

/// Repeated n-grams of words (Gopher, Rae et al. 2021, arXiv 2112.11446, table A1).
extension TextMeasurer {
    /// Gram i of order n is the hash of words i to i + n - 1, made from the one of order n - 1.
    mutating func countGrams(_ measures: inout TextMeasures) {
        scalarsBefore.removeAll(keepingCapacity: true)
        scalarsBefore.append(0)
        for length in words.lengths { scalarsBefore.append(scalarsBefore[scalarsBefore.count - 1] + Int(length)) }
        grams.removeAll(keepingCapacity: true)
        grams.append(contentsOf: hashes)
        for order in 2...10 {
            let count = words.count - order + 1
            guard count > 0 else { return }
            extend(to: order, count)
            if order <= 4 {
                measures.topGramScalars[order - 2] = topGram(order, count)
            } else {
                measures.repeatedGramScalars[order - 5] = repeatedGrams(order, count)
            }
        }
    }

    private mutating func extend(to order: Int, _ count: Int) {
        hashes.withUnsafeBufferPointer { hashes in
            grams.withUnsafeMutableBufferPointer { grams in
                for place in 0..<count { grams[place] = Hash64.finalise(grams[place] &* 3 ^ hashes[place + order - 1]) }
            }
        }
    }

    /// Scalars of the most frequent gram, spaces between words counted, times its count; the first one on a tie.
    private mutating func topGram(_ order: Int, _ count: Int) -> Int {
        tally.clear(expecting: count)
        var most = 0
        for place in 0..<count { most = max(most, tally.add(grams[place])) }
        let first = most == 1 ? 0 : (0..<count).first { tally.count(of: grams[$0]) == most } ?? 0
        return (scalarsBefore[first + order] - scalarsBefore[first] + order - 1) * most
    }

    /// Scalars of grams met before, spaces not counted; after one the next starts behind it.
    private mutating func repeatedGrams(_ order: Int, _ count: Int) -> Int {
        tally.clear(expecting: count)
        var place = 0, scalars = 0
        while place < count {
            if tally.count(of: grams[place]) > 0 {
                scalars += scalarsBefore[place + order] - scalarsBefore[place]
                place += order
            } else {
                _ = tally.add(grams[place])
                place += 1
            }
        }
        return scalars
    }
}
