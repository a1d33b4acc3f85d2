/// A day's sample with what people said of it so far.
public struct AnsweredSample: Sendable, Hashable {
    public let sample: DaySample
    /// In the order of `sample.items`; nil where nobody has answered yet.
    public let answers: [String?]

    /// - Parameter answers: labels by id of the event.
    public init(_ sample: DaySample, answers: [String: String]) {
        self.sample = sample
        self.answers = sample.items.map { answers[$0.event.id] }
    }

    public var answered: Int { answers.count { $0 != nil } }

    /// Of the evenly drawn ones that are answered, in the order of the draw: whether model and person differ.
    var randomDisagreements: [Bool] {
        zip(sample.items, answers).compactMap { item, answer in item.draw == .random ? answer.map { $0 != item.event.prediction } : nil }
    }
}
