import Records

/// Where each check draws its line, and how frames are compared.
///
/// What is under `Looking` acts while a video is measured, the rest on what was measured.
public struct VideoCheckSettings: Sendable, Hashable, Codable {
    /// While frames pass by.
    public struct Looking: Sendable, Hashable, Codable {
        /// Longest side of the frames that are looked at, in pixels.
        public var longestSide = 160
        /// A pixel is black below this share of full brightness, a frame when this share of its pixels is.
        public var blackPixel = 0.1
        public var blackFrame = 0.98
        /// Mean difference of a frozen frame from the first of its stretch, of full scale.
        public var frozen = 0.0005
        /// Chi-square distance of colour histograms, and bits of 64, above which a new shot begins.
        public var cutColours = 0.3
        public var cutBits = 20
        /// Near-duplicates: how many frames a second are compared; how many bits of 64 may differ; which of a run is kept.
        public var framesPerSecond = 2.0
        public var sameBits = 4
        public var keepsSharpest = false

        public init() {}
    }

    public var looking = Looking()
    /// Seconds that a black or frozen stretch lasts before it is reported.
    public var blackSeconds = 2.0
    public var frozenSeconds = 2.0
    /// Share of compared frames that repeat the one before.
    public var repeated = 0.8
    /// Shot cuts that are not yet worth a word.
    public var shotCuts = 0
    /// Share of intervals that differ from the usual one by more than half of it or a millisecond.
    public var uneven = 0.02
    /// Share of frames that are missing between others.
    public var missing = 0.01
    /// Relative distance of the measured rate from the promised one.
    public var rate = 0.02

    public init() {}

    /// From a step of a task definition.
    public init(_ settings: JSONObject) throws(Finding) {
        self.init()
        let reader = SettingsReader(settings, step: "video-checks")
        try reader.allow([
            "side", "black-pixel", "black-frame", "frozen", "cut-colours", "cut-bits", "frames-per-second", "same-bits", "keeps-sharpest", "black-seconds",
            "frozen-seconds", "repeated", "shot-cuts", "uneven", "missing", "rate",
        ])
        looking.longestSide = try reader.whole("side", looking.longestSide, 32...1024)
        looking.blackPixel = try reader.number("black-pixel", looking.blackPixel, 0...1)
        looking.blackFrame = try reader.number("black-frame", looking.blackFrame, 0...1)
        looking.frozen = try reader.number("frozen", looking.frozen, 0...1)
        looking.cutColours = try reader.number("cut-colours", looking.cutColours, 0...1)
        looking.cutBits = try reader.whole("cut-bits", looking.cutBits, 0...64)
        looking.framesPerSecond = try reader.number("frames-per-second", looking.framesPerSecond, 0.01...1000)
        looking.sameBits = try reader.whole("same-bits", looking.sameBits, 0...31)
        looking.keepsSharpest = try reader.flag("keeps-sharpest", looking.keepsSharpest)
        blackSeconds = try reader.number("black-seconds", blackSeconds, 0...86_400)
        frozenSeconds = try reader.number("frozen-seconds", frozenSeconds, 0...86_400)
        repeated = try reader.number("repeated", repeated, 0...1)
        shotCuts = try reader.whole("shot-cuts", shotCuts, 0...1_000_000)
        uneven = try reader.number("uneven", uneven, 0...1)
        missing = try reader.number("missing", missing, 0...1)
        rate = try reader.number("rate", rate, 0...1)
    }
}
