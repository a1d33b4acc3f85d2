/// How the votes on an item become shares of the classes.
public enum VoteShareRule: String, Sendable, Hashable, Codable, CaseIterable {
    /// A class's share stands in the class's column.
    case byClass = "by-class"
    /// Shares stand in the first columns, in the order of the classes given, unless every class was given: what
    /// cleanlab 2.9 does with labels held as floating-point numbers, as its own table of annotators holds them
    /// (`value_counts` asks for an integer type). An item whose only vote is for class 2 counts as one vote for class 0,
    /// so its calibration comes out too soft. For comparison with it only.
    case packed

    /// I x K, row-major; rows of items without votes are 0. Votes count 1 each.
    func shares(_ votes: VoteTable) -> [Double] {
        let classCount = votes.classCount
        var shares = [Double](repeating: 0, count: votes.itemCount * classCount)
        shares.withUnsafeMutableBufferPointer { shares in
            for item in 0..<votes.itemCount {
                let places = votes.votes(ofItem: Int32(item))
                let row = item * classCount
                for place in places { shares[row + Int(votes.classes[place])] += 1 }
                if self == .packed { Self.pack(UnsafeMutableBufferPointer(rebasing: shares[row..<row + classCount])) }
                guard places.count > 1 else { continue }
                for k in row..<row + classCount { shares[k] /= Double(places.count) }
            }
        }
        return shares
    }

    private static func pack(_ row: UnsafeMutableBufferPointer<Double>) {
        var column = 0
        for k in 0..<row.count where row[k] > 0 {
            row.swapAt(column, k)
            column += 1
        }
    }
}
