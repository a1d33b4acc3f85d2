import Records
import Testing

@testable import Storage

@Suite("People, projects, jobs, findings, commits")
struct WorkspaceRowsTests {
    @Test("people, passwords, sessions and roles")
    func people() async throws {
        let fixture = try Fixture()
        let (store, now) = (fixture.store, fixture.clock.now)
        let ada = Person(id: store.ids.next(), login: "ada", name: "Ada", isOwner: true)
        #expect(try await !store.read { try $0.people.hasOwner() })
        try await store.write { connection in
            try connection.people.insert(ada, at: now)
            try connection.people.setPasswordHash("scrypt$1", of: ada.id, at: now)
            try connection.people.setPasswordHash("scrypt$2", of: ada.id, at: now)
            try connection.sessions.insert(Session(hash: "h", person: ada.id, madeAt: now, seenAt: now, expiresAt: now.adding(seconds: 60)))
        }
        #expect(try await store.read { try $0.people.hasOwner() })
        #expect(try await store.read { try $0.people.find(login: "ada") } == ada)
        #expect(try await store.read { try $0.people.passwordHash(of: ada.id) } == "scrypt$2")
        #expect(try await store.read { try $0.sessions.find(hash: "h", now: now)?.person } == ada.id)
        #expect(try await store.read { try $0.sessions.find(hash: "h", now: now.adding(seconds: 60)) } == nil)
        try await store.write { try $0.sessions.removeAll(of: ada.id) }
        #expect(try await store.read { try $0.sessions.find(hash: "h", now: now) } == nil)
        let twin = Person(id: store.ids.next(), login: "ada", name: "Other")
        await #expect(throws: StorageError.constraint(detail: "UNIQUE constraint failed: person.login", isUnique: true)) {
            try await store.write { try $0.people.insert(twin, at: now) }
        }
    }

    @Test("a one-time link is used once and only in time")
    func invitations() async throws {
        let fixture = try Fixture()
        let (store, now, ada) = (fixture.store, fixture.clock.now, PersonID(raw: 1))
        let link = Invitation(hash: "x", kind: .owner, madeAt: now, expiresAt: now.adding(seconds: 900))
        let late = Invitation(hash: "y", kind: .invitation, project: fixture.project, role: .annotator, madeAt: now, expiresAt: now)
        try await store.write { try $0.invitations.insert(link); try $0.invitations.insert(late) }
        #expect(try await store.read { try $0.invitations.find(hash: "x", now: now) } == link)
        #expect(try await store.read { try $0.invitations.find(hash: "y", now: now) } == nil)
        let used = try await store.write { connection in
            try ["x", "x", "y"].map { try connection.invitations.redeem(hash: $0, by: ada, at: now) }
        }
        #expect(used == [true, false, false])
        #expect(try await store.read { try $0.invitations.find(hash: "x", now: now) } == nil)
    }

    @Test("a token keeps its subset of rights and is gone when revoked")
    func tokens() async throws {
        let fixture = try Fixture()
        let (store, now) = (fixture.store, fixture.clock.now)
        let ada = Person(id: store.ids.next(), login: "ada", name: "Ada")
        let token = AccessToken(id: store.ids.next(), hash: "t", person: ada.id, name: "ci", permissions: [.label, .ship], madeAt: now)
        try await store.write { try $0.people.insert(ada, at: now); try $0.tokens.insert(token) }
        #expect(try await store.read { try $0.tokens.find(hash: "t") } == token)
        let revoked = try await store.write { connection in
            [try connection.tokens.revoke(token.id, of: PersonID(raw: 5), at: now), try connection.tokens.revoke(token.id, of: ada.id, at: now)]
        }
        #expect(revoked == [false, true])
        #expect(try await store.read { try $0.tokens.find(hash: "t") } == nil)
        #expect(try await store.read { try $0.tokens.all(of: ada.id).count } == 1)
    }

    @Test("a definition changes by one version at a time; the slower of two writers is refused")
    func projects() async throws {
        let fixture = try Fixture()
        let (store, now, project) = (fixture.store, fixture.clock.now, fixture.project)
        @Sendable func version(_ number: Int, _ objective: String) -> DefinitionVersion {
            let definition = TaskDefinition(
                project: "spam", objective: objective, media: .text,
                questions: [Question(name: "spam", kind: .choice, labels: [LabelDefinition(name: "ham"), LabelDefinition(name: "spam")])])
            return DefinitionVersion(
                project: project, version: number, yaml: "winnow: 1", definition: definition, guidelines: "g", author: "ada", madeAt: now)
        }
        let ada = Person(id: store.ids.next(), login: "ada", name: "Ada")
        try await store.write { connection in
            try connection.people.insert(ada, at: now)
            try connection.projects.insert(project, version(1, "one"))
            try connection.memberships.set(.viewer, of: ada.id, in: project, at: now)
            try connection.memberships.set(.reviewer, of: ada.id, in: project, at: now)
        }
        #expect(try await store.write { try $0.projects.add(version(2, "two")) })
        #expect(try await !store.write { try $0.projects.add(version(2, "late")) })
        #expect(try await store.read { try $0.projects.find(slug: "spam")?.objective } == "two")
        #expect(try await store.read { try $0.projects.definition(of: project) } == version(2, "two"))
        #expect(try await store.read { try $0.projects.definition(of: project, version: 1) } == version(1, "one"))
        #expect(try await store.read { try $0.memberships.roles(of: ada.id) } == [project: .reviewer])
        #expect(try await store.read { try $0.memberships.members(of: project).map(\.person.login) } == ["ada"])
        let source = Source(id: store.ids.next(), project: project, name: "s", kind: "table", licence: Licence("MIT"), settings: ["path": "a.csv"])
        var again = source
        again.id = store.ids.next()
        again.licence = nil
        let second = again
        #expect(try await store.write { try $0.sources.save(source) } == source.id)
        #expect(try await store.write { try $0.sources.save(second) } == source.id)
        #expect(try await store.read { try $0.sources.all(of: project).map(\.licence) } == [nil])
        let run = Run(id: store.ids.next(), project: project, source: source.id, step: "collect", seed: .max, startedAt: now)
        try await store.write { try $0.runs.insert(run); try $0.runs.finish(run.id, .done, report: ["items": 3], at: now) }
        let found = try await store.read { try $0.runs.latest(of: project, step: "collect", source: source.id) }
        #expect(found?.seed == .max && found?.report == ["items": 3] && found?.state == .done)
    }

    @Test("a job is claimed once, resumed from its cursor when its worker falls silent, and stopped when cancelled")
    func jobs() async throws {
        let fixture = try Fixture()
        let (store, now) = (fixture.store, fixture.clock.now)
        let job = Job(id: store.ids.next(), project: fixture.project, kind: "collect", settings: ["a": 1], createdAt: now, updatedAt: now)
        try await store.write { try $0.jobs.insert(job) }
        let claims = try await withThrowingTaskGroup(of: Bool.self) { group in
            for worker in 0..<8 {
                group.addTask { try await store.write { try $0.jobs.claim(kinds: ["ship", "collect"], worker: "w\(worker)", now: now) } != nil }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(claims == 1)
        #expect(try await store.write { try $0.jobs.advance(job.id, done: 5, total: 10, cursor: ["at": 5], now: now) })
        #expect(try await store.write { try $0.jobs.requeueStale(silentSince: now) } == 0)
        #expect(try await store.write { try $0.jobs.requeueStale(silentSince: now.adding(seconds: 1)) } == 1)
        let resumed = try await store.write { try $0.jobs.claim(job.id, worker: "w", now: now) }
        #expect(resumed?.cursor == ["at": 5] && resumed?.done == 5 && resumed?.total == 10)
        #expect(try await store.write { try $0.jobs.cancel(job.id, now: now) })
        #expect(try await !store.write { try $0.jobs.advance(job.id, done: 6, now: now) })
        #expect(try await store.read { try $0.jobs.isCancelled(job.id) })
        try await store.write { try $0.jobs.finish(job.id, .cancelled, report: [:], now: now) }
        #expect(try await !store.write { try $0.jobs.cancel(job.id, now: now) })
        #expect(try await store.read { try $0.jobs.unfinished().count } == 0)
    }

    @Test("findings are kept with their places, and counted by code")
    func findings() async throws {
        let fixture = try Fixture()
        let (store, project) = (fixture.store, fixture.project)
        let written = [
            StoredFinding(id: store.ids.next(), finding: Finding(.error, "csv.row.short", "m", at: Place(file: "a.csv", line: 3, column: 1, record: "r"), hint: "h")),
            StoredFinding(id: store.ids.next(), run: fixture.run, item: ItemID(raw: 2), finding: Finding(.note, "pii.email", "e")),
            StoredFinding(id: store.ids.next(), finding: Finding(.error, "csv.row.short", "m")),
        ]
        try await store.write { try $0.findings.insert(written, in: project) }
        #expect(try await store.read { try $0.findings.page(of: project, limit: 9) } == written)
        #expect(try await store.read { try $0.findings.page(of: project, severity: .note, limit: 9) } == [written[1]])
        #expect(try await store.read { try $0.findings.page(of: project, code: "csv.row.short", after: written[0].id, limit: 9) } == [written[2]])
        #expect(try await store.read { try $0.findings.all(of: ItemID(raw: 2)) } == [written[1]])
        #expect(try await store.read { try $0.findings.counts(of: project).map(\.count) } == [2, 1])
    }

    @Test("a step that runs again takes away what it found before, and nothing of others under the same code")
    func findingsOfStep() async throws {
        let fixture = try Fixture()
        let (store, project, now) = (fixture.store, fixture.project, fixture.clock.now)
        let runs = ["image-checks", "image-checks", "collect"].map { Run(id: store.ids.next(), project: project, step: $0, startedAt: now) }
        let otherProject: ProjectID = store.ids.next()
        let elsewhere = Run(id: store.ids.next(), project: otherProject, step: "image-checks", startedAt: now)
        @Sendable func definition(_ id: ProjectID, _ slug: String) -> DefinitionVersion {
            DefinitionVersion(
                project: id, version: 1, yaml: "", definition: TaskDefinition(project: slug, objective: "o", media: .image, questions: []),
                guidelines: "", author: "ada", madeAt: now)
        }
        let found = (runs + [elsewhere]).map { StoredFinding(id: store.ids.next(), run: $0.id, finding: Finding(.error, "image.truncated", "m")) }
        try await store.write { connection in
            for (id, slug) in [(project, "p"), (otherProject, "q")] { try connection.projects.insert(id, definition(id, slug)) }
            for run in runs + [elsewhere] { try connection.runs.insert(run) }
            try connection.findings.insert(found, in: project)
        }
        #expect(try await store.write { try $0.findings.remove(of: project, ofStep: "image-checks") } == 2)
        #expect(try await store.read { try $0.findings.page(of: project, limit: 9) } == Array(found.suffix(2)))
    }

    @Test("a commit moves its branch only from its own parent")
    func commits() async throws {
        let fixture = try Fixture()
        let (store, now, project) = (fixture.store, fixture.clock.now, fixture.project)
        let definition = DefinitionVersion(
            project: project, version: 1, yaml: "", definition: TaskDefinition(project: "p", objective: "o", media: .text, questions: []),
            guidelines: "", author: "ada", madeAt: now)
        @Sendable func commit(_ hash: String, parent: String?) -> CommitReference {
            CommitReference(project: project, hash: hash, branch: "main", parent: parent, message: "m", author: "ada", madeAt: now, items: 3)
        }
        let outcomes = try await store.write { connection in
            try connection.projects.insert(project, definition)
            return [
                try connection.commits.add(commit("aa11", parent: nil)), try connection.commits.add(commit("aa22", parent: nil)),
                try connection.commits.add(commit("aa22", parent: "aa11")),
            ]
        }
        #expect(outcomes == [true, false, true])
        #expect(try await store.read { try $0.commits.head(of: project) } == "aa22")
        #expect(try await store.read { try $0.commits.find(in: project, prefix: "aa1").map(\.hash) } == ["aa11"])
        #expect(try await store.read { try $0.commits.find(in: project, prefix: "aa").count } == 2)
        let shipment = Shipment(
            id: store.ids.next(), project: project, commit: "aa22", format: "coco",
            files: [.init(name: "a.json", size: 2, sha256: "ff")], author: "ada", madeAt: now)
        try await store.write { try $0.shipments.insert(shipment) }
        #expect(try await store.read { try $0.shipments.all(of: project) } == [shipment])
        let model = StoredModel(id: store.ids.next(), project: project, question: "q", name: "lr", version: "1", blob: "ff", madeAt: now)
        try await store.write { try $0.models.insert(model) }
        #expect(try await store.read { try $0.models.latest(of: project, question: "q") } == model)
    }
}
