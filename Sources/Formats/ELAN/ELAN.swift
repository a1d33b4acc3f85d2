import Records

/// ELAN (.eaf): a file per recording with tiers whose annotations share time slots in milliseconds. A tier is a question;
/// one that says what others said (`PARENT_REF`, reference annotations) has the times of what it refers to and is written
/// back as it was. What ELAN keeps beside that (types, constraints, vocabularies, locales, properties) stands in the
/// item's metadata and is written back.
public enum ELAN {
    public static let card = FormatCard(
        name: "elan", summary: "ELAN (.eaf): a file per recording with tiers of annotations", extensions: ["eaf"],
        capacity: FormatCapacity(
            media: [.audio, .video], kinds: [.segments, .transcripts], questions: .any,
            extras: [.keys, .splits, .emptyAnswers, .unanswered, .noLabel, .overlappingSegments], decimals: 3),
        loses: [TimedWriter.textChanged, TimedWriter.backwards, TimedWriter.pointWidened].map { TimedWriter.code("elan", $0) })

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try ELANReader($0, options: $1) }, writer: { ELANWriter($0, layout: $1) })

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = input.files("eaf")
        guard let first = files.first, input.headText(first).holds("<ANNOTATION_DOCUMENT") else { return nil }
        return .init(confidence: 0.98, reason: "there are \(files.count) ELAN files, such as `\(first)`")
    }

    /// Elements that are kept as they stand and written behind the tiers, in the order the schema wants.
    static let keptElements = ["LINGUISTIC_TYPE", "LOCALE", "LANGUAGE", "CONSTRAINT", "CONTROLLED_VOCABULARY", "LEXICON_REF", "REF_LINK_SET", "EXTERNAL_REF"]
}
