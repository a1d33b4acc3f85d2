import Records
import Storage

/// How right the answers are where the truth is known: settled answers against those a source brought along.

public struct Evaluation: Codable, Sendable, Hashable {
    public struct RuleRow: Codable, Sendable, Hashable {
        public var rule: String
        public var items: Int
        public var correct: Int
        public var accuracy: Double
    }

    public var question: String
    /// Items with both an answer and a known one.
    public var items: Int
    public var correct: Int
    public var accuracy: Double?
    public var rules: [RuleRow]
    /// Open suggestions against the known answers.
    public var suggestions: RuleRow?
}

extension Workflows {
    public func evaluate(_ slug: String, as actor: Actor, question name: String? = nil) async throws -> Evaluation {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let question = try Self.question(name, of: project)
            let known = try Self.known(question, of: project.id, connection)
            var tally: [SettledAnswer.Rule: (items: Int, correct: Int)] = [:]
            try connection.settled.forEach(of: project.id, question: question.name) { settled in
                guard settled.rule != .imported, let truth = known[settled.item] else { return true }
                tally[settled.rule, default: (0, 0)].items += 1
                if settled.answer.comparable == truth { tally[settled.rule, default: (0, 0)].correct += 1 }
                return true
            }
            var suggested = (items: 0, correct: 0)
            try connection.suggestions.forEachOpen(of: project.id, question: question.name) { suggestion in
                guard let truth = known[suggestion.item] else { return true }
                suggested.items += 1
                if suggestion.answer.comparable == truth { suggested.correct += 1 }
                return true
            }
            let rows = SettledAnswer.Rule.allCases.compactMap { rule in tally[rule].map { Self.row(rule.rawValue, $0) } }
            let items = rows.reduce(0) { $0 + $1.items }
            let correct = rows.reduce(0) { $0 + $1.correct }
            return Evaluation(
                question: question.name, items: items, correct: correct, accuracy: items == 0 ? nil : Double(correct) / Double(items), rules: rows,
                suggestions: suggested.items == 0 ? nil : Self.row("suggestion", suggested))
        }
    }

    private static func row(_ rule: String, _ tally: (items: Int, correct: Int)) -> Evaluation.RuleRow {
        .init(rule: rule, items: tally.items, correct: tally.correct, accuracy: Double(tally.correct) / Double(tally.items))
    }

    /// The imported answers of a question by item.
    static func known(_ question: Question, of project: ProjectID, _ connection: any Connection) throws -> [ItemID: Answer] {
        var known: [ItemID: Answer] = [:]
        try connection.revisions.forEachCurrent(of: project, stage: .imported) { revision in
            if let answer = revision.annotation.answers[question.name] { known[revision.item] = answer.comparable }
            return true
        }
        return known
    }
}
