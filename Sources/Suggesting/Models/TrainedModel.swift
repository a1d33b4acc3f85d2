import Kernels

/// A fitted linear model of a catalogue's kind: predicts, is saved as plain data, and is named by its content.
public struct TrainedModel: Sendable {
    /// Name in `ModelCatalog`.
    public let kind: String
    /// None for a number.
    public let labels: [String]
    public let answer: ModelMethod.Answer
    public let interval: PredictionInterval?
    /// Training rows and seed, for the record.
    public let rows: Int
    public let seed: UInt64
    let encoder: FeatureEncoder
    let linear: LinearModel
    let calibration: ScoreCalibration

    init(
        kind: String, encoder: FeatureEncoder, linear: LinearModel, calibration: ScoreCalibration, labels: [String], answer: ModelMethod.Answer,
        interval: PredictionInterval?, rows: Int, seed: UInt64
    ) {
        self.kind = kind
        self.encoder = encoder
        self.linear = linear
        self.calibration = calibration
        self.labels = labels
        self.answer = answer
        self.interval = interval
        self.rows = rows
        self.seed = seed
    }

    /// Names of the numbers it reads; nil for a model of texts.
    public var numberColumns: [String]? { if case .numbers(let columns) = encoder { columns.names } else { nil } }

    /// N x K probabilities in the order of `labels`, row-major; N numbers for a model of numbers. Rows of exclusive labels sum
    /// to 1. Feed millions in batches of some thousands; a batch is shared out over threads.
    public func predict(_ inputs: ModelInputs, threads: Int = 1) -> [Double] {
        Pieces(inputs.count, size: 512).map(threads: threads) { piece in
            let scores = linear.scores(encoder.rows(inputs.rows(Array(piece))))
            return answer == .number ? scores : calibration.probabilities(scores, outputCount: linear.outputCount, isExclusive: answer == .label)
        }.flatMap(\.self)
    }
}
