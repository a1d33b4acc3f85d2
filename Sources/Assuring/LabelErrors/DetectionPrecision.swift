import Kernels

/// Average precision of a detector against the given boxes, per class: how sharp the model is, hence how much its word
/// against a label is worth.
///
/// At each of ten overlaps 0.5, 0.55 ... 0.95: predictions by falling probability, each matched to the given box of its
/// class and image that it overlaps most, once; the area under the precision envelope; then the mean of the ten. A class
/// without given boxes has 0.
struct DetectionPrecision {
    /// Numpy's `linspace(0.5, 0.95, 10)`.
    static let overlaps = (0..<10).map { $0 == 9 ? 0.95 : 0.5 + Double($0) * (0.45 / 9) }

    let perClass: [Double]

    init(_ images: [DetectionImage], classCount: Int) {
        var tables = [ClassTable](repeating: ClassTable(), count: classCount)
        for image in images { Self.add(image, to: &tables) }
        perClass = tables.map { table in
            let order = QuickSortOrder.ascending(table.probabilities.map { -$0 })
            return Self.overlaps.reduce(0) { $0 + table.averagePrecision(at: $1, order) } / Double(Self.overlaps.count)
        }
    }

    private static func add(_ image: DetectionImage, to tables: inout [ClassTable]) {
        for given in image.given { tables[given.label].givenCount += 1 }
        for label in Set(image.predicted.map(\.label)).sorted() {
            tables[label].add(image.predicted.filter { $0.label == label }, image.given.filter { $0.label == label }.map(\.box))
        }
    }
}

/// The predictions of one class in all images.
private struct ClassTable {
    var givenCount = 0
    var probabilities: [Double] = []
    /// Which prediction overlaps which given box most, counted through all images; -1 without any in the image.
    private var match: [Int] = []
    private var overlap: [Double] = []
    private var matchable = 0
    /// The order in which an image's predictions take their boxes.
    private var turns: [Int] = []

    mutating func add(_ predicted: [DetectionImage.Predicted], _ given: [Box]) {
        let first = probabilities.count
        for seen in predicted {
            let overlaps = given.map { seen.box.iou(with: $0) }
            let best = overlaps.indices.max { (overlaps[$0], -$0) < (overlaps[$1], -$1) }
            probabilities.append(seen.probability)
            match.append(best.map { matchable + $0 } ?? -1)
            overlap.append(best.map { overlaps[$0] } ?? 0)
        }
        turns += QuickSortOrder.ascending(predicted.map { -$0.probability }).map { first + $0 }
        matchable += given.count
    }

    func averagePrecision(at least: Double, _ order: [Int]) -> Double {
        guard givenCount > 0, !order.isEmpty else { return 0 }
        let right = matched(at: least)
        var recall: [Double] = []
        var precision: [Double] = []
        var found = 0.0
        for (rank, place) in order.enumerated() {
            if right[place] { found += 1 }
            recall.append(found / Double(givenCount))
            precision.append(found / Double(rank + 1))
        }
        for rank in precision.indices.dropLast().reversed() { precision[rank] = max(precision[rank], precision[rank + 1]) }
        var area = 0.0
        for rank in recall.indices { area += (recall[rank] - (rank > 0 ? recall[rank - 1] : 0)) * precision[rank] }
        return area
    }

    private func matched(at least: Double) -> [Bool] {
        var isTaken = [Bool](repeating: false, count: matchable)
        var right = [Bool](repeating: false, count: match.count)
        for place in turns where match[place] >= 0 && overlap[place] >= least && !isTaken[match[place]] {
            isTaken[match[place]] = true
            right[place] = true
        }
        return right
    }
}
