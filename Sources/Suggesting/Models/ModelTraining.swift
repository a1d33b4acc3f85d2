import Kernels

/// Learns a model of a catalogue's kind, and measures it on rows it has not seen.
///
/// Each fold's rows are scored by a model of the others, features and their weights included. These scores calibrate the
/// model and measure it; the calibration that is measured is itself learned without the fold. The model that is kept learns
/// from all rows. Folds are shared out over threads; the result does not depend on how many there are.
public struct ModelTraining: Sendable {
    public var kind: ModelMethod
    public var calibration: ScoreCalibration.Method
    /// How closely training rows are fitted: `ModelMethod.usualCloseness`.
    public var closeness: Double
    public var labelWeights: LogisticRegression.LabelWeights
    /// Fewer when a label has fewer rows; below 2 nothing is measured or calibrated.
    public var folds: Int
    public var seed: UInt64
    public var threads: Int
    /// Of a number: how often its interval is to hold it.
    public var coverage: Double

    public init(
        _ kind: ModelMethod, calibration: ScoreCalibration.Method? = nil, closeness: Double? = nil,
        labelWeights: LogisticRegression.LabelWeights = .balanced, folds: Int = 5, seed: UInt64 = 0, threads: Int = 2, coverage: Double = 0.9
    ) {
        self.kind = kind
        self.calibration = calibration ?? kind.usualCalibration
        self.closeness = closeness ?? kind.usualCloseness
        self.labelWeights = labelWeights
        self.folds = folds
        self.seed = seed
        self.threads = threads
        self.coverage = coverage
    }

    public struct Fitted: Sendable {
        public var model: TrainedModel
        public var report: TrainingReport
        /// N x K probabilities (N numbers) by models that have not seen the row; nil without folds.
        public var heldOut: [Double]?
    }

    /// - Throws: `oneLabel`, `noFeatures`, `notFinite`, `countsDiffer`, `weightsDiffer`, `unfit`.
    public func fit(_ inputs: ModelInputs, _ targets: ModelTargets) throws(SuggestingError) -> Fitted {
        try inputs.check()
        try targets.check(rows: inputs.count)
        let prepared = try prepare(inputs)
        let cut = usableFolds(targets).map { StratifiedFolds(labels: targets.strata, count: $0, seed: seed) }
        let all = Array(0..<inputs.count)
        // The whole first: it takes longest.
        let fits = try Pieces((cut?.count ?? 0) + 1, size: 1).map(threads: threads) { piece throws(SuggestingError) -> FoldFit in
            guard let cut, piece.lowerBound > 0 else { return try fit(prepared, targets, all, held: []) }
            let fold = piece.lowerBound - 1
            return try fit(prepared, targets, cut.training(for: fold), held: cut.heldOut(in: fold))
        }
        guard fits[0].encoder.columnCount > 0, fits[0].hasFeatures else { throw .noFeatures(rows: inputs.count) }
        guard fits[0].linear.isFinite else { throw .unfit(model: kind.name, needs: "numbers of a size that can be reckoned with") }
        let held = cut.flatMap { HeldOutScores($0, fits.dropFirst().map(\.scores), outputCount: fits[0].linear.outputCount) }
        return assemble(fits[0], held, targets)
    }

    // MARK: Fitting

    struct FoldFit: Sendable {
        var encoder: FeatureEncoder
        var linear: LinearModel
        var scores: [Double]
        var hasFeatures: Bool
    }

    private func prepare(_ inputs: ModelInputs) throws(SuggestingError) -> PreparedInputs {
        guard let encoder = kind.encoder else { throw .unfit(model: kind.name, needs: "sentences with marked words") }
        switch (kind.input, inputs) {
        case (.text, .texts), (.numbers, .numbers): return PreparedInputs(inputs, encoder)
        case (.text, _): throw .unfit(model: kind.name, needs: "texts")
        case (.numbers, _): throw .unfit(model: kind.name, needs: "numbers")
        }
    }

    private func fit(_ prepared: PreparedInputs, _ targets: ModelTargets, _ training: [Int], held: [Int]) throws(SuggestingError) -> FoldFit {
        guard let learner = kind.learner(closeness: closeness, labelWeights: labelWeights) else { throw .unfit(model: kind.name, needs: "sentences with marked words") }
        let encoder = prepared.encoder(of: training)
        let rows = prepared.rows(training, by: encoder)
        let linear = try learner.fit(rows, targets.rows(training), threads: held.isEmpty ? threads : 1)
        return FoldFit(encoder: encoder, linear: linear, scores: held.isEmpty ? [] : linear.scores(prepared.rows(held, by: encoder)), hasFeatures: rows.storedCount > 0)
    }

    /// Cut down to the rows of the second most frequent label, so that each training part holds two; nil below 2.
    private func usableFolds(_ targets: ModelTargets) -> Int? {
        var usable = min(folds, targets.count / 2)
        switch targets {
        case .labels(let labels, let names):
            var counts = [Int](repeating: 0, count: names.count)
            for label in labels { counts[label] += 1 }
            usable = min(usable, counts.sorted(by: >).dropFirst().first ?? 0)
        case .labelSets, .numbers: break
        }
        return usable >= 2 ? usable : nil
    }

    private func assemble(_ fit: FoldFit, _ held: HeldOutScores?, _ targets: ModelTargets) -> Fitted {
        var report = TrainingReport(model: kind.name, rows: targets.count, features: fit.encoder.columnCount, labels: targets.names, seed: seed)
        report.calibration = calibration
        var fitted = ScoreCalibration.none
        var (interval, probabilities): (PredictionInterval?, [Double]?) = (nil, nil)
        if let held {
            report.folds = held.cut.count
            switch targets {
            case .numbers(let numbers):
                interval = PredictionInterval.fit(held.scores, numbers, coverage: coverage)
                report.number = NumberMeasure(held.scores, numbers, interval)
                probabilities = held.scores
            case .labels, .labelSets:
                fitted = held.calibration(calibration, targets)
                probabilities = held.calibrated(calibration, targets)
                report.measure(held, probabilities ?? [], targets)
                if case .temperature(let temperature) = fitted { report.temperature = temperature }
            }
        }
        let model = TrainedModel(
            kind: kind.name, encoder: fit.encoder, linear: fit.linear, calibration: fitted, labels: targets.names, answer: kind.answer, interval: interval,
            rows: targets.count, seed: seed)
        return Fitted(model: model, report: report, heldOut: probabilities)
    }
}
