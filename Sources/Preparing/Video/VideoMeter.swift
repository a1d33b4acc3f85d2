import Kernels
import Media

/// All looks at a frame side by side, so that each is decoded once.
struct VideoMeter {
    private let looking: VideoCheckSettings.Looking
    private var times: [Double] = []
    private var black = FrameSpans()
    private var frozen = FrameSpans()
    private var cuts: ShotCuts
    private var runs: FrameRuns
    /// The first frame of what may be a frozen stretch.
    private var still: VideoFrame?

    init(_ looking: VideoCheckSettings.Looking) {
        self.looking = looking
        cuts = ShotCuts(looking)
        runs = FrameRuns(looking)
    }

    mutating func add(_ frame: VideoFrame) {
        let gray = frame.raster.gray()
        let hashes = PerceptualHashes(gray)
        times.append(frame.seconds)
        black.add(frame.seconds, gray.share(below: UInt8(clamping: Int((looking.blackPixel * 255).rounded(.up)))) >= looking.blackFrame)
        addFrozen(frame)
        cuts.add(ShotCuts.Look(seconds: frame.seconds, colours: ColourHistogram(frame.raster), hashes: hashes))
        runs.add(frame, hashes, gray)
    }

    mutating func finish(_ facts: VideoFacts, notes: [VideoNote]) -> VideoMeasurements {
        let timing = FrameTiming(times)
        let end = (times.max() ?? 0) + (timing.usualInterval ?? 0)
        black.finish(at: end)
        frozen.finish(at: end)
        cuts.finish()
        runs.finish(at: end)
        return VideoMeasurements(
            facts: facts, notes: notes, timing: timing, black: black.spans, frozen: frozen.spans, cuts: cuts.cuts, kept: runs.kept,
            comparedFrames: runs.compared, beyond: black.beyond + frozen.beyond + cuts.beyond)
    }

    /// Compared with the first frame of the stretch, so that a slow change adds up.
    private mutating func addFrozen(_ frame: VideoFrame) {
        let isFrozen = still.map { frame.raster.meanDifference(from: $0.raster) <= looking.frozen } ?? false
        frozen.add(frame.seconds, isFrozen, since: still?.seconds)
        if !isFrozen { still = frame }
    }
}
