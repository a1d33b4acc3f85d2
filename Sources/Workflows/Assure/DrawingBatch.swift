import Assuring
import Records
import Storage

/// The present drawings of people to one question, some items at a time: what is compared over a whole project without
/// holding it.
///
/// Drawings are those of the label stage, empty ones included; "I don't know" is none. Annotators of the table are called
/// by their ids, so that they are in the same order in every batch.
struct DrawingBatch {
    /// Items read before they are handed over.
    static let size = 200

    let table: PartTable
    /// By the table's index of items.
    let items: [ItemID]
    /// By the table's index of annotators.
    let people: [PersonID]
    /// Parts that cover no area and are not compared.
    let leftOut: Int

    init(_ given: [PartTable.Given], items: [ItemID], labels: [String]) {
        table = PartTable(given, labels: labels)
        self.items = items
        people = table.annotatorNames.map { PersonID($0) ?? PersonID(raw: 0) }
        leftOut = given.reduce(0) { $0 + $1.parts.count } - table.drawings.reduce(0) { $0 + $1.parts.count }
    }

    /// Reads every current annotation once, in the order of items.
    static func forEach(_ question: Question, of project: ProjectID, _ connection: any Connection, _ body: (DrawingBatch) throws -> Void) throws {
        var given: [PartTable.Given] = []
        var items: [ItemID] = []
        try connection.revisions.forEachCurrent(of: project, stage: .label) { revision in
            guard let author = revision.author, case .parts(let parts) = revision.annotation.answers[question.name] else { return true }
            if items.last != revision.item {
                if items.count == size {
                    try body(DrawingBatch(given, items: items, labels: question.labelNames))
                    (given, items) = ([], [])
                }
                items.append(revision.item)
            }
            given.append(.init(item: revision.item.description, annotator: author.description, parts: parts))
            return true
        }
        if !items.isEmpty { try body(DrawingBatch(given, items: items, labels: question.labelNames)) }
    }
}
