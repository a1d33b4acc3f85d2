import Records

/// Writes labelled items into a folder; the same items in the same order give the same bytes.
public protocol DatasetWriter: AnyObject {
    /// Writes the item and says under which path of the dataset each of its files belongs, by role: the caller puts them
    /// there. Roles that are not named have no place in the format.
    @discardableResult func write(_ item: LabelledItem) throws -> [String: String]
    /// Closes the files. Nothing may be written afterwards.
    func finish() throws
    /// What could not be expressed so far.
    var losses: LossLedger { get }
}

/// Where formats that hold files within theirs take the bytes from.
public protocol ItemFiles: AnyObject {
    /// nil when the file is not at hand.
    func bytes(of role: String, in item: LabelledItem) throws -> [UInt8]?
}

/// What a writer must know before the first item.
public struct DatasetLayout {
    public var questions: [Question]
    /// Columns of table-like formats; without them those of the first item.
    public var fieldNames: [String]?
    /// For formats that hold one question: which; the first fitting one otherwise.
    public var question: String?
    public var compression: Compression
    public var neutralisesFormulas: Bool
    /// Items carry why their answers count, and table-like formats get columns for it.
    public var settledBy: Bool
    public var onLoss: LossPolicy
    public var vocBase: VOCBase
    /// Digits behind the point where the format leaves them open; nil writes each number in full.
    public var decimals: Int?
    /// `header` of the reader the items came from, by format.
    public var header: JSONObject
    public var files: (any ItemFiles)?

    public init(
        questions: [Question], fieldNames: [String]? = nil, question: String? = nil, compression: Compression = .none,
        neutralisesFormulas: Bool = false, settledBy: Bool = false, onLoss: LossPolicy = .adapt, vocBase: VOCBase = .zero,
        decimals: Int? = nil, header: JSONObject = [:], files: (any ItemFiles)? = nil
    ) {
        self.questions = questions
        self.fieldNames = fieldNames
        self.question = question
        self.compression = compression
        self.neutralisesFormulas = neutralisesFormulas
        self.settledBy = settledBy
        self.onLoss = onLoss
        self.vocBase = vocBase
        self.decimals = decimals
        self.header = header
        self.files = files
    }

    /// Questions about shapes on the picture, in the order of the definition.
    var drawn: [Question] { questions.filter { $0.kind.isDrawn && $0.of == nil } }

    /// The labels of all drawn questions, each once, in the order of the definition.
    var labels: [String] { labels(of: drawn) }

    func labels(of questions: [Question]) -> [String] {
        var seen: Set<String> = []
        return questions.flatMap(\.labelNames).filter { seen.insert($0).inserted }
    }

    /// The question a single-question format writes: the named one if its kind fits, else the first that does.
    func theQuestion(of kinds: Set<QuestionKind>, format: String) throws -> Question {
        let fitting = questions.filter { kinds.contains($0.kind) && $0.of == nil && (question == nil || $0.name == question) }
        if let found = fitting.first { return found }
        let kindNames = kinds.map(\.rawValue).sorted().joined(separator: ", ")
        let what = question.map { "question `\($0)`" } ?? "any of these questions"
        throw FormatError.cannotHold(format: format, what: what, hint: "It holds one question of kind \(kindNames); `jsonl` holds every kind")
    }
}
