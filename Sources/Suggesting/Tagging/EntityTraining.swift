import Kernels

/// Learns to mark entities in texts: a linear-chain conditional random field with |w|^2 / (2 C), by L-BFGS.
///
/// Weights are kept for pairs of attribute and tag that occur in training, as `CRFsuite` keeps them by default, and for every
/// transition. Cost of an iteration: words times (attributes + tags squared). Folds, or within one fit pieces of the texts, are
/// shared out over threads; the result does not depend on how many there are.
public struct EntityTraining: Sendable {
    public var closeness: Double
    public var folds: Int
    public var seed: UInt64
    public var threads: Int
    public var maximumIterations: Int
    public var cut: TokenCut

    public init(closeness: Double = 5, folds: Int = 5, seed: UInt64 = 0, threads: Int = 2, maximumIterations: Int = 100, cut: TokenCut = .words) {
        self.closeness = closeness
        self.folds = folds
        self.seed = seed
        self.threads = threads
        self.maximumIterations = maximumIterations
        self.cut = cut
    }

    public struct Fitted: Sendable {
        public var model: EntityModel
        public var report: EntityReport
    }

    /// - Throws: `nothingMarked`, `noFeatures` when no text has a word, `countsDiffer`.
    public func fit(_ texts: [String], _ spans: [[TextSpan]]) throws(SuggestingError) -> Fitted {
        guard texts.count == spans.count else { throw .countsDiffer(texts: texts.count, labels: spans.count) }
        let tags = EntityTags(labels: Set(spans.flatMap { $0.map(\.label) }).sorted())
        guard !tags.labels.isEmpty else { throw .nothingMarked(rows: texts.count) }
        let sentences = texts.indices.map { Sentence(cut.tokens(of: texts[$0]), spans[$0], tags) }
        guard sentences.contains(where: { !$0.attributes.isEmpty }) else { throw .noFeatures(rows: texts.count) }
        var report = EntityReport(rows: texts.count, tokens: sentences.reduce(0) { $0 + $1.tags.count }, labels: tags.labels, seed: seed)
        report.adjustedSpans = sentences.reduce(0) { $0 + $1.adjusted }
        report.droppedSpans = sentences.reduce(0) { $0 + $1.dropped }
        let usable = min(folds, sentences.count { !$0.stretches.isEmpty })
        if usable >= 2 { report.measure(sentences.map(\.stretches), heldOut(sentences, tags, usable), folds: usable) }
        let (model, iterations) = model(of: sentences, tags, threads: threads)
        (report.features, report.iterations) = (model.weights.count, iterations)
        return Fitted(model: model, report: report)
    }

    /// One text, looked at once for all folds.
    private struct Sentence: Sendable {
        var attributes: [[UInt64]]
        var tags: [Int]
        var stretches: [EntityReport.Stretch]
        var adjusted: Int
        var dropped: Int

        init(_ row: TokenRow, _ spans: [TextSpan], _ names: EntityTags) {
            attributes = TokenAttributes.of(row.words)
            (tags, adjusted, dropped) = names.tags(of: spans, in: row)
            stretches = EntityTags.stretches(tags).map { .init(first: $0.first, last: $0.last, kind: $0.kind) }
        }
    }

    private func model(of sentences: [Sentence], _ tags: EntityTags, threads: Int) -> (model: EntityModel, iterations: Int) {
        var places: [UInt64: Int32] = [:]
        var attributes: [UInt64] = []
        for sentence in sentences {
            for word in sentence.attributes {
                for attribute in word where places[attribute] == nil {
                    places[attribute] = Int32(attributes.count)
                    attributes.append(attribute)
                }
            }
        }
        var rows = ChainRows()
        for sentence in sentences { rows.add(sentence.attributes, tags: sentence.tags, places: places) }
        let features = ChainFeatures(of: rows, attributeCount: attributes.count, tagCount: tags.count)
        let objective = ChainObjective(rows: rows, features: features, c: closeness, threads: threads)
        let result = LBFGS(memory: 6, maximumIterations: maximumIterations, gradientTolerance: 1e-6)
            .minimise(from: [Double](repeating: 0, count: features.unknowns), objective.evaluate)
        let model = EntityModel(
            labels: tags.labels, cut: cut, attributes: attributes, features: features, weights: result.point.map { Float($0) }, rows: sentences.count, seed: seed)
        return (model, result.iterations)
    }

    /// Stretches of each text by a model that has not seen it.
    private func heldOut(_ sentences: [Sentence], _ tags: EntityTags, _ folds: Int) -> [[EntityReport.Stretch]] {
        let split = StratifiedFolds(labels: sentences.map { $0.stretches.isEmpty ? 0 : 1 }, count: folds, seed: seed)
        let found = Pieces(folds, size: 1).map(threads: threads) { piece in
            let model = model(of: split.training(for: piece.lowerBound).map { sentences[$0] }, tags, threads: 1).model
            return split.heldOut(in: piece.lowerBound).map { model.stretches(sentences[$0].attributes) }
        }
        var result = [[EntityReport.Stretch]](repeating: [], count: sentences.count)
        for (fold, own) in found.enumerated() {
            for (row, stretches) in zip(split.heldOut(in: fold), own) { result[row] = stretches }
        }
        return result
    }
}
