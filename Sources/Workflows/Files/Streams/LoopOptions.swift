import Suggesting

public typealias LoopSlice = StreamSlice

/// How a stream on files is sampled and watched, as people say it.
public struct LoopOptions: Sendable {
    /// People's answers: `id` and `label`.
    public var labels: String?
    public var plan = StreamPlan()
    public var watch = StreamWatchSettings()
    /// Events to be labelled after an alarm.
    public var budget = 100
    public var seed: UInt64 = 0
    /// A file with a secret for the draws, instead of the seed.
    public var key: String?

    public init() {}
}
