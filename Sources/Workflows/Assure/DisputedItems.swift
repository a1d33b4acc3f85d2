import Assuring
import Records
import Storage

/// The queue of whoever decides: the items people differ on in one question.

/// What the queue begins with.
public enum DisputeOrder: String, Codable, Sendable, CaseIterable {
    /// The closest races: where the answer that leads is least ahead of the next. Of shapes, which have no such race, the
    /// most torn.
    case margin
    /// The most torn: where the votes are spread most over all answers.
    case entropy
}

struct DisputedItem: Sendable, Hashable {
    var item: ItemID
    /// 0: all but agreed; 1: evenly torn, or no object agreed on.
    var score: Double
    /// How far the leading answer is ahead of the next, 0 to 1; nil of shapes.
    var margin: Double?
    /// The answers given; of shapes the labels that people gave to one and the same object.
    var answers: [String] = []

    /// Equal ones in the order of items. Figures of equal votes may differ in the last bit: what is left after rounding counts.
    static func ranked(_ items: [DisputedItem], by order: DisputeOrder = .entropy) -> [DisputedItem] {
        func key(_ figure: Double) -> Double { (figure * 1e9).rounded() }
        let keyed = items.map { (item: $0, score: -key($0.score), margin: order == .margin ? key($0.margin ?? 0) : 0) }
        return keyed.sorted { ($0.margin, $0.score, $0.item.item) < ($1.margin, $1.score, $1.item.item) }.map(\.item)
    }
}

extension Workflows {
    /// More votes than this are not settled anew for the sake of an order: a plain majority says who leads.
    private static let settledForMargins = 200_000

    /// Every item people differ on, decided or not.
    ///
    /// - Parameter between: only items on which somebody said each of these.
    static func disputed(
        _ question: Question, in project: ProjectContext, by order: DisputeOrder = .margin, between labels: [String] = [], _ connection: any Connection
    ) throws -> [DisputedItem] {
        let all = question.isComparedByArea
            ? try disputedDrawings(question, in: project, connection)
            : disputed(try QuestionVotes.read(question, of: project.id, connection), as: project.definition)
        return DisputedItem.ranked(all.filter { item in labels.allSatisfy(item.answers.contains) }, by: order)
    }

    private static func disputedDrawings(_ question: Question, in project: ProjectContext, _ connection: any Connection) throws -> [DisputedItem] {
        let settings = PartDisagreementSettings(iou: iou(of: question, in: project.definition))
        var found: [DisputedItem] = []
        try DrawingBatch.forEach(question, of: project.id, connection) { batch in
            found += batch.table.disputed(settings).map { disputed in
                let labels = disputed.disagreements.filter { $0.kind == .label }.flatMap { $0.marks.flatMap(\.part.labels) }
                return DisputedItem(item: batch.items[Int(disputed.item)], score: disputed.score, answers: Set(labels).sorted())
            }
        }
        return found
    }

    /// Most torn first. With a definition also by how much the leading answer leads, in the eyes of the method it asks for.
    static func disputed(_ votes: QuestionVotes, as definition: TaskDefinition? = nil) -> [DisputedItem] {
        let leads = definition.map { margins(of: votes, in: $0) }
        return Disagreement.queue(of: votes.table).map { found in
            DisputedItem(
                item: votes.items[Int(found.item)], score: found.score, margin: leads?[Int(found.item)],
                answers: found.classes.map { votes.table.classNames[Int($0)] })
        }
    }

    /// By item: highest posterior less the second.
    private static func margins(of votes: QuestionVotes, in definition: TaskDefinition) -> [Double] {
        var consensus: Consensus?
        if votes.table.count <= settledForMargins { consensus = try? voting(nil, on: votes.question, in: definition).consensus(of: votes.table) }
        if consensus == nil { consensus = try? MajorityVote().consensus(of: votes.table) }
        return consensus?.margin ?? votes.items.map { _ in 0 }
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
