/// How much a sound may cost, checked against what the file says of itself and again while it is read.
public struct AudioLimits: Sendable, Hashable, Codable {
    /// Of the file.
    public var maximumBytes = 8 << 30
    /// Of sound; a few kilobytes of a compressed file can claim days of silence.
    public var maximumSeconds = 86_400.0
    public var maximumChannels = 64
    /// In samples a second.
    public var maximumRate = 768_000
    public var process = ProcessLimits()

    public init() {}

    func check(_ facts: AudioFacts) throws(AudioError) {
        guard facts.sampleRate > 0, facts.sampleRate <= maximumRate else { throw .strangeRate(facts.sampleRate, limit: maximumRate) }
        guard facts.channels > 0, facts.channels <= maximumChannels else { throw .tooManyChannels(facts.channels, limit: maximumChannels) }
        if let seconds = facts.declaredSeconds, seconds > maximumSeconds { throw .tooLong(seconds: seconds, limit: maximumSeconds) }
    }
}
