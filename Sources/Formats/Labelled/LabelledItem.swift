import Records

/// One item with the answers that count, as a dataset file has it: what every format reads and writes.
public struct LabelledItem: Sendable, Hashable {
    /// The dataset's own name for it, unique within the dataset; of a picture its path below the folder of pictures.
    public var key: String
    /// nil where the source does not tell.
    public var media: Media?
    public var fields: JSONObject
    /// What the source says beyond answers: what only one format has stands under that format's name and is written back by its writer.
    public var metadata: JSONObject
    /// Question -> answer. No entry: nobody looked; an empty list of parts: looked, and there is nothing.
    public var answers: [String: Answer]
    /// What single people said, where the source tells them apart; `answers` has then what the source says counts.
    public var annotations: [LabelledAnnotation] = []
    /// Question -> why its answer counts; empty unless asked for.
    public var settledBy: [String: SettledBy]
    public var split: String?
    public var licence: String?
    /// Name of the source.
    public var source: String?
    /// Role (`image`, `audio`, `video`, `points`, `document`) -> the file that goes with the item.
    public var files: [String: LabelledFile] = [:]
    /// The revisions behind the answers as JSON; empty unless asked for.
    public var revisions: [JSONValue]
    /// Where in the source it stands.
    public var place: Place?

    public init(
        key: String, fields: JSONObject = [:], metadata: JSONObject = [:], answers: [String: Answer] = [:], settledBy: [String: SettledBy] = [:],
        split: String? = nil, licence: String? = nil, source: String? = nil, revisions: [JSONValue] = []
    ) {
        self.key = key
        self.fields = fields
        self.metadata = metadata
        self.answers = answers
        self.settledBy = settledBy
        self.split = split
        self.licence = licence
        self.source = source
        self.revisions = revisions
    }

    public var text: String? { fields["text"]?.string }

    /// The file an item without a split goes to.
    static let wholeName = "all"

    var splitName: String { split ?? Self.wholeName }

    /// What the item's file is to be called: its own name, or the key.
    func name(ofFile role: String) -> String { files[role]?.name ?? key }

    /// Parts by question, in the order given.
    func parts(of questions: [Question]) -> [(question: Question, parts: [Part])] {
        questions.compactMap { question in
            if case .parts(let parts)? = answers[question.name] { (question, parts) } else { nil }
        }
    }
}

/// Pictures, the items of most formats.
extension LabelledItem {
    static let picture = "image"

    /// `file`: where the picture is, relative to the dataset's folder; nil when it is not there.
    public init(
        picture key: String, file: String? = nil, size: PixelSize? = nil, split: String? = nil, answers: [String: Answer] = [:],
        metadata: JSONObject = [:], place: Place? = nil
    ) {
        self.init(key: key, metadata: metadata, answers: answers, split: split)
        media = .image
        files[Self.picture] = LabelledFile(path: file, width: size?.width, height: size?.height)
        self.place = place
    }

    public var picturePath: String? {
        get { files[Self.picture]?.path }
        set { files[Self.picture, default: LabelledFile()].path = newValue }
    }

    /// Of the picture.
    public var size: PixelSize? {
        get { files[Self.picture].flatMap { file in file.width.flatMap { width in file.height.flatMap { PixelSize(width: width, height: $0) } } } }
        set {
            files[Self.picture, default: LabelledFile()].width = newValue?.width
            files[Self.picture, default: LabelledFile()].height = newValue?.height
        }
    }
}
