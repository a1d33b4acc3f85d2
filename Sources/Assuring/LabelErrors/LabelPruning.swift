import Kernels

/// Picks as many items as `PruneCounts` says, class by class.
///
/// Classes of `minimumPerClass` items or fewer are left alone. By class needs no pass over the matrix; by noise rate needs
/// one, for which threads share out the classes, so that each heap sees its items in order whatever their number.
struct LabelPruning {
    let evidence: LabelEvidence
    let counts: PruneCounts
    let minimumPerClass: Int

    /// Per given class: the items least probable to be it.
    func byClass() -> [Bool] {
        let sizes = evidence.labelCounts
        let lowest = LowestPerGroup(sizes.indices.map { sizes[$0] > minimumPerClass ? max(sizes[$0] - counts[$0, $0], 0) : 0 })
        for (item, label) in evidence.labels.enumerated() { lowest.add(Int32(item), evidence.reading.given[item], to: Int(label)) }
        var flags = [Bool](repeating: false, count: evidence.count)
        lowest.forEachKept { flags[Int($0)] = true }
        return flags
    }

    /// Per given and other class: the items whose other class leads the given one most.
    func byNoiseRate() throws(MatrixError) -> [Bool] {
        let shares = classShares(evidence.threads)
        let found = try Pieces(shares.count, size: 1).map(threads: evidence.threads) { piece throws(MatrixError) in
            try largestLeads(of: shares[piece.lowerBound])
        }
        var flags = [Bool](repeating: false, count: evidence.count)
        for items in found { for item in items { flags[Int(item)] = true } }
        return flags
    }

    /// Classes in `count` runs of about as many items each.
    private func classShares(_ count: Int) -> [Range<Int>] {
        var shares: [Range<Int>] = []
        var (start, items) = (0, 0)
        for (label, size) in evidence.labelCounts.enumerated() {
            items += size
            if items * count >= evidence.count * (shares.count + 1) || label == evidence.classCount - 1 {
                shares.append(start..<label + 1)
                start = label + 1
            }
        }
        return shares
    }

    private func largestLeads(of classes: Range<Int>) throws(MatrixError) -> [Int32] {
        let wanted = WantedPairs(counts.pairs, classes) { evidence.labelCounts[$0] > minimumPerClass }
        let lowest = LowestPerGroup(wanted.counts)
        let classCount = evidence.classCount
        for piece in 0..<blocks.pieceCount {
            let items = blocks.range(ofPiece: piece)
            try evidence.rows.withRows(items) { block throws(MatrixError) in
                guard let base = block.baseAddress else { return }
                for item in items {
                    let label = Int(evidence.labels[item])
                    guard classes.contains(label) else { continue }
                    let row = base + (item - items.lowerBound) * classCount
                    for pair in wanted.starts[label - classes.lowerBound]..<wanted.starts[label - classes.lowerBound + 1] {
                        lowest.add(Int32(truncatingIfNeeded: item), row[label] - row[Int(wanted.truths[pair])], to: pair)
                    }
                }
            }
        }
        var found: [Int32] = []
        lowest.forEachKept { found.append($0) }
        return found
    }

    private var blocks: Pieces { Pieces(evidence.count, size: evidence.rows.rowsPerBlock) }
}

/// The pairs of given and true class with errors to find, for a run of given classes.
private struct WantedPairs {
    var starts = [0]
    var truths: [Int32] = []
    var counts: [Int] = []

    init(_ pairs: ClassPairs, _ classes: Range<Int>, where isLarge: (Int) -> Bool) {
        for given in classes {
            if isLarge(given) {
                for cell in pairs.cells(given) where Int(pairs.columns[cell]) != given && pairs.values[cell] > 0 {
                    truths.append(pairs.columns[cell])
                    counts.append(pairs.values[cell])
                }
            }
            starts.append(truths.count)
        }
    }
}
