import Foundation

/// What a training came to, measured on rows by models that had not seen them.
public struct TrainingReport: Sendable, Hashable, Codable {
    public typealias Number = NumberMeasure

    /// How one label fares.
    public struct LabelScore: Sendable, Hashable, Codable {
        public var label: String
        /// Rows that have it.
        public var rows: Int
        public var precision: Double
        public var recall: Double
        public var f1: Double
    }

    /// Two labels that are taken for each other.
    public struct Confused: Sendable, Hashable, Codable {
        public var given: String
        public var predicted: String
        public var rows: Int
    }

    public var model: String
    public var rows: Int
    /// Columns the model weighs.
    public var features: Int
    public var labels: [String]
    public var seed: UInt64
    /// 0: too few rows to hold any out; nothing below is known then.
    public var folds = 0
    public var calibration = ScoreCalibration.Method.none
    public var temperature: Double?
    /// Share of rows whose prediction is the label; of several labels, exactly the set.
    public var accuracy: Double?
    public var foldAccuracy: [Double] = []
    /// Mean over labels, and over all their rows together.
    public var macroF1: Double?
    public var microF1: Double?
    /// Mean cross-entropy; of several labels the mean over rows and labels.
    public var logLoss: Double?
    /// Expected calibration error over ten bins, before and after calibration.
    public var calibrationErrorBefore: Double?
    public var calibrationErrorAfter: Double?
    public var scores: [LabelScore] = []
    /// Rows are given, columns are predicted labels; left out above 100 labels.
    public var confusion: [[Int]]?
    /// The worst first, at most 20.
    public var mostConfused: [Confused] = []
    public var number: NumberMeasure?
    public var seconds: Double?
    /// What was told of the labels needed, where it was asked for.
    public var curve: LearningCurve?

    public init(model: String, rows: Int, features: Int, labels: [String], seed: UInt64) {
        self.model = model
        self.rows = rows
        self.features = features
        self.labels = labels
        self.seed = seed
    }

    mutating func measure(_ held: HeldOutScores, _ probabilities: [Double], _ targets: ModelTargets) {
        switch targets {
        case .labels(let given, let names):
            let plain = ProbabilityMeasure(held.plain(targets), labels: given, labelCount: names.count)
            let measure = ProbabilityMeasure(probabilities, labels: given, labelCount: names.count)
            (accuracy, logLoss) = (measure.accuracy, measure.crossEntropy)
            (calibrationErrorBefore, calibrationErrorAfter) = (plain.calibrationError, measure.calibrationError)
            let predicted = given.indices.map { TextModel.best(probabilities, row: $0, labelCount: names.count) }
            foldAccuracy = shares(held.cut) { predicted[$0] == given[$0] }
            tell(given.map { [$0] }, predicted.map { [$0] })
            confuse(given, predicted)
        case .labelSets(let given, let names):
            let predicted = given.indices.map { row in names.indices.filter { probabilities[row * names.count + $0] > 0.5 } }
            let truths = targets.truths(outputCount: names.count)
            logLoss = Self.binaryLoss(probabilities, truths)
            calibrationErrorBefore = Self.binaryCalibrationError(held.plain(targets), truths)
            calibrationErrorAfter = Self.binaryCalibrationError(probabilities, truths)
            foldAccuracy = shares(held.cut) { predicted[$0] == given[$0].sorted() }
            accuracy = Double(given.indices.count { predicted[$0] == given[$0].sorted() }) / Double(max(1, given.count))
            tell(given, predicted)
        case .numbers: break
        }
    }

    private func shares(_ cut: StratifiedFolds, _ isRight: (Int) -> Bool) -> [Double] {
        (0..<cut.count).map { fold in
            let rows = cut.heldOut(in: fold)
            return Double(rows.count(where: isRight)) / Double(max(1, rows.count))
        }
    }

    private mutating func tell(_ given: [[Int]], _ predicted: [[Int]]) {
        var (right, told, there) = ([Int](repeating: 0, count: labels.count), [Int](repeating: 0, count: labels.count), [Int](repeating: 0, count: labels.count))
        for row in given.indices {
            for label in predicted[row] {
                told[label] += 1
                if given[row].contains(label) { right[label] += 1 }
            }
            for label in given[row] { there[label] += 1 }
        }
        scores = labels.indices.map { label in
            let precision = Double(right[label]) / Double(max(1, told[label])), recall = Double(right[label]) / Double(max(1, there[label]))
            return LabelScore(label: labels[label], rows: there[label], precision: precision, recall: recall, f1: Self.f1(precision, recall))
        }
        macroF1 = scores.map(\.f1).reduce(0, +) / Double(max(1, scores.count))
        let all = right.reduce(0, +)
        microF1 = Self.f1(Double(all) / Double(max(1, told.reduce(0, +))), Double(all) / Double(max(1, there.reduce(0, +))))
    }

    private mutating func confuse(_ given: [Int], _ predicted: [Int]) {
        let count = labels.count
        var cells: [Int: Int] = [:]
        for row in given.indices { cells[given[row] * count + predicted[row], default: 0] += 1 }
        if count <= 100 { confusion = labels.indices.map { given in labels.indices.map { cells[given * count + $0] ?? 0 } } }
        mostConfused = cells.filter { $0.key / count != $0.key % count }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(20)
            .map { Confused(given: labels[$0.key / count], predicted: labels[$0.key % count], rows: $0.value) }
    }

    static func f1(_ precision: Double, _ recall: Double) -> Double { precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 }

    private static func binaryLoss(_ probabilities: [Double], _ truths: [Bool]) -> Double {
        zip(probabilities, truths).reduce(0) { $0 - log(max(1e-15, $1.1 ? $1.0 : 1 - $1.0)) } / Double(max(1, truths.count))
    }

    private static func binaryCalibrationError(_ probabilities: [Double], _ truths: [Bool]) -> Double {
        var gaps = [Double](repeating: 0, count: 10)
        for (probability, isTrue) in zip(probabilities, truths) { gaps[max(0, min(9, Int(probability * 10)))] += probability - (isTrue ? 1 : 0) }
        return gaps.reduce(0) { $0 + abs($1) } / Double(max(1, truths.count))
    }
}
