import Assuring
import Records
import Storage

/// The queue of whoever decides: the items people differ on in one question.

struct DisputedItem: Sendable, Hashable {
    var item: ItemID
    /// 0: all but agreed; 1: evenly torn, or no object agreed on.
    var score: Double

    /// Most disputed first, equal ones in the order of items.
    static func ranked(_ items: [DisputedItem]) -> [DisputedItem] {
        items.sorted { $0.score != $1.score ? $0.score > $1.score : $0.item < $1.item }
    }
}

extension Workflows {
    /// Every item people differ on, decided or not, most disputed first.
    static func disputed(_ question: Question, in project: ProjectContext, _ connection: any Connection) throws -> [DisputedItem] {
        guard question.isComparedByArea else { return disputed(try QuestionVotes.read(question, of: project.id, connection)) }
        let settings = PartDisagreementSettings(iou: iou(of: question, in: project.definition))
        var found: [DisputedItem] = []
        try DrawingBatch.forEach(question, of: project.id, connection) { batch in
            found += batch.table.disputed(settings).map { DisputedItem(item: batch.items[Int($0.item)], score: $0.score) }
        }
        return DisputedItem.ranked(found)
    }

    static func disputed(_ votes: QuestionVotes) -> [DisputedItem] {
        Disagreement.queue(of: votes.table).map { DisputedItem(item: votes.items[Int($0.item)], score: $0.score) }
    }

    /// The items whose answer to this very question somebody decided, also by "I don't know".
    static func decided(_ question: Question, in project: ProjectID, _ connection: any Connection) throws -> Set<ItemID> {
        var items: Set<ItemID> = []
        try connection.revisions.forEachCurrent(of: project, stage: .adjudication) { revision in
            if revision.annotation.spokenOf.contains(question.name) { items.insert(revision.item) }
            return true
        }
        return items
    }
}
