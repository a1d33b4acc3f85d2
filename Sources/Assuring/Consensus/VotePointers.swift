/// The columns of a vote table as pointers, for loops over all votes.
struct VotePointers: @unchecked Sendable {
    let items: UnsafeBufferPointer<Int32>
    let annotators: UnsafeBufferPointer<Int32>
    let classes: UnsafeBufferPointer<Int32>
    let weights: UnsafeBufferPointer<Double>
    let itemStart: UnsafeBufferPointer<Int32>
    let annotatorStart: UnsafeBufferPointer<Int32>
    let annotatorOrder: UnsafeBufferPointer<Int32>

    var count: Int { classes.count }

    @inline(__always)
    func votes(ofItem item: Int) -> Range<Int> { Int(itemStart[item])..<Int(itemStart[item + 1]) }

    /// Places of `annotatorOrder`.
    @inline(__always)
    func orders(ofAnnotator annotator: Int) -> Range<Int> { Int(annotatorStart[annotator])..<Int(annotatorStart[annotator + 1]) }

    @inline(__always)
    func orders(ofAnnotators annotators: Range<Int>) -> Range<Int> {
        Int(annotatorStart[annotators.lowerBound])..<Int(annotatorStart[annotators.upperBound])
    }
}

extension VoteTable {
    func withColumns<Result>(_ body: (VotePointers) -> Result) -> Result {
        items.withUnsafeBufferPointer { items in
            annotators.withUnsafeBufferPointer { annotators in
                classes.withUnsafeBufferPointer { classes in
                    weights.withUnsafeBufferPointer { weights in
                        itemStart.withUnsafeBufferPointer { itemStart in
                            annotatorStart.withUnsafeBufferPointer { annotatorStart in
                                annotatorOrder.withUnsafeBufferPointer { annotatorOrder in
                                    body(VotePointers(
                                        items: items, annotators: annotators, classes: classes, weights: weights,
                                        itemStart: itemStart, annotatorStart: annotatorStart, annotatorOrder: annotatorOrder))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Every vote counts 1.
    var isUnweighted: Bool { weights.allSatisfy { $0 == 1 } }
}
