import Assuring
import Records
import Storage

/// The present answers of people to one question with when and how fast they were given, and what they are held against.
struct QuestionHistory: Sendable {
    let question: Question
    let history: VoteHistory
    /// The right class of each item by the project's gold answers, -1 without; nil when there is no gold item.
    let gold: [Int32]?
    /// The class of each item whose answer counts by what people said together; nil when too few items have one.
    let settled: [Int32]?
}

extension QuestionHistory {
    /// Rules whose answer is more than one annotator's own word.
    private static let rules: Set<SettledAnswer.Rule> = [.adjudication, .review, .consensus]

    /// Reads every current annotation of the label stage once, in the order of items.
    static func read(_ question: Question, of project: ProjectID, _ connection: any Connection) throws -> QuestionHistory {
        var builder = QuestionVotesBuilder(question)
        var votes: [ItemID: Int] = [:]
        try connection.revisions.forEachCurrent(of: project, stage: .label) { revision in
            builder.add(revision)
            if revision.annotation.answers[question.name] != nil { votes[revision.item, default: 0] += 1 }
            return true
        }
        let gold = classes(of: try connection.gold.all(of: project, question: question.name), &builder)
        var answers: [ItemID: Answer] = [:]
        try connection.settled.forEach(of: project, question: question.name) { settled in
            if rules.contains(settled.rule) { answers[settled.item] = settled.answer }
            return true
        }
        let settled = classes(of: answers, &builder)
        let history = try builder.history(try Workflows.logins(builder.people, connection))
        return QuestionHistory(
            question: question, history: history, gold: gold, settled: isEnough(settled, builder.items, votes) ? settled : nil)
    }

    private static func classes(of answers: [ItemID: Answer], _ builder: inout QuestionVotesBuilder) -> [Int32]? {
        let classes = builder.items.map { answers[$0].map { builder.index(of: $0.comparable) } ?? -1 }
        return classes.contains { $0 >= 0 } ? classes : nil
    }

    /// Whether settled answers judge at least half as many votes as the others' votes would: a handful of decided items
    /// must not stand for a project whose votes say more.
    private static func isEnough(_ settled: [Int32]?, _ items: [ItemID], _ votes: [ItemID: Int]) -> Bool {
        guard let settled else { return false }
        let judged = zip(items, settled).reduce(0) { $0 + ($1.1 >= 0 ? votes[$1.0] ?? 0 : 0) }
        let shared = items.reduce(0) { $0 + ((votes[$1] ?? 0) > 1 ? votes[$1] ?? 0 : 0) }
        return judged * 2 >= shared
    }
}
