import Formats
import Records

/// Which questions of a dataset become which of the project: the one called so if its kind fits, else the first of its kind.
///
/// Refused where nothing fits, and where two of the dataset's would become one of the project's. What has no place is
/// left out and said.
struct ImportQuestions {
    private(set) var findings: [Finding] = []

    /// - Parameter given: the dataset's, each under its own name; empty where the format cannot tell beforehand.
    init(_ asked: [Question], of given: [Question], format: String) throws {
        let names = QuestionNames(asked)
        var homes: [String: [Question]] = [:]
        var homeless: [Question] = []
        for question in given where question.of == nil {
            if let home = names.name(question.kind, called: question.name) { homes[home, default: []].append(question) } else { homeless.append(question) }
        }
        if homes.isEmpty, !homeless.isEmpty {
            throw WorkflowError(
                .unprocessable, "import.no-question", "the dataset (`\(format)`) answers \(Self.list(homeless)), and the project asks \(Self.list(asked))",
                hint: "add a question of such a kind to the project's definition, or turn the dataset into a fitting form with `winnow convert`")
        }
        for (home, several) in homes.sorted(by: { $0.key < $1.key }) where several.count > 1 {
            throw WorkflowError(
                .unprocessable, "import.questions-alike", "\(Self.list(several)) of the dataset would all become answers to `\(home)`",
                hint: "add questions of these names to the project's definition, or leave all but one out of the dataset")
        }
        // Formats of shapes name every kind they could hold; their readers say of each shape that has no place.
        findings = homeless.filter { !$0.kind.isDrawn }.map { question in
            Finding(
                .warning, "import.question-left-out", "the dataset's `\(question.name)` (\(question.kind.rawValue)) is left out: the project asks no such question",
                at: Place(record: question.name), hint: "add a question of kind `\(question.kind.rawValue)` to the definition, and import again")
        }
    }

    private static func list(_ questions: [Question]) -> String {
        questions.isEmpty ? "nothing" : questions.map { "`\($0.name)` (\($0.kind.rawValue))" }.joined(separator: ", ")
    }
}
