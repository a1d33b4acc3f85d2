/// The shapes that formulas take numbers in.
extension NumberTable {
    /// Items by annotators, row-major, when every annotator who rated any of the items rated all of them.
    struct Complete: Sendable {
        var items: Int
        var annotators: Int
        var values: [Double]
        subscript(item: Int, annotator: Int) -> Double { values[item * annotators + annotator] }
        func column(_ annotator: Int) -> [Double] { (0..<items).map { self[$0, annotator] } }
        func less(_ origin: Double) -> Complete { Complete(items: items, annotators: annotators, values: values.map { $0 - origin }) }
    }

    /// What is taken off numbers before squares are summed up: equal numbers then have no spread, not one of rounding.
    var origin: Double { values.first ?? 0 }

    /// - Parameter drawn: may repeat. Items nobody rated do not count.
    func complete(_ drawn: [Int32]) throws(AgreementUndefined) -> Complete {
        let rated = drawn.filter { !ratings(ofItem: $0).isEmpty }
        guard let first = rated.first else { throw .nothingRatedTwice }
        let raters = annotators[ratings(ofItem: first)]
        guard raters.count > 1 else { throw .nothingRatedTwice }
        var values: [Double] = []
        values.reserveCapacity(rated.count * raters.count)
        for item in rated {
            let places = ratings(ofItem: item)
            guard annotators[places] == raters else { throw .ratingsMissing }
            values += self.values[places]
        }
        return Complete(items: rated.count, annotators: raters.count, values: values)
    }

    /// Numbers of two annotators on the items both rated.
    struct Pair: Sendable {
        var first: Int32
        var second: Int32
        var x: [Double]
        var y: [Double]
    }

    /// Pairs with an item in common, by (first, second); O(numbers x ratings per item), never annotators squared.
    func pairs(_ drawn: [Int32]) -> [Pair] {
        var meetings: [(first: Int32, second: Int32, order: Int, x: Double, y: Double)] = []
        for (order, item) in drawn.enumerated() {
            let places = ratings(ofItem: item)
            for left in places {
                for right in left + 1..<max(places.upperBound, left + 1) {
                    meetings.append((annotators[left], annotators[right], order, values[left], values[right]))
                }
            }
        }
        meetings.sort { ($0.first, $0.second, $0.order) < ($1.first, $1.second, $1.order) }
        var pairs: [Pair] = []
        for meeting in meetings {
            if pairs.last?.first != meeting.first || pairs.last?.second != meeting.second {
                pairs.append(Pair(first: meeting.first, second: meeting.second, x: [], y: []))
            }
            pairs[pairs.count - 1].x.append(meeting.x)
            pairs[pairs.count - 1].y.append(meeting.y)
        }
        return pairs
    }
}
