/// One answer out of several askings about the same text: the one most often given, and how sure that makes it.
///
/// The confidence of several samples is the share that gave it, failures counted as disagreement (self-consistency, Wang et
/// al. 2023); of one sample it is the probability the service told, or nil. Neither is calibrated: see calibration on gold.
public struct ChatVote: Sendable, Hashable {
    public let labels: [String]?
    public let confidence: Double?
    public let failure: ChatReply.Failure?

    public init(_ verdicts: [ChatReply.Verdict]) {
        var counts: [(labels: [String], count: Int)] = []
        var failure: ChatReply.Failure?
        for verdict in verdicts {
            switch verdict {
            case .failed(let reason): failure = failure ?? reason
            case .labels(let labels, _):
                if let place = counts.firstIndex(where: { $0.labels == labels }) { counts[place].count += 1 } else { counts.append((labels, 1)) }
            }
        }
        let best = counts.max { $0.count < $1.count }
        labels = best?.labels
        self.failure = best == nil ? failure : nil
        confidence = verdicts.count > 1 ? best.map { Double($0.count) / Double(verdicts.count) } : Self.probability(verdicts.first)
    }

    private static func probability(_ verdict: ChatReply.Verdict?) -> Double? {
        guard case .labels(_, let probability) = verdict else { return nil }
        return probability
    }
}
