import Media
import Records

/// The checks of what is in the samples: nothing, too much, too little, silence.
public struct EmptySound: AudioCheck {
    public static let name = "empty"
    public static let summary = "The file has a header and no sample"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.frames == 0 ? 1 : 0 }
    public func threshold(_ settings: AudioCheckSettings) -> Double { 0 }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String { "the sound has no samples" }
    public var severity: Finding.Severity { .error }
    public var hint: String? { "leave it out, or record it again" }
}

public struct ClippedSound: AudioCheck {
    public static let name = "clipped"
    public static let summary = "Waves are cut off at full scale"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.clippedShare }
    public func threshold(_ settings: AudioCheckSettings) -> Double { settings.clipped }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String {
        "the sound is clipped: \(hundredths(sound.clippedShare * 100)) % of its samples, from \(span(sound)?.words ?? "the beginning")"
    }
    public func span(_ sound: AudioMeasurements) -> TimeSpan? { sound.clipped }
    public var hint: String? { "record it again with less gain; turning it down now does not bring the waves back" }
}

public struct SilentSound: AudioCheck {
    public static let name = "silent"
    public static let summary = "Nearly all of it is silence"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.silentShare }
    public func threshold(_ settings: AudioCheckSettings) -> Double { settings.silent }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String {
        "the sound is silent for \(percent(sound.silentShare)) of its \(MediaTime.words(sound.seconds)), longest from \(span(sound)?.words ?? "the beginning")"
    }
    public func span(_ sound: AudioMeasurements) -> TimeSpan? { sound.longestSilence }
    public var hint: String? { "look for a microphone that was off" }
}

public struct LeadingSilence: AudioCheck {
    public static let name = "leading-silence"
    public static let summary = "It begins with a long silence"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.silentShare < 1 ? sound.leadingSilence : nil }
    public func threshold(_ settings: AudioCheckSettings) -> Double { settings.silentEdge }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String { "nothing is heard for the first \(MediaTime.words(sound.leadingSilence))" }
    public func span(_ sound: AudioMeasurements) -> TimeSpan? { TimeSpan(start: 0, end: sound.leadingSilence) }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "cut it off" }
}

public struct TrailingSilence: AudioCheck {
    public static let name = "trailing-silence"
    public static let summary = "It ends with a long silence"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.silentShare < 1 ? sound.trailingSilence : nil }
    public func threshold(_ settings: AudioCheckSettings) -> Double { settings.silentEdge }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String { "nothing is heard for the last \(MediaTime.words(sound.trailingSilence))" }
    public func span(_ sound: AudioMeasurements) -> TimeSpan? { TimeSpan(start: sound.seconds - sound.trailingSilence, end: sound.seconds) }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "cut it off" }
}

public struct QuietSound: AudioCheck {
    public static let name = "quiet"
    public static let summary = "Its mean power is far below full scale"
    public init() {}
    /// Digital silence has no level; `silent` tells it.
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { sound.power.map { -$0 } }
    public func threshold(_ settings: AudioCheckSettings) -> Double { settings.quiet }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String {
        "the sound is quiet: \(hundredths(sound.power ?? 0)) dB in the mean, \(hundredths(sound.peak ?? 0)) dB at its peak"
    }
    public var hint: String? { "raise it, and listen whether noise comes with it" }
}

public struct OddLoudness: AudioCheck {
    public static let name = "odd-loudness"
    public static let summary = "Much louder or quieter than most sounds of the set"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? {
        guard let own = sound.loudness, let middle = set.loudness else { return nil }
        return abs(own - middle)
    }
    public func threshold(_ settings: AudioCheckSettings) -> Double { settings.oddLoudness }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String {
        "the sound has a loudness of \(hundredths(sound.loudness ?? 0)) LUFS; the middle of the set is \(hundredths(set.loudness ?? 0))"
    }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "bring all sounds to one loudness" }
}

public struct OffsetSound: AudioCheck {
    public static let name = "offset"
    public static let summary = "The wave does not swing around zero"
    public init() {}
    public func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double? { abs(sound.offset) }
    public func threshold(_ settings: AudioCheckSettings) -> Double { settings.offset }
    public func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String { "the samples have a mean of \(hundredths(sound.offset * 100)) % of full scale" }
    public var severity: Finding.Severity { .note }
    public var hint: String? { "take the mean off, and look at the recorder" }
}

/// Two places after the point.
func hundredths(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1e9 else { return "\(number)" }
    return "\((number * 100).rounded() / 100)"
}
