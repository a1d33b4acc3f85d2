import Kernels
import Media
import Records

/// Listens to sounds: unreadable, cut short, empty, clipped, silent, quiet, oddly stored, copies.
///
/// Two steps, so that a sound is decoded once and thresholds can be changed without decoding again: `measure` reads one
/// file in one pass, `report` looks at the measurements of the whole set.
///
///     let measured = try AudioChecks.measure(path: "call-0042.flac")
///     let report = AudioChecks.report([CheckedSound(id: id, key: key, reading: .measured(measured))])
///
/// Cost: about 2 ms of processor time for each second of one channel at 44,100 samples; memory for one block, 80 bytes for
/// each second of sound, and its fingerprint (690 bytes a second).
public enum AudioChecks {
    public static func measure(
        path: String, _ settings: AudioCheckSettings = AudioCheckSettings(), limits: AudioLimits = AudioLimits(), tools: MediaTools = MediaTools()
    ) throws(AudioError) -> AudioMeasurements {
        let reader = try AudioReader(path: path, limits: limits, tools: tools)
        var meter = AudioMeter(reader.facts, silenceDecibels: settings.silenceLevel)
        var block: [Float] = []
        while try reader.read(into: &block) > 0 { meter.add(block) }
        return meter.finish(notes: reader.notes)
    }

    /// The findings of a whole set, whatever the order of the sounds; copies are found by `AudioDuplicates`.
    public static func report(_ sounds: [CheckedSound], _ settings: AudioCheckSettings = AudioCheckSettings()) -> AudioCheckReport {
        let ordered = sounds.sorted { $0.id < $1.id }
        let set = AudioSet(ordered.compactMap(\.measurements))
        let findings = ordered.map { Self.findings($0, set, settings) }
        return AudioCheckReport(
            findings: findings.flatMap(\.self), seen: sounds.count, unreadable: sounds.count { $0.measurements == nil },
            counts: FindingCount.of(findings), set: set, settings: settings)
    }

    private static func findings(_ sound: CheckedSound, _ set: AudioSet?, _ settings: AudioCheckSettings) -> [TimedFinding] {
        switch sound.reading {
        case .unreadable(let error): return [TimedFinding(error.finding(at: Place(record: sound.key)))]
        case .measured(let measured): return set.map { findings(measured, key: sound.key, set: $0, settings) } ?? []
        }
    }

    /// What is wrong with one readable sound; `key` names its item, `set` is what is usual around it.
    public static func findings(
        _ sound: AudioMeasurements, key: String, set: AudioSet, _ settings: AudioCheckSettings = AudioCheckSettings()
    ) -> [TimedFinding] {
        let notes = sound.notes.map { TimedFinding($0.finding(at: Place(record: key)), at: spans($0)) }
        // Nothing but its emptiness is to be said of nothing.
        let checks: [any AudioCheck] = sound.frames == 0 ? [EmptySound()] : AudioCheckCatalog.all
        return notes + checks.compactMap { $0.finding(sound, set, settings, key: key) }
    }

    private static func spans(_ note: AudioNote) -> [TimeSpan] {
        guard case .truncated(let at, let of) = note else { return [] }
        return [TimeSpan(start: at, end: of)]
    }
}

/// One sound of the set.
public typealias CheckedSound = CheckedFile<AudioMeasurements, AudioError>

/// What the checks say of a set of sounds. Equal sets give equal reports, whatever the order of the sounds.
public struct AudioCheckReport: Sendable, Hashable, Codable {
    /// By item; what reading it told, then in the order of the catalogue.
    public var findings: [TimedFinding]
    public var seen: Int
    public var unreadable: Int
    public var counts: [FindingCount]
    public var set: AudioSet?
    public var settings: AudioCheckSettings
}
