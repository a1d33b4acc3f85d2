/// How every two annotators agree, as a product of skills would say it: W x W over those with votes.
struct PairAgreements {
    /// Those with votes, as indices into the vote table.
    let annotators: [Int]
    /// W x W, row-major: (K * share of equal answers - 1) / (K - 1); 0 where `isKnown` is false.
    let values: [Double]
    /// The two share an item; never with oneself.
    let isKnown: [Bool]
    /// How many others each shares an item with.
    let partners: [Int]

    var count: Int { annotators.count }
}

extension PairAgreements {
    /// O(N r) time, r votes per item.
    init(_ votes: VoteTable) {
        annotators = (0..<votes.annotatorCount).filter { !votes.votes(ofAnnotator: Int32($0)).isEmpty }
        let width = annotators.count
        var place = [Int](repeating: 0, count: votes.annotatorCount)
        for (index, annotator) in annotators.enumerated() { place[annotator] = index }
        var shared = [Int32](repeating: 0, count: width * width)
        var equal = shared
        for item in 0..<votes.itemCount {
            let places = votes.votes(ofItem: Int32(item))
            for left in places {
                let row = place[Int(votes.annotators[left])] * width
                for right in places where left != right {
                    let cell = row + place[Int(votes.annotators[right])]
                    shared[cell] += 1
                    if votes.classes[left] == votes.classes[right] { equal[cell] += 1 }
                }
            }
        }
        let classCount = Double(max(votes.classCount, 2))
        values = zip(shared, equal).map { $0 == 0 ? 0 : (classCount * Double($1) / Double($0) - 1) / (classCount - 1) }
        isKnown = shared.map { $0 > 0 }
        partners = (0..<width).map { row in shared[row * width..<(row + 1) * width].count { $0 > 0 } }
    }
}
