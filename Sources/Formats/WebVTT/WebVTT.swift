import Records

/// WebVTT: a file of cues per recording. Notes, styles, regions and settings of cues are kept; who speaks is a voice tag
/// (`<v Ada>`). Cues are written in the order of their starts, to the millisecond.
public enum WebVTT {
    public static let card = FormatCard(
        name: "webvtt", summary: "WebVTT: a file of timed texts per recording, for browsers", extensions: ["vtt"],
        capacity: FormatCapacity(
            media: [.audio, .video], kinds: [.transcripts, .segments], questions: .one,
            extras: [.keys, .splits, .emptyAnswers, .noLabel, .overlappingSegments], decimals: 3),
        loses: [TimedWriter.textChanged, TimedWriter.backwards, TimedWriter.pointWidened].map { TimedWriter.code("webvtt", $0) })

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try WebVTTReader($0, options: $1) }, writer: { WebVTTWriter($0, layout: $1) })

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = input.files("vtt")
        guard let first = files.first else { return nil }
        let isClear = input.headText(first).drop { $0 == "\u{FEFF}" }.hasPrefix("WEBVTT")
        return .init(confidence: isClear ? 0.98 : 0.5, reason: "there are \(files.count) files of cues, such as `\(first)`")
    }
}
