/// What the training of a tagger came to; scores count whole entities, right in bounds and label, in texts the model had not seen.
public struct EntityReport: Sendable, Hashable, Codable {
    /// Words first to last of one entity.
    struct Stretch: Sendable, Hashable {
        var first: Int
        var last: Int
        var kind: Int
    }

    public var model = EntityModel.kind
    public var rows: Int
    public var tokens: Int
    public var labels: [String]
    public var seed: UInt64
    /// Weights that were learned.
    public var features = 0
    public var iterations = 0
    /// Marks whose bounds lie inside words: the whole words were taken. Marks on no word, or over an earlier one: left out.
    public var adjustedSpans = 0
    public var droppedSpans = 0
    /// 0: nothing was held out.
    public var folds = 0
    public var precision: Double?
    public var recall: Double?
    public var f1: Double?
    public var scores: [TrainingReport.LabelScore] = []
    public var seconds: Double?

    init(rows: Int, tokens: Int, labels: [String], seed: UInt64) {
        self.rows = rows
        self.tokens = tokens
        self.labels = labels
        self.seed = seed
    }

    mutating func measure(_ given: [[Stretch]], _ found: [[Stretch]], folds: Int) {
        self.folds = folds
        var (right, told, there) = ([Int](repeating: 0, count: labels.count), [Int](repeating: 0, count: labels.count), [Int](repeating: 0, count: labels.count))
        for row in given.indices {
            let truth = Set(given[row])
            for stretch in given[row] { there[stretch.kind] += 1 }
            for stretch in found[row] {
                told[stretch.kind] += 1
                if truth.contains(stretch) { right[stretch.kind] += 1 }
            }
        }
        scores = labels.indices.map { kind in
            let precision = Double(right[kind]) / Double(max(1, told[kind])), recall = Double(right[kind]) / Double(max(1, there[kind]))
            return .init(label: labels[kind], rows: there[kind], precision: precision, recall: recall, f1: TrainingReport.f1(precision, recall))
        }
        let all = right.reduce(0, +)
        let precision = Double(all) / Double(max(1, told.reduce(0, +))), recall = Double(all) / Double(max(1, there.reduce(0, +)))
        (self.precision, self.recall, f1) = (precision, recall, TrainingReport.f1(precision, recall))
    }
}
