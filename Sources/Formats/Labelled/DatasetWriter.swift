import Records

/// Writes labelled items into a folder, one data file (or folder) per split; the same items give the same bytes.
public protocol DatasetWriter: AnyObject {
    func write(_ item: LabelledItem) throws
    /// The folder, below the dataset's, where the item's file of this role belongs; nil when the format takes no such
    /// file. Whoever writes the item puts the file there and names it in `files`.
    func folder(ofFile role: String, of item: LabelledItem) -> String?
    /// Closes the files. Nothing may be written afterwards.
    func finish() throws
    /// What could not be expressed so far.
    var losses: LossReport { get }
}

extension DatasetWriter {
    public func folder(ofFile role: String, of item: LabelledItem) -> String? {
        "\(role == "image" ? "images" : SafeNames.safe(role))/\(SafeNames.safe(item.splitName))"
    }
}

/// What a writer must know before the first item.
public struct DatasetLayout: Sendable, Hashable {
    public var questions: [Question]
    /// Columns of table-like formats; without them those of the first item.
    public var fieldNames: [String]?
    /// For formats that hold one question: which; the first fitting one otherwise.
    public var question: String?
    public var compression: Compression
    public var neutralisesFormulas: Bool
    /// Items carry why their answers count, and table-like formats get columns for it.
    public var settledBy: Bool

    public init(
        questions: [Question], fieldNames: [String]? = nil, question: String? = nil, compression: Compression = .none,
        neutralisesFormulas: Bool = false, settledBy: Bool = false
    ) {
        self.questions = questions
        self.fieldNames = fieldNames
        self.question = question
        self.compression = compression
        self.neutralisesFormulas = neutralisesFormulas
        self.settledBy = settledBy
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

extension LabelledItem {
    /// The file an item without a split goes to.
    static let wholeName = "all"

    var splitName: String { split ?? Self.wholeName }
}
