import Kernels

/// A fitted tagger: marks stretches of texts, says how probable each is, and is saved as plain data.
public struct EntityModel: Sendable {
    public let labels: [String]
    public let cut: TokenCut
    /// Training texts and seed, for the record.
    public let rows: Int
    public let seed: UInt64
    let attributes: [UInt64]
    let features: ChainFeatures
    let weights: [Float]
    private let places: [UInt64: Int32]
    private let doubles: [Double]

    init(labels: [String], cut: TokenCut, attributes: [UInt64], features: ChainFeatures, weights: [Float], rows: Int, seed: UInt64) {
        self.labels = labels
        self.cut = cut
        self.rows = rows
        self.seed = seed
        self.attributes = attributes
        self.features = features
        self.weights = weights
        places = Dictionary(zip(attributes, 0..<Int32(attributes.count)), uniquingKeysWith: { first, _ in first })
        doubles = weights.map { Double($0) }
    }

    /// Stretches of each text in order, none overlapping. Texts are shared out over threads.
    public func predict(_ texts: [String], threads: Int = 1) -> [[TextSpan]] {
        Pieces(texts.count, size: 64).map(threads: threads) { piece in
            var lattice = ChainLattice(transitions: Array(doubles[features.count...]), tagCount: features.tagCount)
            return texts[piece].map { spans(cut.tokens(of: $0), &lattice) }
        }.flatMap(\.self)
    }

    /// Entities of a text whose words have these attributes.
    func stretches(_ attributes: [[UInt64]]) -> [EntityReport.Stretch] {
        var lattice = ChainLattice(transitions: Array(doubles[features.count...]), tagCount: features.tagCount)
        fill(&lattice, attributes)
        return EntityTags.stretches(lattice.best()).map { .init(first: $0.first, last: $0.last, kind: $0.kind) }
    }

    private func fill(_ lattice: inout ChainLattice, _ attributes: [[UInt64]]) {
        var rows = ChainRows()
        rows.add(attributes, tags: [], places: places)
        features.score(rows, 0..<attributes.count, doubles, &lattice)
        _ = lattice.sum()
    }

    private func spans(_ row: TokenRow, _ lattice: inout ChainLattice) -> [TextSpan] {
        guard row.count > 0 else { return [] }
        fill(&lattice, TokenAttributes.of(row.words))
        return EntityTags.stretches(lattice.best()).map { first, last, kind in
            TextSpan(start: row.starts[first], end: row.ends[last], label: labels[kind], confidence: lattice.confidence(first: first, last: last, kind: kind))
        }
    }
}

/// How an entity model is kept: `ModelFile` with the parts `attributes` (numbers of `TokenAttributes`), `pair-starts`, `pair-tags`
/// and `weights` (of the pairs, then L x L of transitions by previous tag).
extension EntityModel {
    private struct Header: Codable {
        var labels: [String]
        var cut: TokenCut
        var rows: Int
        var seed: UInt64
    }

    public static let kind = "text-entities"

    public var data: [UInt8] {
        var writer = ModelWriter()
        writer.add("attributes", attributes)
        writer.add("pair-starts", features.starts.map { UInt32($0) })
        writer.add("pair-tags", features.tags.map { UInt32($0) })
        writer.add("weights", weights)
        return writer.data(model: Self.kind, header: Header(labels: labels, cut: cut, rows: rows, seed: seed))
    }

    public init(data: [UInt8]) throws(SuggestingError) {
        let reader = try ModelReader(data)
        guard reader.model == Self.kind else { throw .notAModel("it is a `\(reader.model)`, which marks no entities") }
        let header = try reader.header(Header.self)
        guard (1...1000).contains(header.labels.count), header.rows >= 0 else { throw .notAModel("a number in the header at byte 12 is out of range") }
        let tagCount = 2 * header.labels.count + 1
        let attributes = try reader.longs("attributes")
        let starts = try reader.words("pair-starts", count: attributes.count + 1)
        let tags = try reader.words("pair-tags")
        guard starts[0] == 0, starts[starts.count - 1] == UInt32(tags.count), zip(starts, starts.dropFirst()).allSatisfy(<=) else {
            throw .notAModel("`pair-starts` do not rise to the number of pairs")
        }
        if let place = tags.firstIndex(where: { $0 >= UInt32(tagCount) }) { throw .notAModel("value \(place) of `pair-tags`, \(tags[place]), is out of range") }
        let weights = try reader.floats("weights", count: tags.count + tagCount * tagCount)
        self.init(
            labels: header.labels, cut: header.cut, attributes: attributes,
            features: ChainFeatures(tagCount: tagCount, starts: starts.map { Int32(truncatingIfNeeded: $0) }, tags: tags.map { UInt16($0) }), weights: weights,
            rows: header.rows, seed: header.seed)
    }
}
