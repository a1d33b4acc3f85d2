import Records
import Storage

/// The rows of an import: new items with their answers, and revisions of items that are there.
extension ImportWork {
    func write(_ sorted: SortedImports, _ connection: any Connection) throws -> [ImportCounter.Count: Int] {
        var counts = sorted.counts
        var findings = sorted.findings.map { stored($0.finding, of: $0.item) }
        try add(sorted.absent, &findings, &counts, connection)
        for (item, answers) in sorted.present { try answer(item, answers, &counts, connection) }
        try connection.findings.insert(findings, in: project.id)
        counts[.findings] = findings.count
        return counts
    }

    private func add(
        _ records: [ReadyRecord], _ findings: inout [StoredFinding], _ counts: inout [ImportCounter.Count: Int], _ connection: any Connection
    ) throws {
        let items = records.map(item)
        try connection.items.insert(items)
        try connection.slots.ensure(items.filter { $0.state == .ready }.map(\.id), of: project.id, stage: .label, overlap: project.firstSlots, ids: workflows.store.ids)
        var revisions: [Revision] = []
        for (record, item) in zip(records, items) {
            findings += record.findings.map { stored($0, of: item.id) }
            if !record.answers.isEmpty { revisions.append(imported(Annotation(answers: record.answers), of: item, number: 1)) }
        }
        try connection.revisions.insert(revisions, in: project.id)
        try connection.settled.save(revisions.flatMap(settled), in: project.id, at: workflows.store.now())
        counts[.added, default: 0] += items.count
        counts[.rejected, default: 0] += records.count { $0.rejection != nil }
    }

    /// One more revision where this import says something new; the rule of which answer counts does the rest, so what
    /// people said stands before it.
    private func answer(_ item: Item, _ answers: [String: Answer], _ counts: inout [ImportCounter.Count: Int], _ connection: any Connection) throws {
        var annotation = try connection.revisions.current(of: item.id, stage: .imported).last?.annotation ?? Annotation()
        var isNew = false
        for (question, answer) in answers.sorted(by: { $0.key < $1.key }) {
            if let present = annotation.answers[question] {
                if present.comparable == answer.comparable { continue }
                counts[onConflict == .keep ? .kept : .replaced, default: 0] += 1
                if onConflict == .keep { continue }
            }
            annotation.answers[question] = answer
            isNew = true
        }
        guard isNew else {
            counts[.unchanged, default: 0] += 1
            return
        }
        counts[.answered, default: 0] += 1
        let number = try connection.revisions.nextNumber(item: item.id, stage: .imported, author: nil)
        try connection.revisions.insert(imported(annotation, of: item, number: number), in: project.id)
        try Workflows.settle(item.id, in: project, workflows.store, connection)
    }

    private func item(_ record: ReadyRecord) -> Item {
        Item(
            id: workflows.store.ids.next(), project: project.id, source: source.id, run: run, key: record.key, media: media(record), fields: record.fields,
            blobs: record.blobs, metadata: record.metadata, licence: source.licence, split: record.split,
            state: record.rejection != nil ? .rejected : .ready, stateReason: record.rejection)
    }

    private func media(_ record: ReadyRecord) -> Media {
        guard project.definition.media == .mixed else { return project.definition.media }
        return record.blobs["image"] == nil ? .text : .image
    }

    private func imported(_ annotation: Annotation, of item: Item, number: Int) -> Revision {
        Revision(
            id: workflows.store.ids.next(), item: item.id, stage: .imported, author: nil, number: number, origin: .imported(source: source.id),
            annotation: annotation, definitionVersion: project.version, madeAt: workflows.store.now())
    }

    private func settled(_ revision: Revision) -> [SettledAnswer] {
        revision.annotation.answers.sorted { $0.key < $1.key }.map { question, answer in
            SettledAnswer(item: revision.item, question: question, answer: answer, rule: .imported, reason: "imported from `\(source.name)`", revisions: [revision.id])
        }
    }

    private func stored(_ finding: Finding, of item: ItemID?) -> StoredFinding {
        StoredFinding(id: workflows.store.ids.next(), run: run, item: item, finding: finding)
    }
}
