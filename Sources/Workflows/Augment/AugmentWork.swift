import Augmenting
import Media
import Records
import Storage
import Versioning

/// One pass over the settled pictures of a project: makes the copies that are not there, leaves those that are as they
/// are, withdraws those that no longer fit.
struct AugmentWork: Sendable {
    /// Parents read at once; their pictures are in memory one at a time.
    private static let batch = 32

    let project: ProjectContext
    let store: Store
    let runID: RunID
    let takesUnsplit: Bool
    private let declared: AugmentDeclaration
    private let pictures: ChildPictures
    private let print: String

    init(project: ProjectContext, store: Store, runID: RunID, declared: AugmentDeclaration, takesUnsplit: Bool) throws {
        self.project = project
        self.store = store
        self.runID = runID
        self.declared = declared
        self.takesUnsplit = takesUnsplit
        pictures = ChildPictures(recipe: try AugmentationRecipe(declared), seed: declared.seed, questions: project.definition.questions, blobs: store.blobs)
        let print = Fingerprint()
        try print.add(encoding: declared.steps)
        print.add(.object(declared.visibility))
        print.add(String(declared.seed))
        self.print = String(print.text().prefix(16))
    }

    func run(_ progress: JobProgress) async throws -> JSONObject {
        let sources = try await store.read { [project] in try $0.sources.all(of: project.id) }
        var tally = AugmentTally()
        var children: [SourceID: Source] = [:]
        let total = try await store.read { [project] in try $0.items.count(of: project.id, .ready) }
        try await store.forEachBatch(of: project.id, .ready, size: Self.batch) { items in
            let settled = try await store.read { try $0.settled.find(items.map(\.id)) }
            for source in sources where source.kind != Source.augmented {
                let own = items.filter { $0.source == source.id }
                if !own.isEmpty { try await augment(own, of: source, settled, &children, &tally) }
            }
            tally.seen += items.count
            try await progress.report(done: Int64(tally.seen), total: Int64(total))
        }
        tally.withdrawn = try await FollowParents(project: project, store: store, recipe: (print, declared.copies)).run()
        return tally.report
    }

    // MARK: Which

    /// Why nothing is made of an item; nil when it is a parent.
    private func refusal(of item: Item, _ source: Source, _ settled: [SettledAnswer]) -> String? {
        guard item.blobs["image"] != nil else { return "no-picture" }
        guard let licence = item.licence ?? source.licence else { return "no-licence" }
        if LicenceTerms.terms(of: licence)?.allowsDerivatives == false { return "licence-forbids-copies" }
        if let split = item.split { if !declared.splits.contains(split) { return "split-\(split)" } } else if !takesUnsplit { return "no-split" }
        let answered = Set(settled.map(\.question))
        let asked = project.definition.questions.filter { $0.of == nil }
        guard !answered.isEmpty, asked.allSatisfy({ !$0.isRequired || answered.contains($0.name) }) else { return "not-settled" }
        return nil
    }

    private func augment(
        _ items: [Item], of source: Source, _ settled: [ItemID: [SettledAnswer]], _ children: inout [SourceID: Source], _ tally: inout AugmentTally
    ) async throws {
        for item in items {
            let answers = settled[item.id] ?? []
            if let reason = refusal(of: item, source, answers) {
                tally.skipped[reason, default: 0] += 1
                continue
            }
            tally.parents += 1
            let child: Source
            if let known = children[source.id] { child = known } else { child = try await childSource(of: source) }
            children[source.id] = child
            try await augment(item, ItemName(source: source.name, key: item.key), answers, in: child, &tally)
        }
    }

    private func augment(_ item: Item, _ name: ItemName, _ answers: [SettledAnswer], in source: Source, _ tally: inout AugmentTally) async throws {
        let of = try ChildRecord.fingerprint(of: item, answers)
        let present = try await self.present(of: item, in: source)
        let missing = (0..<declared.copies).filter { copy in
            guard let record = present[copy].flatMap({ $0.state == .ready ? ChildRecord($0) : nil }) else { return true }
            return record.of != of || record.recipe != print
        }
        // A child that a person withdrew stays withdrawn.
        let wanted = missing.filter { copy in present[copy].map { $0.state == .ready || $0.stateReason?.hasPrefix(FollowParents.reason) == true } ?? true }
        tally.unchanged += declared.copies - missing.count
        if missing.count > wanted.count { tally.skipped["copy-withdrawn", default: 0] += missing.count - wanted.count }
        guard !wanted.isEmpty, let made = try await make(wanted, of: item, name, answers, &tally) else { return }
        try await keep(made, name, of, item, source, present)
        for picture in made { tally.add(picture, isNew: present[picture.copy] == nil) }
    }

    /// The children that are there already, by copy.
    private func present(of item: Item, in source: Source) async throws -> [Int: Item] {
        let keys = (0..<declared.copies).map { key(of: item, copy: $0) }
        return try await store.read { connection in
            let ids = try connection.items.ids(source: source.id, keys: keys)
            let items = try connection.items.find(Array(ids.values))
            let byKey = Dictionary(uniqueKeysWithValues: items.map { ($0.key, $0) })
            return Dictionary(uniqueKeysWithValues: keys.enumerated().compactMap { copy, key in byKey[key].map { (copy, $0) } })
        }
    }

    private func key(of item: Item, copy: Int) -> String {
        guard let blob = item.blobs["image"] else { return item.key }
        let type = ChildPictures.type(of: blob)
        return ChildRecord.key(of: item.key, copy: copy, isSameType: type == blob.type, type: type)
    }

    // MARK: Making

    /// nil, with a finding, when the picture cannot be read or would grow too large.
    private func make(_ copies: [Int], of item: Item, _ parent: ItemName, _ settled: [SettledAnswer], _ tally: inout AugmentTally) async throws -> [ChildPicture]? {
        guard let blob = item.blobs["image"] else { return nil }
        let name = "\(parent.source)/\(parent.key)"
        let answers = Dictionary(settled.map { ($0.question, $0.answer) }) { first, _ in first }
        do {
            return try await store.blobs.offloaded { [pictures] _ in try pictures.make(copies, of: blob, named: name, answers) }
        } catch let error as ImageError {
            try await note("augment.picture", "`\(item.key)` is not augmented: \(error)", error.hint, item)
        } catch let error as AugmentationError {
            try await note("augment.too-large", "`\(item.key)` is not augmented: \(error)", nil, item)
        }
        tally.skipped["failed", default: 0] += 1
        return nil
    }

    private func note(_ code: String, _ message: String, _ hint: String?, _ item: Item) async throws {
        let finding = StoredFinding(id: store.ids.next(), run: runID, item: item.id, finding: Finding(.warning, code, message, at: Place(record: item.key), hint: hint))
        try await store.write { [project] in try $0.findings.insert([finding], in: project.id) }
    }

    /// Licence and attribution are those of the source whose pictures these were.
    private func childSource(of source: Source) async throws -> Source {
        let child = Source(
            id: store.ids.next(), project: project.id, name: "\(source.name)~augmented", kind: Source.augmented, licence: source.licence,
            attribution: source.attribution, origin: source.origin, settings: ["of": .string(source.name)])
        return try await store.write { connection in
            if let present = try connection.sources.find(project: child.project, name: child.name), present.kind != Source.augmented {
                throw WorkflowError(.conflict, "augment.source", "there is a source `\(child.name)` that holds something else", hint: "give it another name in the definition")
            }
            var kept = child
            kept.id = try connection.sources.save(child)
            return kept
        }
    }

    private func keep(_ made: [ChildPicture], _ name: ItemName, _ of: String, _ parent: Item, _ source: Source, _ present: [Int: Item]) async throws {
        let (project, store, runID, print) = (project, store, runID, print)
        try await store.writeBulk { connection in
            let group = parent.group ?? parent.id
            if parent.group == nil { try connection.items.setGroup([(item: parent.id, group: group)]) }
            for picture in made {
                let child = ChildRecord(parent: name, of: of, recipe: print, record: picture.record, parts: picture.parts)
                let item = Item(
                    id: present[picture.copy]?.id ?? store.ids.next(), project: project.id, source: source.id, run: runID, key: key(of: parent, copy: picture.copy),
                    media: parent.media, fields: parent.fields, blobs: ["image": picture.blob], metadata: child.metadata, licence: parent.licence,
                    consent: parent.consent, split: parent.split, group: group, state: .ready)
                if present[picture.copy] == nil { try connection.items.insert([item]) } else { try connection.items.update(item) }
                try answer(item, picture.answers, connection)
            }
        }
    }

    /// An imported revision by the rule `augmentation`, which counts.
    private func answer(_ item: Item, _ answers: [String: Answer], _ connection: any Connection) throws {
        let revision = Revision(
            id: store.ids.next(), item: item.id, stage: .imported, author: nil,
            number: try connection.revisions.nextNumber(item: item.id, stage: .imported, author: nil), origin: .rule(AugmentJob.name),
            annotation: Annotation(answers: answers), definitionVersion: project.version, madeAt: store.now())
        try connection.revisions.insert(revision, in: project.id)
        for question in project.definition.questions where answers[question.name] == nil { try connection.settled.remove([item.id], question: question.name) }
        try connection.settled.save(answers.sorted { $0.key < $1.key }.map { question, answer in
            SettledAnswer(item: item.id, question: question, answer: answer, rule: .imported, reason: "by the rule \(AugmentJob.name)", revisions: [revision.id])
        }, in: project.id, at: store.now())
    }
}

/// What a pass has made, left and passed over.
struct AugmentTally: Sendable {
    var seen = 0
    var parents = 0
    var made = 0
    var remade = 0
    var unchanged = 0
    var withdrawn = 0
    /// Reason -> items.
    var skipped: [String: Int] = [:]
    /// Outcome -> parts of the parents, over all copies made.
    var parts: [String: Int] = [:]

    mutating func add(_ picture: ChildPicture, isNew: Bool) {
        if isNew { made += 1 } else { remade += 1 }
        parts.merge(picture.parts, uniquingKeysWith: +)
    }

    var report: JSONObject {
        [
            "seen": .int(Int64(seen)), "parents": .int(Int64(parents)), "made": .int(Int64(made)), "remade": .int(Int64(remade)),
            "unchanged": .int(Int64(unchanged)), "withdrawn": .int(Int64(withdrawn)), "skipped": .object(Self.counts(skipped)), "parts": .object(Self.counts(parts)),
        ]
    }

    private static func counts(_ counts: [String: Int]) -> JSONObject {
        JSONObject(counts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .int(Int64($0.value))) })
    }
}
