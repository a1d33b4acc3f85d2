import Assuring
import Records
import Storage

/// The items people differ on, with everybody's answer and, of shapes, what exactly is different.
extension Workflows {
    /// Items whose annotators differ and nobody has decided, the closest races first.
    ///
    /// - Parameter between: only items on which somebody said each of these labels.
    public func disagreements(
        of slug: String, as actor: Actor, question name: String? = nil, by order: DisputeOrder = .margin, between labels: [String] = [],
        limit: Int = 50, after: ItemID? = nil
    ) async throws -> DisagreementPage {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let question = try Self.comparedQuestion(name, of: project)
            let all = try Self.disputed(question, in: project, by: order, between: labels, connection)
            let decided = try Self.decided(question, in: project.id, connection)
            // `after` may have been decided meanwhile: its place is looked for among all that were ever disputed.
            let passed = after.flatMap { id in all.firstIndex { $0.item == id } }.map { $0 + 1 } ?? 0
            let rest = all[passed...].filter { !decided.contains($0.item) }
            let rows = try Self.rows(Array(rest.prefix(limit)), question, in: project, connection)
            return DisagreementPage(
                items: rows, total: all.count { !decided.contains($0.item) }, next: rest.count > limit ? rows.last?.id : nil)
        }
    }

    private static func rows(
        _ disputed: [DisputedItem], _ question: Question, in project: ProjectContext, _ connection: any Connection
    ) throws -> [DisagreementRow] {
        let ids = disputed.map(\.item)
        let items = Dictionary(uniqueKeysWithValues: try connection.items.find(ids).map { ($0.id, $0) })
        let revisions = try connection.revisions.current(of: ids, stage: .label)
        let people = Dictionary(uniqueKeysWithValues: try connection.people.all().map { ($0.id, $0) })
        return disputed.map { dispute in
            let item = items[dispute.item]
            let votes = (revisions[dispute.item] ?? []).map { vote($0, on: question, people) }
            return DisagreementRow(
                id: dispute.item, key: item?.key ?? "", preview: preview(of: item?.fields ?? [:]), fields: item?.fields ?? [:], blobs: item?.blobs ?? [:],
                question: question.name, votes: votes, score: dispute.score, margin: dispute.margin,
                differences: question.isComparedByArea ? differences(votes, question, iou: iou(of: question, in: project.definition)) : nil)
        }
    }

    private static func vote(_ revision: Revision, on question: Question, _ people: [PersonID: Person]) -> Vote {
        let person = revision.author.flatMap { people[$0] }
        return Vote(
            login: person?.login ?? "?", name: person?.name ?? "?", revision: revision.id, answer: revision.annotation.answers[question.name],
            isUnknown: revision.annotation.unknown.contains(question.name), note: revision.annotation.note)
    }

    /// Marks and absent people in the order of logins.
    private static func differences(_ votes: [Vote], _ question: Question, iou: Double) -> [DifferenceView] {
        let given = votes.compactMap { vote -> PartTable.Given? in
            guard case .parts(let parts) = vote.answer else { return nil }
            return .init(item: "", annotator: vote.login, parts: parts)
        }
        let table = PartTable(given, labels: question.labelNames)
        let found = table.itemCount == 1 ? table.disagreements(ofItem: 0, PartDisagreementSettings(iou: iou))?.disagreements : nil
        return (found ?? []).map { DifferenceView($0, table.annotatorNames) }
    }
}

extension DifferenceView {
    fileprivate init(_ found: PartDisagreement, _ logins: [String]) {
        self.init(
            kind: Kind(found.kind), iou: found.iou, bounds: [found.bounds.x0, found.bounds.y0, found.bounds.x1, found.bounds.y1],
            marks: found.marks.map { .init(login: logins[Int($0.annotator)], part: $0.part) }, absent: found.absent.map { logins[Int($0)] })
    }
}

extension DifferenceView.Kind {
    fileprivate init(_ kind: PartDisagreement.Kind) {
        self = switch kind {
        case .missed: .missed
        case .extra: .extra
        case .label: .label
        case .place: .place
        }
    }
}
