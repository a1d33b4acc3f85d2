import Kernels

/// A row between two training rows of one class.
public struct SyntheticRow: Sendable, Hashable, Codable {
    /// Rows of the table: the one started from, and its neighbour.
    public var first: Int
    public var second: Int
    /// How far from the first to the second, 0..<1.
    public var share: Double
    /// Of SMOTE-NC: what most neighbours have, in the order of the columns of categories among the features.
    public var categories: [String] = []
    /// Place of the class among their sorted names.
    var classPlace: Int

    func number(in column: [Double]) -> Double { column[first] + share * (column[second] - column[first]) }
}

/// What happens to each training row, while a method works it out.
struct BalancePlan {
    let labelled: LabelledRows
    /// By place among the training rows.
    var isKept: [Bool]
    /// Places among the training rows, one a copy.
    var copies: [Int] = []
    var synthetic: [SyntheticRow] = []

    init(_ labelled: LabelledRows) {
        self.labelled = labelled
        isKept = [Bool](repeating: true, count: labelled.rows.count)
    }

    /// Each class has a stream of random numbers of its own.
    mutating func copy(_ missing: [Int], _ seed: UInt64) {
        for (place, members) in labelled.members.enumerated() {
            var random = SeededRandom.derive(seed, labelled.names[place])
            for _ in 0..<missing[place] { copies.append(members[random.below(members.count)]) }
        }
    }

    mutating func draw(_ kept: [Int], _ seed: UInt64) {
        for (place, members) in labelled.members.enumerated() where kept[place] < members.count {
            var random = SeededRandom.derive(seed, labelled.names[place])
            var order = members
            random.shuffle(&order)
            for row in order.dropFirst(kept[place]) { isKept[row] = false }
        }
    }

    /// Places among the training rows and, after them, the new ones.
    mutating func leaveOut(_ places: [Int]) {
        let old = isKept.count
        let gone = Set(places.lazy.filter { $0 >= old })
        for place in places where place < old { isKept[place] = false }
        synthetic = synthetic.indices.filter { !gone.contains($0 + old) }.map { synthetic[$0] }
    }
}
