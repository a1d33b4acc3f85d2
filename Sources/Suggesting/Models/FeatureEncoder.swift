/// What makes rows of numbers of a model's inputs, learned from training rows and kept with the model.
enum FeatureEncoder: Sendable, Hashable {
    case ngrams(TextFeatures, TermWeights)
    case words(WordTerms)
    case numbers(NumberColumns)

    /// By what is to be learned.
    enum Kind: Sendable, Hashable {
        case ngrams(TextFeatures)
        case words(WordTerms.Settings)
        case numbers
    }

    var columnCount: Int {
        switch self {
        case .ngrams(_, let terms): terms.buckets.count
        case .words(let terms): terms.terms.count
        case .numbers(let columns): columns.names.count
        }
    }

    /// Inputs of another kind than those that were learned from are rows of zeros.
    func rows(_ inputs: ModelInputs) -> SparseRows {
        switch (self, inputs) {
        case (.ngrams(let features, let terms), .texts(let texts)): terms.apply(to: features.hashed(texts), rows: Array(texts.indices))
        case (.words(let terms), .texts(let texts)): terms.rows(texts)
        case (.numbers(let columns), .numbers(let values, _)): columns.rows(values)
        default: SparseRows(columnCount: columnCount)
        }
    }
}

/// Inputs as far as they can be read without having learned anything: so much is done once for all folds.
struct PreparedInputs: Sendable {
    private let inputs: ModelInputs
    private let kind: FeatureEncoder.Kind
    /// Of n-grams.
    private let hashed: SparseRows?

    init(_ inputs: ModelInputs, _ kind: FeatureEncoder.Kind) {
        self.inputs = inputs
        self.kind = kind
        if case .ngrams(let features) = kind, case .texts(let texts) = inputs { hashed = features.hashed(texts) } else { hashed = nil }
    }

    /// Learned from the given rows.
    func encoder(of places: [Int]) -> FeatureEncoder {
        switch (kind, inputs.rows(places)) {
        case (.ngrams(let features), _): .ngrams(features, TermWeights.fit(hashed ?? SparseRows(columnCount: 1 << features.bits), rows: places))
        case (.words(let settings), .texts(let texts)): .words(WordTerms.fit(texts, settings))
        case (.words(let settings), _): .words(WordTerms.fit([], settings))
        case (.numbers, .numbers(let values, let names)): .numbers(NumberColumns.fit(values, names: names))
        case (.numbers, _): .numbers(NumberColumns.fit([], names: []))
        }
    }

    func rows(_ places: [Int], by encoder: FeatureEncoder) -> SparseRows {
        if case .ngrams(_, let terms) = encoder, let hashed { return terms.apply(to: hashed, rows: places) }
        return encoder.rows(inputs.rows(places))
    }
}
