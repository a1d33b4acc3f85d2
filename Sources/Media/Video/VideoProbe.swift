import Records

/// Reads what a video is from its header, by `ffprobe` in a process of its own: no frame is decoded.
///
///     let facts = try VideoProbe.facts(of: "drive-0042.mp4")
///     print(facts.uprightWidth, facts.nominalRate, facts.soundTracks)
public enum VideoProbe {
    public static func facts(of path: String, limits: VideoLimits = VideoLimits(), tools: MediaTools = MediaTools()) throws(VideoError) -> VideoFacts {
        try look(open(path, limits), limits, tools).facts
    }

    static func open(_ path: String, _ limits: VideoLimits) throws(VideoError) -> MediaInput {
        do throws(MediaFileError) { return try MediaInput(path: path, maximumBytes: limits.maximumBytes) } catch { throw .file(error) }
    }

    /// The facts and the place of the track among all.
    static func look(_ input: MediaInput, _ limits: VideoLimits, _ tools: MediaTools) throws(VideoError) -> (facts: VideoFacts, track: Int) {
        let probed: ProbedFile
        do throws(ToolError) { probed = try ProbedFile(input, tools: tools, limits: limits.process) } catch { throw refusal(error, input) }
        guard let track = probed.tracks("video").first, let place = ProbedFile.whole(track["index"]) else { throw .noTrack(container: probed.container) }
        let facts = facts(track, probed)
        try limits.check(facts)
        return (facts, place)
    }

    private static func facts(_ track: JSONValue, _ probed: ProbedFile) -> VideoFacts {
        VideoFacts(
            container: probed.container, codec: track["codec_name"]?.string ?? "unknown", pixelFormat: track["pix_fmt"]?.string ?? "unknown",
            width: ProbedFile.whole(track["width"]) ?? 0, height: ProbedFile.whole(track["height"]) ?? 0, rotation: rotation(track),
            pixelAspect: ProbedFile.ratio(track["sample_aspect_ratio"], separator: ":") ?? 1, nominalRate: ProbedFile.ratio(track["r_frame_rate"]),
            averageRate: ProbedFile.ratio(track["avg_frame_rate"]), timeBase: ProbedFile.ratio(track["time_base"]),
            declaredSeconds: ProbedFile.number(track["duration"]) ?? probed.seconds, declaredFrames: ProbedFile.whole(track["nb_frames"]).flatMap { $0 > 0 ? $0 : nil },
            soundTracks: probed.tracks("audio").map { sound in
                VideoFacts.SoundTrack(
                    codec: sound["codec_name"]?.string ?? "unknown", sampleRate: ProbedFile.whole(sound["sample_rate"]) ?? 0,
                    channels: ProbedFile.whole(sound["channels"]) ?? 0)
            })
    }

    /// The display matrix counts against the clock, and other angles than quarter turns are not shown by players.
    private static func rotation(_ track: JSONValue) -> Int {
        let degrees = (track["side_data_list"]?.array ?? []).compactMap { ProbedFile.number($0["rotation"]) }.first ?? 0
        let quarters = Int((-degrees / 90).rounded())
        return ((quarters % 4) + 4) % 4 * 90
    }

    /// What `ffprobe` did not get through is the file's fault unless the machine stopped it.
    private static func refusal(_ error: ToolError, _ input: MediaInput) -> VideoError {
        guard case .failed(_, _, let words) = error else { return .tool(error) }
        return ProbedFile.isUnknown(words) ? .notVideo(head: input.bytes(at: 0, 8)) : .damaged(ToolError.lastLine(words))
    }
}
