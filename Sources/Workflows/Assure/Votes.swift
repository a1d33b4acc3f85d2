import Assuring
import Foundation
import Records
import Storage

/// The present answers of people to one question as votes, with the way back to what they stand for.
struct QuestionVotes: Sendable {
    let question: Question
    let table: VoteTable
    /// By the table's index of items.
    let items: [ItemID]
    /// When each item was last answered, by the same index.
    var lastAnswers: [Timestamp] = []
    /// By the table's index of annotators.
    let people: [PersonID]
    /// By class. For choices the labels in their declared order; otherwise each different answer once.
    let answers: [Answer]
    /// "I don't know", counted apart: never a vote.
    let unknown: Int
}

extension QuestionVotes {
    /// Reads every current annotation of the label stage once, in the order of items.
    static func read(_ question: Question, of project: ProjectID, _ connection: any Connection) throws -> QuestionVotes {
        var builder = QuestionVotesBuilder(question)
        try connection.revisions.forEachCurrent(of: project, stage: .label) { revision in
            builder.add(revision)
            return true
        }
        return try builder.build()
    }
}

struct QuestionVotesBuilder {
    private let question: Question
    private(set) var items: [ItemID] = []
    private(set) var lastAnswers: [Timestamp] = []
    private(set) var people: [PersonID] = []
    private var personIndex: [PersonID: Int32] = [:]
    private(set) var answers: [Answer]
    private var answerIndex: [Answer: Int32] = [:]
    private var itemColumn: [Int32] = []
    private var personColumn: [Int32] = []
    private var classColumn: [Int32] = []
    /// When each vote was given and how long it took, in seconds; NaN where that is not known.
    private var times: [Double] = []
    private var seconds: [Double] = []
    private var unknown = 0

    init(_ question: Question) {
        self.question = question
        answers = question.kind == .choice ? question.labelNames.map { .choice($0) } : []
        for (place, answer) in answers.enumerated() { answerIndex[answer] = Int32(place) }
    }

    mutating func add(_ revision: Revision) {
        guard let author = revision.author else { return }
        if revision.annotation.unknown.contains(question.name) { unknown += 1 }
        guard let answer = revision.annotation.answers[question.name]?.comparable else { return }
        if items.last == revision.item {
            lastAnswers[items.count - 1] = max(lastAnswers[items.count - 1], revision.madeAt)
        } else {
            items.append(revision.item)
            lastAnswers.append(revision.madeAt)
        }
        itemColumn.append(Int32(items.count - 1))
        personColumn.append(index(of: author))
        classColumn.append(index(of: answer))
        times.append(Double(revision.madeAt.milliseconds) / 1000)
        seconds.append(revision.activeSeconds > 0 ? revision.activeSeconds : .nan)
    }

    private mutating func index(of person: PersonID) -> Int32 {
        if let index = personIndex[person] { return index }
        people.append(person)
        personIndex[person] = Int32(people.count - 1)
        return Int32(people.count - 1)
    }

    /// The class of a comparable answer; one that nobody gave becomes a class of its own.
    mutating func index(of answer: Answer) -> Int32 {
        if let index = answerIndex[answer] { return index }
        answers.append(answer)
        answerIndex[answer] = Int32(answers.count - 1)
        return Int32(answers.count - 1)
    }

    func build() throws -> QuestionVotes {
        let table = try VoteTable(
            items: itemColumn, annotators: personColumn, classes: classColumn,
            itemNames: items.map(\.description), annotatorNames: people.map(\.description), classNames: answers.map(\.words))
        return QuestionVotes(question: question, table: table, items: items, lastAnswers: lastAnswers, people: people, answers: answers, unknown: unknown)
    }

    /// The same votes with their times, by people's names.
    func history(_ names: [String]) throws -> VoteHistory {
        try VoteHistory(
            items: itemColumn, annotators: personColumn, classes: classColumn, times: times, seconds: seconds,
            itemNames: items.map(\.description), annotatorNames: names, classNames: answers.map(\.words))
    }
}

extension Answer {
    /// The same answer without what two people never share: ids, origins and scores of parts; parts in order of place.
    var comparable: Answer {
        guard case .parts(let parts) = self else { return self }
        let plain = parts.map { Part(id: "", labels: $0.labels.sorted(), shape: $0.shape, attributes: $0.attributes) }
        return .parts(plain.sorted { String(describing: $0.shape) + $0.labels.joined() < String(describing: $1.shape) + $1.labels.joined() })
    }

    /// For lists and reasons: the label, or the answer in short.
    var words: String {
        switch self {
        case .choice(let label): label
        case .choices(let labels): labels.sorted().joined(separator: ", ")
        case .text(let text), .date(let text): text
        case .rating(let value), .number(let value): value.formatted(.number.grouping(.never))
        case .parts(let parts): "\(parts.count) part\(parts.count == 1 ? "" : "s")" + (parts.isEmpty ? "" : ": " + parts.prefix(4).map { $0.labels.joined(separator: "+") }.joined(separator: ", "))
        default: (try? JSONValue(encoding: self).text(sorted: true)) ?? "?"
        }
    }
}
