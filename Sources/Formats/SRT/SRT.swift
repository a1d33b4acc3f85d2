import Records

/// SubRip: numbered texts with their times, `00:00:01,500 --> 00:00:03,000`. Tags are part of the text. Who speaks stands
/// in front of it (`Ada: Good morning`), as people write it.
public enum SRT {
    public static let card = FormatCard(
        name: "srt", summary: "SubRip: a file of numbered, timed texts per recording", extensions: ["srt"],
        capacity: FormatCapacity(
            media: [.audio, .video], kinds: [.transcripts, .segments], questions: .one,
            extras: [.keys, .splits, .emptyAnswers, .noLabel, .overlappingSegments], decimals: 3),
        loses: [TimedWriter.textChanged, TimedWriter.backwards, TimedWriter.pointWidened, TimedWriter.speakerInText].map { TimedWriter.code("srt", $0) })

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try SRTReader($0, options: $1) }, writer: { SRTWriter($0, layout: $1) })

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = input.files("srt")
        guard let first = files.first else { return nil }
        return .init(confidence: files.contains { input.headText($0).holds("-->") } ? 0.97 : 0.5, reason: "there are \(files.count) SubRip files, such as `\(first)`")
    }
}
