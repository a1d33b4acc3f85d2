import Kernels

/// What a choice of bands and rows finds, as a curve to draw beside the setting.
///
/// Points are the chance that a pair of a given Jaccard index becomes a candidate. The index of two copies depends on the
/// length of a text: a changed word breaks as many shingles as it has neighbours, so short texts fall faster
/// (`jaccard(words:changed:shingle:)`).
public struct RecallCurve: Sendable, Hashable, Codable {
    public struct Point: Sendable, Hashable, Codable {
        public var jaccard: Double
        public var recall: Double
    }

    public var bands: Int
    public var rows: Int
    /// At 0, 0.05, ... 1.
    public var points: [Point]

    public init(bands: Int, rows: Int) {
        let cut = SignatureBands(bands: bands, rows: rows)
        self.bands = bands
        self.rows = rows
        points = (0...20).map { Point(jaccard: Double($0) / 20, recall: cut.recall(at: Double($0) / 20)) }
    }

    /// The index two texts of so many words have on average when one of them has some words changed, far from each other:
    /// each change breaks `shingle` of the shingles of either text.
    public static func jaccard(words: Int, changed: Int, shingle: Int) -> Double {
        let pieces = max(1, words - shingle + 1)
        let broken = min(pieces, changed * shingle)
        return Double(pieces - broken) / Double(pieces + broken)
    }
}
