import Kernels

/// How a linear model is kept: `ModelFile` with the parts `weights` and `intercepts`, and those of its features: `buckets` and
/// `term-weights` of n-grams, `terms` and `term-weights` of words.
extension TrainedModel {
    private struct Header: Codable {
        var labels: [String]
        var answer: ModelMethod.Answer
        var rows: Int
        var seed: UInt64
        var outputs: Int
        var calibration: Calibration
        var interval: PredictionInterval?
        var ngrams: TextFeatures?
        var words: WordTerms.Settings?
        var numbers: NumberColumns?
    }

    /// `ScoreCalibration` with names people can read.
    private struct Calibration: Codable {
        var method: ScoreCalibration.Method
        var temperature: Double?
        var sigmoids: [SigmoidScaling]?
        var curves: [IsotonicCurve]?

        init(_ calibration: ScoreCalibration) {
            switch calibration {
            case .none: method = .none
            case .temperature(let value): (method, temperature) = (.temperature, value)
            case .sigmoid(let scalings): (method, sigmoids) = (.sigmoid, scalings)
            case .isotonic(let all): (method, curves) = (.isotonic, all)
            }
        }

        /// nil when it does not fit so many outputs.
        func calibration(outputs: Int) -> ScoreCalibration? {
            switch method {
            case .none: return ScoreCalibration.none
            case .temperature:
                guard let temperature, temperature > 0, temperature.isFinite else { return nil }
                return .temperature(temperature)
            case .sigmoid:
                guard let sigmoids, sigmoids.count == outputs, sigmoids.allSatisfy({ $0.slope.isFinite && $0.offset.isFinite }) else { return nil }
                return .sigmoid(sigmoids)
            case .isotonic:
                guard let curves, curves.count == outputs, curves.allSatisfy(Self.isSound) else { return nil }
                return .isotonic(curves)
            }
        }

        private static func isSound(_ curve: IsotonicCurve) -> Bool {
            !curve.scores.isEmpty && curve.scores.count == curve.values.count && curve.scores.allSatisfy(\.isFinite)
                && zip(curve.scores, curve.scores.dropFirst()).allSatisfy(<) && curve.values.allSatisfy { (0...1).contains($0) }
        }
    }

    /// The bytes to keep.
    public var data: [UInt8] {
        var writer = ModelWriter()
        var header = Header(
            labels: labels, answer: answer, rows: rows, seed: seed, outputs: linear.outputCount, calibration: Calibration(calibration), interval: interval)
        switch encoder {
        case .ngrams(let features, let terms):
            header.ngrams = features
            writer.add("buckets", terms.buckets)
            writer.add("term-weights", terms.weights)
        case .words(let terms):
            header.words = terms.settings
            writer.add("terms", lines: terms.terms)
            writer.add("term-weights", terms.weights)
        case .numbers(let columns): header.numbers = columns
        }
        writer.add("weights", linear.weights)
        writer.add("intercepts", linear.intercepts)
        return writer.data(model: kind, header: header)
    }

    /// Reads what `data` wrote. Every length and number is checked before it is used.
    public init(data: [UInt8]) throws(SuggestingError) {
        let reader = try ModelReader(data)
        guard let kind = ModelCatalog.named(reader.model), kind.encoder != nil else { throw .notAModel("it is a `\(reader.model)`, which is no linear model known here") }
        let header = try reader.header(Header.self)
        let encoder = try Self.encoder(header, reader)
        let labelCount = header.answer == .number ? 1 : ScoreCalibration.labelCount(header.outputs, isExclusive: header.answer == .label)
        guard header.answer == kind.answer, header.outputs >= 1, header.outputs <= 1 << 20, header.rows >= 0,
            header.answer == .number ? header.labels.isEmpty && header.outputs == 1 : header.labels.count == labelCount,
            header.interval.map({ $0.halfWidth.isFinite && $0.halfWidth >= 0 && (0...1).contains($0.coverage) }) ?? true,
            let calibration = header.calibration.calibration(outputs: header.outputs)
        else { throw .notAModel("a number in the header at byte 12 is out of range") }
        self.init(
            kind: kind.name, encoder: encoder,
            linear: LinearModel(
                columnCount: encoder.columnCount, outputCount: header.outputs,
                weights: try reader.floats("weights", count: encoder.columnCount * header.outputs), intercepts: try reader.floats("intercepts", count: header.outputs)),
            calibration: calibration, labels: header.labels, answer: header.answer, interval: header.interval, rows: header.rows, seed: header.seed)
    }

    private static func encoder(_ header: Header, _ reader: ModelReader) throws(SuggestingError) -> FeatureEncoder {
        if let features = header.ngrams { return try ngrams(features, reader) }
        if let settings = header.words {
            guard (1...10).contains(settings.shortestRun), (settings.shortestRun...10).contains(settings.longestRun) else { throw .notAModel("`words` in the header at byte 12 is out of range") }
            let terms = try reader.lines("terms")
            return .words(WordTerms(settings: settings, terms: terms, weights: try reader.floats("term-weights", count: terms.count)))
        }
        guard let columns = header.numbers, !columns.names.isEmpty, columns.means.count == columns.names.count, columns.spreads.count == columns.names.count,
            columns.means.allSatisfy(\.isFinite), columns.spreads.allSatisfy({ $0 > 0 && $0.isFinite })
        else { throw .notAModel("the header at byte 12 names no features") }
        return .numbers(columns)
    }

    private static func ngrams(_ features: TextFeatures, _ reader: ModelReader) throws(SuggestingError) -> FeatureEncoder {
        guard (1...24).contains(features.bits), (0...10).contains(features.longestWordRun), (0...20).contains(features.shortestCharacters),
            (0...20).contains(features.longestCharacters)
        else { throw .notAModel("`ngrams` in the header at byte 12 is out of range") }
        let buckets = try reader.words("buckets")
        for (place, bucket) in buckets.enumerated() where bucket >> UInt32(features.bits) != 0 || (place > 0 && bucket <= buckets[place - 1]) {
            throw .notAModel("value \(place) of `buckets`, \(bucket), is out of order or range")
        }
        let weights = try reader.floats("term-weights", count: buckets.count)
        return .ngrams(features, TermWeights(buckets: buckets, weights: weights, bucketCount: 1 << features.bits))
    }
}
