import Records

/// What a sound or video says of itself beside its samples and frames: title, people, comment, position, device, times, chapters.
///
///     for tag in try MediaTags.read("holiday.mp4").tags { print(tag.part, tag.name, tag.value) }
///
/// Read by `ffprobe` in a process of its own, whatever the container calls it: atoms of MP4 and QuickTime, ID3 and APE,
/// Vorbis comments, RIFF INFO and BWF, Matroska tags. Nothing is decoded. At most `mostTags`, each cut to a kilobyte; what is
/// left out is counted.
public struct MediaTags: Sendable, Hashable {
    public struct Tag: Sendable, Hashable {
        /// `file`, `track 1`, `chapter 2`.
        public var part: String
        /// As the container has it: `artist`, `com.apple.quicktime.location.ISO6709`.
        public var name: String
        public var value: String

        public init(part: String, name: String, value: String) { (self.part, self.name, self.value) = (part, name, value) }
    }

    public static let mostTags = 1000
    private static let mostScalars = 1024

    /// In the order of the file; the file's own first.
    public var tags: [Tag] = []
    /// Beyond the most that are kept.
    public var leftOut = 0
    /// Tracks that are neither picture, sound nor subtitles: positions and sensors, times, attached files.
    public var otherTracks = 0
    /// Pictures on a cover: nobody looks at what they show.
    public var covers = 0

    public static func read(_ path: String, limits: VideoLimits = VideoLimits(), tools: MediaTools = MediaTools()) throws(MediaTagError) -> MediaTags {
        let input: MediaInput
        do throws(MediaFileError) { input = try MediaInput(path: path, maximumBytes: limits.maximumBytes) } catch { throw .file(error) }
        do throws(ToolError) { return try MediaTags(input, limits.process, tools) } catch { throw refusal(error, input) }
    }

    static func refusal(_ error: ToolError, _ input: MediaInput) -> MediaTagError {
        guard case .failed(_, _, let words) = error else { return .tool(error) }
        return ProbedFile.isUnknown(words) ? .unknownContainer(head: input.bytes(at: 0, 8)) : .damaged(ToolError.lastLine(words))
    }

    private static let entries = "format=nb_streams:format_tags:stream=index,codec_type:stream_tags:stream_disposition=attached_pic:chapter=id:chapter_tags"

    private init(_ input: MediaInput, _ limits: ProcessLimits, _ tools: MediaTools) throws(ToolError) {
        var probing = limits
        probing.outputBytes = 8 << 20
        probing.wallSeconds = min(limits.wallSeconds, 120)
        let child = try ChildProcess(
            "ffprobe", ["-v", "error", "-print_format", "json", "-show_entries", Self.entries] + ProbedFile.inputArguments, input: input.descriptor, tools: tools, limits: probing)
        let answer = try child.wholeOutput()
        try child.finishWell()
        guard let parsed = try? JSONParser.parse(answer) else { throw .strangeAnswer("ffprobe", "it is no JSON") }
        add("file", parsed["format"])
        for track in parsed["streams"]?.array ?? [] {
            let type = track["codec_type"]?.string ?? ""
            let isCover = track["disposition"]?["attached_pic"]?.int == 1
            if isCover { covers += 1 } else if !["video", "audio", "subtitle"].contains(type) { otherTracks += 1 }
            add("track \((ProbedFile.whole(track["index"]) ?? 0) + 1)", track)
        }
        for (place, chapter) in (parsed["chapters"]?.array ?? []).enumerated() { add("chapter \(place + 1)", chapter) }
    }

    private mutating func add(_ part: String, _ described: JSONValue?) {
        for member in described?["tags"]?.object?.members ?? [] {
            guard let value = member.value.string, !value.isEmpty else { continue }
            guard tags.count < Self.mostTags else { leftOut += 1; continue }
            tags.append(Tag(part: part, name: member.key, value: String(String.UnicodeScalarView(value.unicodeScalars.prefix(Self.mostScalars)))))
        }
    }

    /// What every container says, and what programs write into all of them: nothing of anybody.
    static let technical: Set<String> = [
        "major_brand", "minor_version", "compatible_brands", "encoder", "language", "vendor_id", "handler_name", "duration", "service_name", "service_provider", "variant_bitrate",
    ]

    /// Names beside the technical ones.
    var telling: [String] { tags.filter { !Self.technical.contains($0.name.lowercased()) }.map { "\($0.part) \($0.name)" } }
}
