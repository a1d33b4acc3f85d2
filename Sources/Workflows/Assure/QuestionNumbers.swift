import Assuring
import Records
import Storage

/// The present answers of people to a question of numbers, with the way back to what they stand for.
struct QuestionNumbers: Sendable {
    let table: NumberTable
    /// By the table's index of items and of annotators.
    let items: [ItemID]
    let people: [PersonID]

    /// Reads every current annotation of the label stage once, in the order of items.
    static func read(_ question: Question, of project: ProjectID, _ connection: any Connection) throws -> QuestionNumbers {
        var items: [ItemID] = []
        var people: [PersonID] = []
        var places: [PersonID: Int32] = [:]
        var columns: (items: [Int32], people: [Int32], values: [Double]) = ([], [], [])
        try connection.revisions.forEachCurrent(of: project, stage: .label) { revision in
            guard let author = revision.author, let value = revision.annotation.answers[question.name]?.amount else { return true }
            if items.last != revision.item { items.append(revision.item) }
            if places[author] == nil {
                places[author] = Int32(people.count)
                people.append(author)
            }
            columns.items.append(Int32(items.count - 1))
            columns.people.append(places[author] ?? 0)
            columns.values.append(value)
            return true
        }
        let table = try NumberTable(
            items: columns.items, annotators: columns.people, values: columns.values, itemNames: items.map(\.description), annotatorNames: people.map(\.description))
        return QuestionNumbers(table: table, items: items, people: people)
    }
}

extension Answer {
    /// Of a rating or a number.
    fileprivate var amount: Double? {
        switch self {
        case .rating(let value), .number(let value): value
        default: nil
        }
    }
}
