import Records

/// Where each check draws its line. A sound is reported when its score lies above.
///
/// `silenceLevel` acts while a sound is measured, all others on what was measured.
public struct AudioCheckSettings: Sendable, Hashable, Codable {
    /// Decibels; a window of 20 ms below it is silent.
    public var silenceLevel = -60.0
    /// Share of samples in clipped stretches.
    public var clipped = 0.0001
    /// Share of silence.
    public var silent = 0.8
    /// Seconds of silence at the beginning or the end.
    public var silentEdge = 1.0
    /// Decibels of mean power below full scale.
    public var quiet = 50.0
    /// LU from the middle of the set.
    public var oddLoudness = 12.0
    /// Share of full scale.
    public var offset = 0.01
    /// Share of the frequencies a sound could hold that are empty at the top.
    public var emptyBand = 0.45

    public init() {}

    /// From a step of a task definition.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "audio-checks")
        try reader.allow(["silence-level", "clipped", "silent", "silent-edge", "quiet", "odd-loudness", "offset", "empty-band"])
        silenceLevel = try reader.number("silence-level", silenceLevel, -120...0)
        clipped = try reader.number("clipped", clipped, 0...1)
        silent = try reader.number("silent", silent, 0...1)
        silentEdge = try reader.number("silent-edge", silentEdge, 0...86_400)
        quiet = try reader.number("quiet", quiet, 0...200)
        oddLoudness = try reader.number("odd-loudness", oddLoudness, 0...200)
        offset = try reader.number("offset", offset, 0...1)
        emptyBand = try reader.number("empty-band", emptyBand, 0...1)
    }
}
