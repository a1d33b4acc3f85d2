import Records

/// What `ffprobe` says of a file: its container and its tracks, before anything is decoded.
struct ProbedFile {
    /// Readers that are let at a file. Playlists and lists of files (`hls`, `dash`, `concat`, `image2`, `sdp`) are not
    /// among them: they would open what the file names. Neither are scripts, emulated music machines and devices.
    static let readers = [
        "mov", "matroska", "avi", "mpegts", "mpeg", "mpegvideo", "flv", "ogg", "asf", "ivf", "gif", "mxf", "h264", "hevc", "m4v", "obu", "dv", "nut",
        "mp3", "aac", "flac", "wav", "w64", "aiff", "caf", "au", "amr", "ac3", "eac3", "dts", "wv", "ape", "tta", "voc",
    ].joined(separator: ",")

    /// What stands before the file on every command line of ours.
    static let inputArguments = [
        "-hide_banner", "-protocol_whitelist", "file,pipe", "-format_whitelist", readers, "-i", "file:" + ChildProcess.inputPath,
    ]

    private static let entries = [
        "format=format_name,duration,nb_streams", "stream=index,codec_type,codec_name,width,height,pix_fmt,sample_aspect_ratio,r_frame_rate,avg_frame_rate,time_base,"
            + "start_time,duration,nb_frames,sample_fmt,sample_rate,channels,bits_per_sample,bits_per_raw_sample", "stream_disposition=attached_pic", "stream_side_data=rotation",
    ].joined(separator: ":")

    var container: String
    var seconds: Double?
    var streams: [JSONValue]
    /// What it complained about although it answered.
    var complaints: String

    init(_ input: MediaInput, tools: MediaTools, limits: ProcessLimits) throws(ToolError) {
        var probing = limits
        probing.outputBytes = 1 << 20
        probing.wallSeconds = min(limits.wallSeconds, 120)
        let arguments = ["-v", "error", "-print_format", "json", "-show_entries", Self.entries] + Self.inputArguments
        let child = try ChildProcess("ffprobe", arguments, input: input.descriptor, tools: tools, limits: probing)
        let answer = try child.wholeOutput()
        try child.finishWell()
        guard let parsed = try? JSONParser.parse(answer) else { throw .strangeAnswer("ffprobe", "it is no JSON") }
        container = parsed["format"]?["format_name"]?.string ?? ""
        seconds = Self.number(parsed["format"]?["duration"])
        streams = parsed["streams"]?.array ?? []
        complaints = child.lastWords
    }

    /// Tracks of this type (`video`, `audio`), without the pictures on covers.
    func tracks(_ type: String) -> [JSONValue] {
        streams.filter { $0["codec_type"]?.string == type && $0["disposition"]?["attached_pic"]?.int != 1 }
    }

    /// Whether these last words mean that no reader, or none that is let at files, knew it.
    static func isUnknown(_ words: String) -> Bool {
        words.contains("not on whitelist") || words.contains("Invalid data found") && !words.contains("moov atom")
    }

    /// Numbers come as text or as numbers, and `N/A` is none.
    static func number(_ value: JSONValue?) -> Double? {
        let number = value?.double ?? value?.string.flatMap(Double.init)
        return number.flatMap { $0.isFinite ? $0 : nil }
    }

    /// Like `30000/1001`; nil for `0/0`.
    static func ratio(_ value: JSONValue?, separator: Character = "/") -> Double? {
        let parts = value?.string?.split(separator: separator).map { Double($0) ?? 0 } ?? []
        guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return nil }
        return parts[0] / parts[1]
    }

    static func whole(_ value: JSONValue?) -> Int? {
        number(value).flatMap { abs($0) < 1e15 ? Int($0) : nil }
    }
}
