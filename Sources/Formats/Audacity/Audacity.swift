import Records

/// Audacity label tracks: a text file per recording, `start<TAB>end<TAB>label` in seconds; a second line that begins with
/// a backslash has the range of frequencies of a label and is kept.
public enum Audacity {
    public static let card = FormatCard(
        name: "audacity", summary: "Audacity label tracks: a text file per recording, start, end and label per line", extensions: ["txt"],
        capacity: FormatCapacity(
            media: [.audio, .video], kinds: [.segments, .transcripts], questions: .one,
            extras: [.keys, .splits, .emptyAnswers, .noLabel, .overlappingSegments], decimals: 6),
        loses: [TimedWriter.textChanged, TimedWriter.backwards, TimedWriter.speakerInText].map { TimedWriter.code("audacity", $0) })

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try AudacityReader($0, options: $1) }, writer: { AudacityWriter($0, layout: $1) })

    /// Text files that are label tracks by their first line; empty ones too where the others are.
    static func files(in input: DatasetInput) -> [String] {
        let texts = input.files("txt")
        let tracks = texts.filter { looksRight(input.headText($0)) }
        if tracks.isEmpty, !isOurs(input) { return [] }
        let all = Set(tracks)
        return texts.filter { all.contains($0) || input.head($0).isEmpty }
    }

    private static func isOurs(_ input: DatasetInput) -> Bool {
        input.listing.paths.contains(TimedSidecar.name) && input.headText(TimedSidecar.name).hasPrefix("{\"format\":\"audacity\"")
    }

    static func looksRight(_ head: String) -> Bool {
        guard let line = head.split(separator: "\n", maxSplits: 1).first else { return false }
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 3 || fields.count == 2, let from = DecimalText.number(fields[0]), let to = DecimalText.number(fields[1].filter { $0 != "\r" }) else { return false }
        return from <= to
    }

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = files(in: input)
        guard let first = files.first(where: { looksRight(input.headText($0)) }) ?? files.first else { return nil }
        return .init(confidence: isOurs(input) ? 0.95 : 0.8, reason: "`\(first)` has lines of start, end and label")
    }
}
