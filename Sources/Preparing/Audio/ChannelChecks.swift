import Media
import Records

/// The checks of how a sound is stored: rate, channels, and whether they hold what they could.
public struct OddRate: AudioCheck {
    public static let name = "odd-rate"
    public static let summary = "Another rate than most sounds of the set"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.facts.sampleRate == set.sampleRate ? 0 : 1 }
    public func threshold(_ settings: AudioCheckSettings) -> Double { 0 }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String {
        "the sound has \(sound.facts.sampleRate) samples a second; most of the set have \(set.sampleRate)"
    }
    public var hint: String? { "bring all sounds to one rate before training" }
}

public struct OddChannels: AudioCheck {
    public static let name = "odd-channels"
    public static let summary = "Another number of channels than most sounds of the set"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.facts.channels == set.channels ? 0 : 1 }
    public func threshold(_ settings: AudioCheckSettings) -> Double { 0 }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String { "the number of channels is \(sound.facts.channels); in most of the set it is \(set.channels)" }
    public var hint: String? { "bring all sounds to one number of channels before training" }
}

public struct RepeatedChannels: AudioCheck {
    public static let name = "equal-channels"
    public static let summary = "Several channels that are all the same"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.hasEqualChannels ? 1 : 0 }
    public func threshold(_ settings: AudioCheckSettings) -> Double { 0 }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String { "all \(sound.facts.channels) channels are the same" }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "one channel is enough" }
}

public struct DeadChannel: AudioCheck {
    public static let name = "dead-channel"
    public static let summary = "A channel is silent while another is not"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { Double(sound.deadChannels.count) }
    public func threshold(_ settings: AudioCheckSettings) -> Double { 0 }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String {
        "nothing is heard in channel \(sound.deadChannels.map { "\($0 + 1)" }.joined(separator: ", ")) of \(sound.facts.channels)"
    }
    public var hint: String? { "look for an unplugged microphone; keep the channels that have sound" }
}

public struct EmptyBand: AudioCheck {
    public static let name = "empty-band"
    public static let summary = "Nothing in the upper frequencies: brought to a higher rate than it was recorded at"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? {
        sound.bandwidth.map { 1 - $0 / (Double(sound.facts.sampleRate) / 2) }
    }
    public func threshold(_ settings: AudioCheckSettings) -> Double { settings.emptyBand }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String {
        "nothing is heard above \(Int(sound.bandwidth ?? 0)) Hz, and \(sound.facts.sampleRate) samples a second could hold \(sound.facts.sampleRate / 2) Hz"
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "look whether it was converted from a lower rate" }
}
