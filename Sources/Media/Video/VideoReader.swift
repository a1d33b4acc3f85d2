import Kernels

/// One decoded frame, upright and smaller than stored.
public struct VideoFrame: Sendable {
    /// From 0, in the order of decoding.
    public var number: Int
    /// Presentation time in seconds, as the file has it: it may begin above 0, and in broken files it may run backwards.
    public var seconds: Double
    /// RGB or gray, 8 bits.
    public var raster: Raster
}

/// The frames of a video, each decoded once, small, with its own time.
///
///     let reader = try VideoReader(path: "drive-0042.mp4", longestSide: 160)
///     while let frame = try reader.next() { … frame.seconds … }
///     print(reader.facts.nominalRate, reader.notes)
///
/// `ffmpeg` decodes and shrinks in a process of its own with limits; frames come through one pipe, times in millionths
/// of a second through another, so a variable rate is told as it is. Nothing is dropped, repeated or put in order.
/// Cost: memory for one small frame. Equal files give equal frames with equal versions of `ffmpeg`.
public final class VideoReader {
    public let facts: VideoFacts
    /// Of every frame.
    public let width: Int
    public let height: Int
    public let isGray: Bool
    public private(set) var framesRead = 0
    /// Complete when `next` has answered nil.
    public private(set) var notes: [VideoNote] = []
    private let child: ChildProcess
    private let input: MediaInput
    private let limits: VideoLimits
    private var pixels: [UInt8] = []
    private var times = FrameTimes()
    private var first: Double?
    private var last = 0.0
    private var isDone = false

    public init(
        path: String, longestSide: Int = 160, isGray: Bool = false, limits: VideoLimits = VideoLimits(), tools: MediaTools = MediaTools()
    ) throws(VideoError) {
        let input = try VideoProbe.open(path, limits)
        let (facts, track) = try VideoProbe.look(input, limits, tools)
        self.facts = facts
        self.input = input
        self.limits = limits
        self.isGray = isGray
        let shown = max(1, Int((Double(facts.width) * min(100, max(0.01, facts.pixelAspect))).rounded()))
        let size = Raster.fit(facts.rotation % 180 == 0 ? shown : facts.height, facts.rotation % 180 == 0 ? facts.height : shown, longestSide: max(1, longestSide))
        (width, height) = size
        let arguments = Self.arguments(track: track, width: size.width, height: size.height, isGray: isGray)
        do throws(ToolError) {
            child = try ChildProcess("ffmpeg", arguments, input: input.descriptor, hasSidePipe: true, tools: tools, limits: limits.process)
        } catch {
            throw .tool(error)
        }
    }

    /// nil after the last frame.
    public func next() throws(VideoError) -> VideoFrame? {
        guard !isDone else { return nil }
        guard let picture = try picture() else {
            isDone = true
            notes = try closingNotes()
            return nil
        }
        first = first ?? picture.seconds
        last = max(last, picture.seconds)
        framesRead += 1
        guard framesRead <= limits.maximumFrames else { throw .tooManyFrames(framesRead, limit: limits.maximumFrames) }
        guard last - (first ?? 0) <= limits.maximumSeconds else { throw .tooLong(seconds: last - (first ?? 0), limit: limits.maximumSeconds) }
        return VideoFrame(number: framesRead - 1, seconds: picture.seconds, raster: picture.raster)
    }

    private func picture() throws(VideoError) -> (raster: Raster, seconds: Double)? {
        do throws(ToolError) {
            guard let raster = try nextRaster() else { return nil }
            while !times.hasNext {
                let bytes = try child.sideOutput()
                guard !bytes.isEmpty else { throw ToolError.strangeAnswer("ffmpeg", "frame \(framesRead) came without a time") }
                times.add(bytes)
            }
            return (raster, times.next())
        } catch {
            throw .tool(error)
        }
    }

    private func nextRaster() throws(ToolError) -> Raster? {
        let size = width * height * (isGray ? 1 : 3)
        while pixels.count < size {
            let bytes = try child.output()
            // Half a frame at the end: the decoder was stopped while writing.
            guard !bytes.isEmpty else { return nil }
            pixels += bytes
        }
        let raster = Raster(width: width, height: height, channels: isGray ? 1 : 3, pixels: Array(pixels[..<size]))
        pixels.removeFirst(size)
        return raster
    }

    private func closingNotes() throws(VideoError) -> [VideoNote] {
        do throws(ToolError) { try child.finishWell() } catch {
            guard case .failed(_, _, let words) = error else { throw .tool(error) }
            guard framesRead > 0 else { throw .noFrames(ToolError.lastLine(words)) }
        }
        guard framesRead > 0 else { throw .noFrames(child.lastLine) }
        var notes = [endNote ?? ContainerEnd.missingBytes(input).map { .fileCut(missingBytes: $0) }].compactMap(\.self)
        if child.errorLines > 0 { notes.append(.damaged(complaints: child.errorLines, words: child.lastLine)) }
        if times.timeless > 0 { notes.append(.timeless(frames: times.timeless)) }
        return notes
    }

    /// Promised frames that an edit list leaves out are not missed: one must be missing and the decoder have complained,
    /// or the end come more than two frames and a fiftieth too early.
    private var endNote: VideoNote? {
        let frame = 1 / max(1, facts.averageRate ?? facts.nominalRate ?? 25)
        let shown = last - (first ?? 0) + frame
        let declared = facts.declaredSeconds ?? 0
        let isMissing = child.errorLines > 0 && framesRead < facts.declaredFrames ?? 0
        guard isMissing || shown < declared - max(2 * frame, declared * 0.02) else { return nil }
        return .truncated(atSeconds: shown, ofSeconds: max(shown, declared))
    }

    /// Times are taken before anything else happens to a frame. `passthrough` keeps frames as decoded, whatever their times.
    private static func arguments(track: Int, width: Int, height: Int, isGray: Bool) -> [String] {
        let filters = "settb=1/1000000,scale=\(width):\(height):flags=area,setsar=1,metadata=mode=add:key=t:value=1,metadata=mode=print:key=t:file=pipe\\\\:4:direct=1"
        return ["-v", "error", "-nostats", "-nostdin", "-copyts", "-threads", "1"] + ProbedFile.inputArguments + [
            "-map", "0:\(track)", "-an", "-sn", "-dn", "-map_metadata", "-1", "-vf", filters, "-fps_mode", "passthrough",
            "-c:v", "rawvideo", "-pix_fmt", isGray ? "gray" : "rgb24", "-f", "rawvideo", "pipe:1",
        ]
    }
}
