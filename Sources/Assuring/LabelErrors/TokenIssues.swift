import Kernels

/// Which tokens of a labelled text are wrong, and which sentences to look at first.
///
/// Tokens of all sentences are one long list of items, so filters and scores are those of `LabelIssues`; a sentence has the
/// score of its worst token, or their softmin with T 0.05. Matches cleanlab 2.9 (`token_classification`). Source: Wang and
/// Mueller (2022), arXiv:2210.03920, where the minimum did best.
///
/// The evidence has one row per token, sentence after sentence.
public struct TokenIssues: Sendable {
    public struct Token: Sendable, Hashable {
        public let sentence: Int
        public let token: Int
    }

    public static let softmin = ScorePooling.softmin(temperature: 0.05)

    public let evidence: LabelEvidence
    /// Where each sentence begins; one more than there are sentences.
    public let starts: [Int]

    /// - Parameter lengths: tokens of each sentence; together the rows of the evidence.
    public init(lengths: [Int], evidence: LabelEvidence) throws(LabelEvidenceError) {
        var starts = [0]
        for length in lengths { starts.append(starts[starts.count - 1] + max(length, 0)) }
        guard starts[lengths.count] == evidence.count else { throw .unequalParts("tokens", starts[lengths.count], "rows of probabilities", evidence.count) }
        self.starts = starts
        self.evidence = evidence
    }

    /// Lowest quality first.
    public func ranked(_ issues: LabelIssues = LabelIssues(), by score: any LabelQualityScore = SelfConfidence()) throws(MatrixError) -> [Token] {
        try issues.ranked(evidence, by: score).map(token)
    }

    /// The scores of each sentence's tokens.
    public func tokenScores(by score: any LabelQualityScore = SelfConfidence()) throws(MatrixError) -> [[Double]] {
        let scores = try score.scores(evidence)
        return zip(starts, starts.dropFirst()).map { Array(scores[$0..<$1]) }
    }

    /// One score per sentence; nil for one without tokens.
    public func sentenceScores(by score: any LabelQualityScore = SelfConfidence(), pooling: ScorePooling = .minimum) throws(MatrixError) -> [Double?] {
        try tokenScores(by: score).map(pooling.pooled)
    }

    private func token(_ item: Int) -> Token {
        var (low, high) = (0, starts.count - 1)
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= item { low = middle } else { high = middle }
        }
        return Token(sentence: low, token: item - starts[low])
    }
}
