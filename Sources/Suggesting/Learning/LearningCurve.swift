import Foundation
import Kernels

/// What more labels would bring: errors on rows held out as the training rows grow, and where that leads.
///
/// A fifth of the rows is held out. Of the others nested subsets are drawn in several orders; the mean error of each size is
/// followed by a `PowerLaw`. Intervals hold 95 %: held-out rows are drawn anew 200 times and the law fitted to each. They
/// tell what the choice of held-out rows does, not whether the law still holds far beyond the labels there are.
public struct LearningCurve: Sendable, Hashable, Codable {
    public struct Point: Sendable, Hashable, Codable {
        public var labels: Int
        public var error: Double
        public var low: Double
        public var high: Double
    }

    /// A value with its 95 % interval; `high` is nil where it has no end.
    public struct Estimate: Sendable, Hashable, Codable {
        public var value: Double?
        public var low: Double?
        public var high: Double?
    }

    public var points: [Point]
    public var law: PowerLaw
    /// Accuracy that was asked for, and the labels that reach it; a missing value is out of reach.
    public var target: Double?
    public var labelsForTarget: Estimate?
    /// How much lower the error is expected to be with twice the labels there are.
    public var gainOfDoubling: Estimate
    /// Whether twice the labels lower the error by half a point or more, as far as can be told: the lower bound of the gain.
    public var morePays: Bool
}

/// Draws the curve for one kind of model.
public struct LearningCurveStudy: Sendable {
    public var training: ModelTraining
    public var orders = 3
    public var sizes = 7
    public var draws = 200

    public init(_ training: ModelTraining) { self.training = training }

    /// - Parameter target: accuracy to reach, in 0...1.
    /// - Throws: as `ModelTraining`; `tooFewRows` below 50 rows, `unfit` for models that do not answer with one label.
    public func draw(_ inputs: ModelInputs, _ targets: ModelTargets, target: Double?) throws(SuggestingError) -> LearningCurve {
        guard case .labels(let labels, let names) = targets else { throw .unfit(model: training.kind.name, needs: "one label for each row, to draw a learning curve") }
        guard labels.count >= 50 else { throw .tooFewRows(labels.count, folds: 50) }
        let cut = StratifiedFolds(labels: labels, count: 5, seed: training.seed)
        let held = cut.heldOut(in: 0), pool = cut.training(for: 0)
        let counts = steps(from: max(20, names.count), to: pool.count)
        var runs: [(order: Int, count: Int)] = []
        for count in counts.reversed() { for order in 0..<orders { runs.append((order, count)) } }
        let jobs = runs
        let wrong = try Pieces(jobs.count, size: 1).map(threads: training.threads) { piece throws(SuggestingError) in
            try misses(inputs, targets, shuffled(pool, jobs[piece.lowerBound].order, count: jobs[piece.lowerBound].count), held)
        }
        var errors = [[Double]](repeating: [Double](repeating: 0, count: held.count), count: counts.count)
        for (run, misses) in zip(jobs, wrong) {
            guard let size = counts.firstIndex(of: run.count) else { continue }
            for place in misses.indices where misses[place] { errors[size][place] += 1 / Double(orders) }
        }
        guard let curve = curve(counts, errors, total: labels.count, target) else { throw .tooFewRows(labels.count, folds: 50) }
        return curve
    }

    private func steps(from least: Int, to most: Int) -> [Int] {
        let ratio = pow(Double(most) / Double(min(least, most)), 1 / Double(sizes - 1))
        var result: [Int] = []
        for step in 0..<sizes {
            let count = min(most, Int((Double(min(least, most)) * pow(ratio, Double(step))).rounded()))
            if count > (result.last ?? 1) { result.append(count) }
        }
        return result
    }

    private func shuffled(_ pool: [Int], _ order: Int, count: Int) -> [Int] {
        var rows = pool
        var random = SeededRandom.derive(training.seed, "learning-curve-\(order)")
        random.shuffle(&rows)
        return rows.prefix(count).sorted()
    }

    /// Of each held-out row, whether a model of the given rows is wrong; all are where it has but one label to learn from.
    private func misses(_ inputs: ModelInputs, _ targets: ModelTargets, _ rows: [Int], _ held: [Int]) throws(SuggestingError) -> [Bool] {
        var training = training
        (training.folds, training.threads) = (0, 1)
        guard case .labels(let labels, let names) = targets else { return [] }
        do {
            let model = try training.fit(inputs.rows(rows), targets.rows(rows)).model
            let probabilities = model.predict(inputs.rows(held))
            return held.enumerated().map { TextModel.best(probabilities, row: $0.offset, labelCount: names.count) != labels[$0.element] }
        } catch .oneLabel { return held.map { labels[$0] != labels[rows[0]] } }
    }

    private func curve(_ counts: [Int], _ errors: [[Double]], total: Int, _ target: Double?) -> LearningCurve? {
        let rows = errors[0].count
        func fitted(_ chosen: [Int]) -> (means: [Double], law: PowerLaw)? {
            let means = errors.map { size in chosen.reduce(0) { $0 + size[$1] } / Double(max(1, chosen.count)) }
            let weights = means.map { Double(rows) / max($0 * (1 - $0), 1 / Double(max(4, rows))) }
            return PowerLaw.fit(counts: counts.map { Double($0) }, errors: means, weights: weights).map { (means, $0) }
        }
        guard let all = fitted(Array(0..<rows)) else { return nil }
        var random = SeededRandom.derive(training.seed, "learning-curve-bootstrap")
        let drawn = (0..<draws).compactMap { _ in fitted((0..<rows).map { _ in random.below(rows) }) }
        func gain(_ law: PowerLaw) -> Double { law.error(at: Double(total)) - law.error(at: Double(2 * total)) }
        let gains = drawn.map { gain($0.law) }.sorted()
        let doubling = LearningCurve.Estimate(value: gain(all.law), low: Self.quantile(gains, 0.025), high: Self.quantile(gains, 0.975))
        return LearningCurve(
            points: counts.indices.map { size in
                let own = drawn.map { $0.means[size] }.sorted()
                return .init(labels: counts[size], error: all.means[size], low: Self.quantile(own, 0.025), high: Self.quantile(own, 0.975))
            },
            law: all.law, target: target, labelsForTarget: target.map { needed(1 - $0, all.law, drawn.map(\.law)) }, gainOfDoubling: doubling,
            morePays: (doubling.low ?? 0) >= 0.005)
    }

    private func needed(_ error: Double, _ law: PowerLaw, _ drawn: [PowerLaw]) -> LearningCurve.Estimate {
        let counts = drawn.map { $0.count(for: error) ?? .infinity }.sorted()
        func finite(_ value: Double) -> Double? { value.isFinite ? value.rounded(.up) : nil }
        return .init(value: law.count(for: error)?.rounded(.up), low: finite(Self.quantile(counts, 0.025)), high: finite(Self.quantile(counts, 0.975)))
    }

    private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
}
