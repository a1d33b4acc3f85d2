import Suggesting

/// What a chat service was asked and what came of it.
public struct ChatReport: Encodable, Sendable {
    public struct Failure: Encodable, Sendable {
        public var reason: String
        public var texts: Int
    }

    public var texts = 0
    public var labelled = 0
    /// By reason, in their fixed order; `not-asked` are those the cap left.
    public var failures: [Failure] = []
    public var requests = 0
    /// Of them, answered from what was kept.
    public var kept = 0
    public var promptTokens = 0
    public var answerTokens = 0
    /// Of what was sent now, by the service's own counts where it tells them.
    public var cost = 0.0
    /// Texts whose right label is known and that got a label, and how many of these are right.
    public var compared = 0
    public var right = 0
    public var accuracy: Double?
    public var seconds = 0.0

    mutating func fail(_ reason: String) {
        if let place = failures.firstIndex(where: { $0.reason == reason }) { failures[place].texts += 1 } else { failures.append(Failure(reason: reason, texts: 1)) }
        failures.sort { $0.reason < $1.reason }
    }
}
