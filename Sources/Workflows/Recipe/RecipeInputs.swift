import Foundation
import Records
import Storage

/// What each step of a recipe reads, as a fingerprint.
struct RecipeInputs: Sendable {
    let workflows: Workflows
    let project: ProjectContext
    let folder: String

    /// The declaration, the file's bytes, and what of the definition decides how its records become items.
    func source(_ declaration: SourceDeclaration) throws -> String {
        let print = Fingerprint()
        print.add("source")
        try print.add(encoding: declaration)
        try print.add(encoding: project.definition.questions.filter { declaration.known[$0.name] != nil })
        print.add(project.definition.media.rawValue)
        for name in ["path", "database"] {
            guard let path = declaration.settings[name]?.string else { continue }
            let whole = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true)).standardizedFileURL.path
            try print.add(contentOf: whole)
            // What a database has not yet moved out of its log.
            if FileManager.default.fileExists(atPath: whole + "-wal") { try print.add(contentOf: whole + "-wal") }
        }
        return print.text()
    }

    /// What prepare steps look at: the ready items' content. Not their answers: labels that come in must not move items
    /// from one side of a split to the other.
    func items() async throws -> String {
        try await workflows.store.read { [project] connection in
            let names = Dictionary(uniqueKeysWithValues: try connection.sources.all(of: project.id).map { ($0.id, $0.name) })
            let print = Fingerprint()
            try connection.items.forEach(of: project.id, .ready) { item in
                print.add(names[item.source] ?? "")
                print.add(item.key)
                print.add(.object(item.fields))
                print.add(.object(item.metadata))
                for (role, blob) in item.blobs.sorted(by: { $0.key < $1.key }) {
                    print.add(role)
                    print.add(blob.sha256)
                }
                return true
            }
            return print.text()
        }
    }

    /// A step reads the items and what the steps before it made of them.
    func step(_ declaration: StepDeclaration, items: String, before: [String]) throws -> String {
        let print = Fingerprint()
        print.add("step")
        print.add(items)
        before.forEach { print.add($0) }
        try print.add(encoding: declaration)
        if declaration.step == "split" { try print.add(encoding: project.definition.splits) }
        return print.text()
    }

    /// The recipe, and the pictures, splits and answers of the items it is for. nil when none of them is settled.
    func augment(_ declared: AugmentDeclaration) async throws -> String? {
        try await workflows.store.read { [project] connection in
            let names = Dictionary(uniqueKeysWithValues: try connection.sources.all(of: project.id).map { ($0.id, $0) })
            let print = Fingerprint()
            try print.add(encoding: declared)
            var isEmpty = true
            try connection.items.forEach(of: project.id, .ready) { item in
                let settled = try connection.settled.find(item.id)
                guard let source = names[item.source], !settled.isEmpty, item.split.map(declared.splits.contains) ?? false else { return true }
                isEmpty = false
                for text in [source.name, item.key, item.split ?? "", item.licence?.name ?? "", source.attribution ?? ""] { print.add(text) }
                print.add(try ChildRecord.fingerprint(of: item, settled))
                return true
            }
            return isEmpty ? nil : print.text()
        }
    }

    /// Who answered what, the verdicts on it, and the settings of the question. nil when nobody has answered.
    func consensus(_ question: Question) async throws -> String? {
        try await workflows.store.read { [project] connection in
            if question.isComparedByArea { return try drawings(question, connection) }
            let votes = try QuestionVotes.read(question, of: project.id, connection)
            guard !votes.table.isEmpty else { return nil }
            let print = Fingerprint()
            print.add("consensus")
            try print.add(encoding: question)
            try print.add(encoding: project.definition.labelling)
            print.add(.object(Workflows.settings(of: question, in: project.definition) ?? [:]))
            try votes.answers.forEach { try print.add(encoding: $0) }
            for place in votes.items.indices {
                print.add(votes.items[place].description)
                for vote in votes.table.votes(ofItem: Int32(place)) {
                    print.add(votes.people[Int(votes.table.annotators[vote])].description)
                    print.add(String(votes.table.classes[vote]))
                }
                for verdict in try connection.verdicts.all(of: votes.items[place]) { try print.add(encoding: verdict.outcome) }
            }
            return print.text()
        }
    }

    /// The same of shapes, one person's drawing at a time.
    private func drawings(_ question: Question, _ connection: any Connection) throws -> String? {
        let print = Fingerprint()
        print.add("consensus of drawings")
        try print.add(encoding: question)
        try print.add(encoding: project.definition.labelling)
        print.add(.object(Workflows.settings(of: question, in: project.definition) ?? [:]))
        var (isEmpty, judged) = (true, [ItemID]())
        try connection.revisions.forEachCurrent(of: project.id, stage: .label) { revision in
            guard let answer = revision.annotation.answers[question.name] else { return true }
            isEmpty = false
            if judged.last != revision.item { judged.append(revision.item) }
            print.add(revision.item.description)
            print.add(revision.author?.description ?? "")
            try print.add(encoding: answer)
            return true
        }
        for item in judged {
            for verdict in try connection.verdicts.all(of: item) { try print.add(encoding: verdict.outcome) }
        }
        return isEmpty ? nil : print.text()
    }
}
