import Records

/// What one model or several say of the same items, checked once.
///
/// Each model is N x K, row-major, values in 0...1. The probabilities must come from models that did not train on the
/// item they judge (out of fold), or a model looks as good as the votes it was made from.
public struct ModelProbabilities: Sendable {
    public let models: [[Double]]
    public let itemCount: Int
    public let classCount: Int
    /// Rows that do not sum to 1 within 0.01: counted, not mended.
    public let findings: [Finding]

    public init(_ model: [Double], classCount: Int) throws(CrowdlabError) {
        try self.init(models: [model], classCount: classCount)
    }

    public init(models: [[Double]], classCount: Int) throws(CrowdlabError) {
        guard classCount > 1 else { throw .tooFewClasses(classCount) }
        guard let first = models.first else { throw .noModels }
        for (place, model) in models.enumerated() {
            guard model.count == first.count, model.count % classCount == 0 else {
                throw .unequalModels(model: place, values: model.count, expected: first.count, classCount: classCount)
            }
            if let cell = Self.firstOutside(model) {
                throw .probabilityOutOfRange(model[cell], model: place, item: cell / classCount, class: cell % classCount)
            }
        }
        self.init(checked: models, classCount: classCount)
    }

    init(checked models: [[Double]], classCount: Int) {
        self.models = models
        self.classCount = classCount
        itemCount = models[0].count / classCount
        findings = models.flatMap { Self.uneven($0, classCount) }
    }

    /// Mean of the models; the model itself when there is one.
    var mean: [Double] {
        guard models.count > 1 else { return models[0] }
        var sum = models[0]
        for model in models.dropFirst() {
            for cell in sum.indices { sum[cell] += model[cell] }
        }
        let count = Double(models.count)
        for cell in sum.indices { sum[cell] /= count }
        return sum
    }

    /// Each model's likeliest class per item; the lower class on a tie.
    func guesses(ofModel model: Int) -> [Int32] { Self.likeliest(models[model], classCount) }

    static func likeliest(_ values: [Double], _ classCount: Int) -> [Int32] {
        values.withUnsafeBufferPointer { values in
            (0..<values.count / classCount).map { item in
                var best = 0
                for k in 1..<classCount where values[item * classCount + k] > values[item * classCount + best] { best = k }
                return Int32(best)
            }
        }
    }

    private static func firstOutside(_ values: [Double]) -> Int? {
        let slack = 1e-6
        return values.withUnsafeBufferPointer { values in
            for cell in 0..<values.count where !(values[cell] >= -slack && values[cell] <= 1 + slack) { return cell }
            return nil
        }
    }

    private static func uneven(_ values: [Double], _ classCount: Int) -> [Finding] {
        var count = 0
        var first: (row: Int, sum: Double)?
        values.withUnsafeBufferPointer { values in
            for item in 0..<values.count / classCount {
                var sum = 0.0
                for k in 0..<classCount { sum += values[item * classCount + k] }
                guard abs(sum - 1) > 0.01 else { continue }
                count += 1
                first = first ?? (item, sum)
            }
        }
        return first.map { [.unevenProbabilities(rows: count, first: $0.row, sum: $0.sum)] } ?? []
    }
}

/// Why votes and models cannot be put together. Facts only; see `CrowdlabError+Words.swift`.
public enum CrowdlabError: Error, Hashable {
    case noVotes
    case noModels
    case tooFewClasses(Int)
    case unequalModels(model: Int, values: Int, expected: Int, classCount: Int)
    case probabilityOutOfRange(Double, model: Int, item: Int, class: Int)
    case otherItems(votes: Int, models: Int)
    case otherClasses(votes: Int, models: Int)
    case otherModels(labelled: Int, unlabelled: Int)
    /// Every item has one vote: nothing says how far anybody can be trusted.
    case noOverlap(items: Int)
}
