import Records

/// One picture with the answers a dataset has for it: what image formats read and write.
public struct LabelledImage: Sendable, Hashable {
    /// The dataset's own name for it, unique within the dataset: the picture's path below the folder of pictures.
    public var key: String
    /// Where the picture is, relative to the dataset's folder; nil when it is not there.
    public var file: String?
    public var size: PixelSize?
    public var split: String?
    /// Question -> answer. No entry: nobody looked; an empty list of parts: looked, and there is nothing.
    public var answers: [String: Answer]
    /// What the format says beyond answers, under the format's name; written back by its writer.
    public var metadata: JSONObject
    public var place: Place?

    public init(
        key: String, file: String? = nil, size: PixelSize? = nil, split: String? = nil, answers: [String: Answer] = [:],
        metadata: JSONObject = [:], place: Place? = nil
    ) {
        self.key = key
        self.file = file
        self.size = size
        self.split = split
        self.answers = answers
        self.metadata = metadata
        self.place = place
    }

    /// Parts by question, in the order given.
    func parts(of questions: [Question]) -> [(question: Question, parts: [Part])] {
        questions.compactMap { question in
            if case .parts(let parts)? = answers[question.name] { (question, parts) } else { nil }
        }
    }
}

/// Under which questions the shapes of a dataset are kept; nil where such shapes are not wanted.
public struct ImageQuestions: Sendable, Hashable {
    public var boxes: String?
    public var polygons: String?
    public var masks: String?
    public var skeletons: String?

    public init(boxes: String? = "boxes", polygons: String? = "polygons", masks: String? = "masks", skeletons: String? = "skeletons") {
        self.boxes = boxes
        self.polygons = polygons
        self.masks = masks
        self.skeletons = skeletons
    }

    /// The first question of each kind; shapes without a question are not wanted.
    public init(_ questions: [Question]) {
        func first(_ kind: QuestionKind) -> String? { questions.first { $0.kind == kind && $0.of == nil }?.name }
        self.init(boxes: first(.boxes), polygons: first(.polygons), masks: first(.masks), skeletons: first(.skeletons))
    }
}
