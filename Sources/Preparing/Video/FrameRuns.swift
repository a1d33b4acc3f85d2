import Kernels
import Media

/// A frame that stands for a run of frames that look like it.
public struct KeptFrame: Sendable, Hashable, Codable {
    /// From 0, in the order of decoding.
    public var number: Int
    public var seconds: Double
    public var hash: PerceptualHash
    /// One gray level: its hash tells nothing.
    public var isFlat: Bool
    /// The run it stands for, and how many frames were compared in it, itself among them.
    public var run: TimeSpan
    public var comparedFrames: Int
}

/// Which frames of a video are worth keeping: a frame is dropped when its hash is near that of the last one kept.
///
/// Frames are looked at `framesPerSecond` times a second, by their own times; the first of a run is kept, or its sharpest
/// (largest variance of the Laplacian). Comparing with the last one kept, not with the frame before, a slow pan still
/// gives a new frame whenever enough has changed. A flat frame is like every flat frame and like no other.
struct FrameRuns {
    private let looking: VideoCheckSettings.Looking
    private(set) var kept: [KeptFrame] = []
    private(set) var compared = 0
    private var next = -Double.infinity
    private var reference: (hash: PerceptualHash, isFlat: Bool)?
    private var sharpness = 0.0

    init(_ looking: VideoCheckSettings.Looking) {
        self.looking = looking
    }

    mutating func add(_ frame: VideoFrame, _ hashes: PerceptualHashes, _ gray: Raster) {
        guard frame.seconds >= next || frame.seconds < next - 10 / looking.framesPerSecond else { return }
        next = frame.seconds + 1 / looking.framesPerSecond - 1e-6
        compared += 1
        if let reference, isSame(hashes, reference) {
            extend(frame, hashes, gray)
        } else {
            begin(frame, hashes, gray)
        }
    }

    /// After the last frame, which lasts until `end`.
    mutating func finish(at end: Double) {
        if !kept.isEmpty { kept[kept.count - 1].run.end = max(end, kept[kept.count - 1].run.start) }
    }

    private func isSame(_ hashes: PerceptualHashes, _ other: (hash: PerceptualHash, isFlat: Bool)) -> Bool {
        guard !hashes.isFlat, !other.isFlat else { return hashes.isFlat == other.isFlat }
        return hashes.frequencies.distance(to: other.hash) <= looking.sameBits
    }

    private mutating func begin(_ frame: VideoFrame, _ hashes: PerceptualHashes, _ gray: Raster) {
        finish(at: frame.seconds)
        reference = (hashes.frequencies, hashes.isFlat)
        sharpness = looking.keepsSharpest ? Edges.laplacianVariance(gray) : 0
        kept.append(KeptFrame(
            number: frame.number, seconds: frame.seconds, hash: hashes.frequencies, isFlat: hashes.isFlat,
            run: TimeSpan(start: frame.seconds, end: frame.seconds), comparedFrames: 1))
    }

    private mutating func extend(_ frame: VideoFrame, _ hashes: PerceptualHashes, _ gray: Raster) {
        let last = kept.count - 1
        kept[last].comparedFrames += 1
        guard looking.keepsSharpest else { return }
        let sharper = Edges.laplacianVariance(gray)
        guard sharper > sharpness else { return }
        sharpness = sharper
        (kept[last].number, kept[last].seconds) = (frame.number, frame.seconds)
        (kept[last].hash, kept[last].isFlat) = (hashes.frequencies, hashes.isFlat)
    }
}
