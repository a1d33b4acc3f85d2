import Records

/// One thing that can be wrong with a readable sound, seen from its measurements and those of its set.
public protocol AudioCheck: CatalogEntry {
    /// In the check's own unit, more is worse; nil when it cannot be told.
    func score(_ sound: AudioMeasurements, _ set: AudioSet) -> Double?
    /// A score above it is reported.
    func threshold(_ settings: AudioCheckSettings) -> Double
    /// What was heard, without the name of the sound.
    func words(_ sound: AudioMeasurements, _ set: AudioSet) -> String
    /// Which part it is about.
    func span(_ sound: AudioMeasurements) -> TimeSpan?
    var severity: Finding.Severity { get }
    var hint: String? { get }
}

extension AudioCheck {
    public var severity: Finding.Severity { .warning }
    public var hint: String? { nil }
    public func span(_ sound: AudioMeasurements) -> TimeSpan? { nil }

    public func finding(_ sound: AudioMeasurements, _ set: AudioSet, _ settings: AudioCheckSettings, key: String) -> TimedFinding? {
        guard let score = score(sound, set), score > threshold(settings) else { return nil }
        return TimedFinding(Finding(severity, "audio.\(name)", words(sound, set), at: Place(record: key), hint: hint), at: [span(sound)].compactMap(\.self))
    }
}

public enum AudioCheckCatalog {
    public static let all: [any AudioCheck] = [
        EmptySound(), ClippedSound(), SilentSound(), LeadingSilence(), TrailingSilence(), QuietSound(), OddLoudness(), OffsetSound(), OddRate(), OddChannels(),
        RepeatedChannels(), DeadChannel(), EmptyBand(),
    ]
}
