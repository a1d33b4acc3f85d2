/// The order of values that a quicksort gives, equal values included.
///
/// A row of a confident joint is full of equal remainders, and which of them is rounded up decides which labels are called
/// wrong. cleanlab leaves that to numpy's `argsort`, which is an insertion sort (stable) up to 17 values and a median-of-3
/// quicksort above; the same partition here gives the same tables. Deterministic, in place, O(n log n) on average.
enum QuickSortOrder {
    private static let insertionSpan = 16

    static func ascending(_ values: [Double]) -> [Int] {
        var order = Array(values.indices)
        var pending = [(0, values.count - 1)]
        while let (first, end) = pending.popLast() {
            var low = first
            var high = end
            while high - low > insertionSpan {
                let pivot = partition(&order, values, low, high)
                // The larger part waits, so that what waits stays logarithmic.
                if pivot - low < high - pivot {
                    pending.append((pivot + 1, high))
                    high = pivot - 1
                } else {
                    pending.append((low, pivot - 1))
                    low = pivot + 1
                }
            }
            insertionSort(&order, values, low, high)
        }
        return order
    }

    /// Median of first, middle and last as pivot; returns where it ends up.
    private static func partition(_ order: inout [Int], _ values: [Double], _ low: Int, _ high: Int) -> Int {
        let middle = low + (high - low) / 2
        func swapIfLess(_ left: Int, _ right: Int) {
            if values[order[left]] < values[order[right]] { order.swapAt(left, right) }
        }
        swapIfLess(middle, low)
        swapIfLess(high, middle)
        swapIfLess(middle, low)
        let pivot = values[order[middle]]
        var up = low
        var down = high - 1
        order.swapAt(middle, down)
        while true {
            repeat { up += 1 } while values[order[up]] < pivot
            repeat { down -= 1 } while pivot < values[order[down]]
            if up >= down { break }
            order.swapAt(up, down)
        }
        order.swapAt(up, high - 1)
        return up
    }

    private static func insertionSort(_ order: inout [Int], _ values: [Double], _ low: Int, _ high: Int) {
        for place in stride(from: low + 1, through: high, by: 1) {
            var hole = place
            while hole > low, values[order[hole]] < values[order[hole - 1]] {
                order.swapAt(hole, hole - 1)
                hole -= 1
            }
        }
    }
}
