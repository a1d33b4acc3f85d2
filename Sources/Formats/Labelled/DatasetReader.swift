import Records

/// Reads a labelled dataset item by item, in an order that depends on the files alone. Bad records are passed over and
/// become findings; what ends the reading is thrown.
public protocol DatasetReader: AnyObject {
    func next() throws -> LabelledItem?
    /// Findings since the last call.
    func takeFindings() -> [Finding]
    /// Every question answers come under, with the labels and attributes the dataset declares; known before the first
    /// `next()`. Labels may be missing: they then come with the answers.
    var questions: [Question] { get }
    /// What the format says of the whole dataset (licences, category extras), under the format's name: handed to its
    /// writer, it is written back.
    var header: JSONObject { get }
    /// The folder that paths of files are relative to.
    var filesFolder: String { get }
    /// Items given and to come, for progress; of files read byte by byte, bytes.
    var progress: (done: Int, total: Int?) { get }
}

extension DatasetReader {
    public var header: JSONObject { [:] }

    /// Labels of all questions, each once, in the order declared.
    public var labels: [String] {
        var seen: Set<String> = []
        return questions.flatMap(\.labelNames).filter { seen.insert($0).inserted }
    }
}

/// What a reader is told beside the path.
public struct DatasetReadOptions: Sendable {
    public var questions: QuestionNames
    /// Extras of parts with these names become attributes; all others stay in the item's metadata.
    public var attributes: [AttributeDefinition]
    public var vocBase: VOCBase
    /// Looks for sizes that are not stated.
    public var probe: SizeProbe?
    /// Whether a file that is not there is a finding.
    public var needsFiles: Bool
    /// How tokens became text and the like: settings of one format, by name.
    public var settings: [String: String]

    /// Questions that are known beforehand: those of a project, or as somebody named them.
    var asked: [Question] { questions.asked ?? Self.named(settings["questions"]) }

    /// `topic=choice,stars=rating`; kinds that are none are passed over.
    private static func named(_ text: String?) -> [Question] {
        (text ?? "").split(separator: ",").compactMap { pair in
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, let kind = QuestionKind(rawValue: sides[1]) else { return nil }
            return Question(name: sides[0], kind: kind)
        }
    }

    public init(
        questions: QuestionNames = QuestionNames(), attributes: [AttributeDefinition] = [], vocBase: VOCBase = .zero,
        probe: SizeProbe? = nil, needsFiles: Bool = true, settings: [String: String] = [:]
    ) {
        self.questions = questions
        self.attributes = attributes
        self.vocBase = vocBase
        self.probe = probe
        self.needsFiles = needsFiles
        self.settings = settings
    }
}

/// Under which question a reader keeps an answer.
public struct QuestionNames: Sendable, Hashable {
    /// nil: every answer is wanted.
    let asked: [Question]?

    /// Everything is wanted, under the source's own name for the question or that of its kind.
    public init() { asked = nil }

    /// Those of a project: the question called so if its kind fits, else the first of the kind.
    public init(_ questions: [Question]) { asked = questions }

    /// nil: not wanted.
    public func name(_ kind: QuestionKind, called name: String? = nil) -> String? {
        guard let asked else { return name ?? kind.rawValue }
        let fitting = asked.filter { $0.kind == kind && $0.of == nil }
        return (fitting.first { $0.name == name } ?? fitting.first)?.name
    }

    var boxes: String? { name(.boxes) }
    var polygons: String? { name(.polygons) }
    var masks: String? { name(.masks) }
    var skeletons: String? { name(.skeletons) }

    /// Questions of these kinds as they are kept, each once, for readers that know kinds and labels beforehand.
    func questions(_ kinds: [QuestionKind], labels: [String], attributes: [AttributeDefinition] = []) -> [Question] {
        kinds.compactMap { kind in
            name(kind).map { Question(name: $0, kind: kind, labels: labels.map { LabelDefinition(name: $0) }, attributes: attributes) }
        }
    }
}
