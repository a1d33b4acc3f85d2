import Foundation
import Records
import Suggesting

/// What a model is asked for.
public enum ModelTask: String, Sendable, Codable, CaseIterable {
    case label, labels, number, entities
}

/// A model learned from a plain file of labelled rows, measured by folds and written as a file of its own.
///
/// The rows are held in memory: texts as they are, and what the model makes of them (some 2 KB for a text of 80 characters).
public enum TrainFiles {
    public typealias Training = TrainingReport
    public typealias Entities = EntityReport
    public typealias Curve = LearningCurve

    public struct Options: Sendable {
        /// What the model answers; a label where neither this nor a model is named.
        public var task: ModelTask?
        /// Of `ModelCatalog`; the usual one of the task where nil.
        public var model: String?
        public var text = "text"
        /// Columns of numbers to learn from in place of a text.
        public var features: [String] = []
        public var label = "label"
        /// Between several labels in one cell.
        public var separator = "|"
        public var calibration: ScoreCalibrationMethod?
        public var closeness: Double?
        public var weights = LabelWeighting.balanced
        public var folds = 5
        public var seed: UInt64 = 0
        public var coverage = 0.9
        /// Draw a learning curve; `target` is an accuracy to reach.
        public var curve = false
        public var target: Double?
        /// Format of a dataset of marked texts, where its files do not tell.
        public var from: String?
        public init() {}
    }

    public struct Result: Codable, Sendable, Hashable {
        public var source: String
        public var model: ModelDocument
        /// Rows left out because they had nothing to learn from.
        public var leftOut: Int
        public var training: TrainingReport?
        public var entities: EntityReport?
    }

    public static func train(_ path: String, _ options: Options, to out: String, watch: ReadWatch? = nil, learning: () -> Void = {}) throws -> (result: Result, findings: FileFindings) {
        let kind = try kind(options)
        try ModelDocument.check(out)
        return try ModelDocument.worded(path) {
            kind.answer == .entities ? try entities(path, kind, options, out, watch, learning) : try rows(path, kind, options, out, watch, learning)
        }
    }

    // MARK: What is to be trained

    static func kind(_ options: Options) throws -> ModelMethod {
        let name = options.model ?? usual(options)
        guard let kind = ModelCatalog.named(name) else { throw WorkflowError.unknown("model", name) }
        if let task = options.task, kind.answer.rawValue != task.rawValue {
            throw WorkflowError(.badInput, "train.task", "`\(name)` is for the task `\(kind.answer.rawValue)`, not `\(task.rawValue)`", hint: "`winnow list models` tells what each is for")
        }
        if options.curve, kind.answer != .label {
            throw WorkflowError(.badInput, "train.task", "a learning curve is drawn for models of one label, and `\(name)` is for the task `\(kind.answer.rawValue)`")
        }
        let isNumbers = !options.features.isEmpty
        guard isNumbers == (kind.input == .numbers) else {
            throw WorkflowError(
                .badInput, "train.features", "`\(name)` reads \(kind.input == .numbers ? "columns of numbers" : "texts")",
                hint: kind.input == .numbers ? "name them with `--features`" : "leave `--features` out, or choose a model of numbers from `winnow list models`")
        }
        return kind
    }

    private static func usual(_ options: Options) -> String {
        switch (options.task ?? .label, options.features.isEmpty) {
        case (.label, true): "text-ngrams"
        case (.label, false): "numbers-label"
        case (.labels, _): "text-labels"
        case (.number, true): "text-number"
        case (.number, false): "numbers-number"
        case (.entities, _): "text-entities"
        }
    }

    // MARK: Training

    private static func rows(
        _ path: String, _ kind: ModelMethod, _ options: Options, _ out: String, _ watch: ReadWatch?, _ learning: () -> Void
    ) throws -> (Result, FileFindings) {
        var findings = FileFindings()
        let table = try LabelledTable(path, kind, options, &findings, watch)
        learning()
        let started = ContinuousClock.now
        var training = ModelTraining(
            kind, calibration: options.calibration, closeness: options.closeness, folds: options.folds, seed: options.seed, threads: LabelErrorFiles.threads,
            coverage: options.coverage)
        training.labelWeights = try options.weights.weights(of: table.names)
        let fitted = try training.fit(table.inputs, table.targets)
        var report = fitted.report
        if options.curve { report.curve = try LearningCurveStudy(training).draw(table.inputs, table.targets, target: options.target) }
        report.seconds = (ContinuousClock.now - started).seconds
        let document = try ModelDocument.write(fitted.model.data, kind: kind.name, to: out)
        return (Result(source: table.name, model: document, leftOut: table.leftOut, training: report), findings)
    }

    private static func entities(
        _ path: String, _ kind: ModelMethod, _ options: Options, _ out: String, _ watch: ReadWatch?, _ learning: () -> Void
    ) throws -> (Result, FileFindings) {
        let marked = try MarkedTexts(path, from: options.from, watch)
        learning()
        let started = ContinuousClock.now
        let training = EntityTraining(
            closeness: options.closeness ?? kind.usualCloseness, folds: options.folds, seed: options.seed, threads: LabelErrorFiles.threads, cut: marked.cut)
        let fitted = try training.fit(marked.texts, marked.spans)
        var report = fitted.report
        report.seconds = (ContinuousClock.now - started).seconds
        let document = try ModelDocument.write(fitted.model.data, kind: kind.name, to: out)
        return (Result(source: path, model: document, leftOut: marked.leftOut, entities: report), marked.findings)
    }
}

public typealias ScoreCalibrationMethod = ScoreCalibration.Method

/// How much the rows of each label weigh, as people say it.
public enum LabelWeighting: Sendable, Hashable {
    case balanced, equal
    /// By name; labels that are not named weigh 1.
    case given([String: Double])

    /// `balanced`, `equal` or `spam=3,ham=1`; nil for anything else.
    public init?(_ text: String) {
        if text == "balanced" { self = .balanced; return }
        if text == "equal" { self = .equal; return }
        var given: [String: Double] = [:]
        for pair in text.split(separator: ",") {
            guard let equals = pair.lastIndex(of: "="), let weight = Double(pair[pair.index(after: equals)...]), weight > 0, weight.isFinite else { return nil }
            given[String(pair[..<equals])] = weight
        }
        guard !given.isEmpty else { return nil }
        self = .given(given)
    }

    func weights(of names: [String]) throws -> LogisticRegression.LabelWeights {
        switch self {
        case .balanced: return .balanced
        case .equal: return .equal
        case .given(let weights):
            if let unknown = weights.keys.sorted().first(where: { !names.contains($0) }) {
                throw WorkflowError(.badInput, "train.weights", "`--weights` names `\(ShownText.of(unknown))`, a label no row has", hint: "labels are \(names.prefix(10).map { "`\(ShownText.of($0))`" }.joined(separator: ", "))")
            }
            return .given(names.map { weights[$0] ?? 1 })
        }
    }
}

extension Duration {
    fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
