/// Votes as they came: parallel columns on their way into a `VoteTable`.
struct VoteColumns {
    var items: [Int32]
    var annotators: [Int32]
    var classes: [Int32]
    /// nil: every vote counts 1.
    var weights: [Double]?

    mutating func append(_ other: VoteColumns, _ place: Int) {
        items.append(other.items[place])
        annotators.append(other.annotators[place])
        classes.append(other.classes[place])
        if let weight = other.weights?[place] { weights?.append(weight) }
    }

    func check(itemCount: Int, annotatorCount: Int, classCount: Int) throws(VoteTableError) {
        guard items.count == classes.count, annotators.count == classes.count, weights.map({ $0.count == classes.count }) ?? true
        else {
            throw .unequalColumns(
                items: items.count, annotators: annotators.count, classes: classes.count, weights: weights?.count)
        }
        if let vote = Self.firstOutside(items, itemCount) {
            throw .itemOutOfRange(items[vote], itemCount: itemCount, vote: vote)
        }
        if let vote = Self.firstOutside(annotators, annotatorCount) {
            throw .annotatorOutOfRange(annotators[vote], annotatorCount: annotatorCount, vote: vote)
        }
        if let vote = Self.firstOutside(classes, classCount) {
            throw .classOutOfRange(classes[vote], classCount: classCount, vote: vote)
        }
        if let weights, let vote = weights.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
            throw .weightNotPositive(weights[vote], vote: vote)
        }
    }

    private static func firstOutside(_ column: [Int32], _ count: Int) -> Int? {
        column.firstIndex { $0 < 0 || Int($0) >= count }
    }

    /// By item, then annotator, then arrival: two stable counting sorts, O(N).
    func sorted(itemCount: Int, annotatorCount: Int) -> VoteColumns {
        let byAnnotator = CountingSort.order(
            of: annotators, starts: CountingSort.starts(of: annotators, bucketCount: annotatorCount))
        let itemsByAnnotator = byAnnotator.map { items[Int($0)] }
        let byItem = CountingSort.order(
            of: itemsByAnnotator, starts: CountingSort.starts(of: itemsByAnnotator, bucketCount: itemCount))
        let order = byItem.map { byAnnotator[Int($0)] }
        return VoteColumns(
            items: order.map { items[Int($0)] }, annotators: order.map { annotators[Int($0)] },
            classes: order.map { classes[Int($0)] }, weights: weights.map { column in order.map { column[Int($0)] } })
    }

    /// Sorted columns with one vote per item and annotator, and how many votes a later one replaced.
    func keepingLastOfEachPair() -> (kept: VoteColumns, replaced: Int) {
        func isReplaced(_ place: Int) -> Bool {
            place + 1 < items.count && items[place] == items[place + 1] && annotators[place] == annotators[place + 1]
        }
        let replaced = items.indices.reduce(0) { $0 + (isReplaced($1) ? 1 : 0) }
        guard replaced > 0 else { return (self, 0) }
        var kept = VoteColumns(items: [], annotators: [], classes: [], weights: weights == nil ? nil : [])
        for place in items.indices where !isReplaced(place) { kept.append(self, place) }
        return (kept, replaced)
    }
}

/// Stable sort of small integers, in the two halves that a compressed row index needs.
enum CountingSort {
    /// Bucket b is `starts[b] ..< starts[b + 1]`.
    static func starts(of keys: [Int32], bucketCount: Int) -> [Int32] {
        var starts = [Int32](repeating: 0, count: bucketCount + 1)
        starts.withUnsafeMutableBufferPointer { starts in
            for key in keys { starts[Int(key) + 1] += 1 }
            for bucket in 0..<bucketCount { starts[bucket + 1] += starts[bucket] }
        }
        return starts
    }

    /// Places of `keys` sorted by key, equal keys in their order.
    static func order(of keys: [Int32], starts: [Int32]) -> [Int32] {
        var next = starts
        return [Int32](unsafeUninitializedCapacity: keys.count) { order, count in
            next.withUnsafeMutableBufferPointer { next in
                for place in 0..<keys.count {
                    let bucket = Int(keys[place])
                    order[Int(next[bucket])] = Int32(truncatingIfNeeded: place)
                    next[bucket] += 1
                }
            }
            count = keys.count
        }
    }
}
