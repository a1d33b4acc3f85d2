import Records

/// Names of columns, and back.
struct CSVColumns {
    static let file = "file."
    static let tail = ["split", "licence", "source"]
    private let taken: Set<String>

    init(questions: [Question]) { taken = Set(questions.flatMap { [$0.name] + Self.why($0.name) } + ["key"] + Self.tail) }

    /// Rule, reason and posterior of a question's answer.
    static func why(_ question: String) -> [String] { ["\(question).settled_by", "\(question).reason", "\(question).posterior"] }

    func column(_ field: String) -> String { taken.contains(field) || field.hasPrefix("field.") || field.hasPrefix(Self.file) ? "field.\(field)" : field }

    func field(_ column: String) -> String { column.hasPrefix("field.") ? String(column.dropFirst(6)) : column }
}
