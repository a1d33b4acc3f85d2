import Foundation
import HTTPTypes
import Records
import Testing
@testable import Server
@testable import Workflows

/// The table over the real workflows and a store on disk: what people and programs do, in order, each answer checked
/// against the schema of its route.
@Suite("A workspace over HTTP")
struct WorkspaceJourneyTests {
    static let yaml = """
        winnow: 1
        project: birds
        objective: Name the bird
        media: text
        questions:
          - name: species
            kind: choice
            prompt: Which bird is it?
            labels: [{name: owl}, {name: hawk}]
            unknown: true
            required: true
        sources:
          - {name: log, kind: table, path: birds.jsonl, key: id, licence: CC0-1.0, attribution: us, origin: internal}
        labelling: {overlap: 2}
        splits: {train: 0.5, test: 0.5, seed: 7}
        ship:
          - {format: jsonl, to: exports/jsonl}
        """

    static let sightings = [
        "round face in the barn at dusk", "circled high above the motorway all noon", "swallowed a vole whole on our fence",
        "two yellow eyes between fir branches", "dived at pigeons near the cathedral tower", "soft hooting, then silence until morning",
    ]

    @Test("from the first owner's link to a shipped file")
    func journey() async throws {
        let desk = try await Desk()
        defer { desk.remove() }
        let owner = try await desk.firstOwner()
        try await collect(desk, owner)
        let annotators = try await invite(desk, owner)
        try await label(desk, annotators)
        try await review(desk, owner)
        try await ship(desk, owner)
        _ = try await desk.ask(.get, "/v1/me/history?limit=1", as: annotators[0])
        _ = try await desk.ask(.delete, "/v1/session", as: owner, status: 204)
        _ = try await desk.ask(.get, "/v1/me", as: owner, status: 401)
        try await desk.close()
    }

    private func collect(_ desk: Desk, _ owner: HTTPFields) async throws {
        _ = try await desk.ask(.post, "/v1/projects", as: owner, json: ["yaml": .string(Self.yaml)])
        let broken = try await desk.ask(.post, "/v1/projects", as: owner, json: ["yaml": "winnow: 1\nproject: x\nquestions: 7"], status: 422)
        #expect(broken["error"]?["findings"]?.array?.isEmpty == false)
        try desk.put("birds.jsonl", Self.sightings.enumerated().map { "{\"id\":\"b\($0)\",\"text\":\"\($1)\"}\n" }.joined())
        let job = try #require(try await desk.ask(.post, "/v1/projects/birds/collect", as: owner, json: [:])["job"]?.string)
        try await desk.work(job)
        #expect(try await desk.ask(.get, "/v1/jobs/\(job)", as: owner)["state"] == "done")
        let prepared = try #require(try await desk.ask(.post, "/v1/projects/birds/prepare", as: owner, json: [:])["job"]?.string)
        try await desk.work(prepared)
        let page = try await desk.ask(.get, "/v1/projects/birds/items?limit=4", as: owner)
        #expect(page["items"]?.array?.count == 4 && page["total"] == 6)
        let next = try #require(page["next"]?.string)
        #expect(try await desk.ask(.get, "/v1/projects/birds/items?limit=4&after=\(next)", as: owner)["items"]?.array?.count == 2)
        for path in ["findings", "runs", "people", "overview", "agreement", "annotators", ""] {
            _ = try await desk.ask(.get, "/v1/projects/birds" + (path.isEmpty ? "" : "/\(path)"), as: owner)
        }
        let stale: JSONValue = ["yaml": .string(Self.yaml.replacing("Which bird", with: "What bird")), "expectedVersion": 9]
        _ = try await desk.ask(.put, "/v1/projects/birds/definition", as: owner, json: stale, status: 409)
    }

    private func invite(_ desk: Desk, _ owner: HTTPFields) async throws -> [HTTPFields] {
        var sessions: [HTTPFields] = []
        for name in ["ada", "bob"] {
            let invited = try await desk.ask(.post, "/v1/invitations", as: owner, json: ["project": "birds", "role": "annotator"])
            let secret = try #require(invited["link"]?.string?.split(separator: "/").last)
            #expect(try await desk.ask(.get, "/v1/session/link/\(secret)", as: [:])["role"] == "annotator")
            let body: JSONValue = ["secret": .string(String(secret)), "login": .string(name), "name": .string(name), "password": "four random words"]
            sessions.append(try await desk.signIn(.post, "/v1/session/link", body))
            _ = try await desk.ask(.post, "/v1/session/link", as: [:], json: body, status: 404)
        }
        _ = try await desk.ask(.post, "/v1/session", as: [:], json: ["login": "ada", "password": "wrong"], status: 401)
        _ = try await desk.ask(.get, "/v1/projects/birds/items", as: sessions[0], status: 403)
        _ = try await desk.ask(.get, "/v1/people", as: sessions[0], status: 403)
        _ = try await desk.ask(.get, "/v1/projects/other", as: sessions[0], status: 404)
        return sessions
    }

    private func label(_ desk: Desk, _ annotators: [HTTPFields]) async throws {
        for (place, annotator) in annotators.enumerated() {
            let work = try await desk.ask(.post, "/v1/projects/birds/next", as: annotator, json: ["count": 6])
            let assignments = try #require(work["assignments"]?.array)
            #expect(assignments.count == 6)
            let first = try #require(assignments.first?["assignment"]?.string)
            let answer: JSONValue = ["answers": ["species": ["choice": "owl"]]]
            let draft: JSONValue = ["counter": 0, "annotation": answer, "activeSeconds": 1]
            _ = try await desk.ask(.put, "/v1/assignments/\(first)/draft", as: annotator, json: draft)
            let stale = try await desk.ask(.put, "/v1/assignments/\(first)/draft", as: annotator, json: draft, status: 409)
            #expect(stale["current"]?["counter"] == 1)
            _ = try await desk.ask(.post, "/v1/assignments/\(first)/heartbeat", as: annotator)
            _ = try await desk.ask(.post, "/v1/assignments/\(first)/release", as: annotators[1 - place], status: 404)
            let wrong: JSONValue = ["annotation": ["answers": ["species": ["choice": "cat"]]], "activeSeconds": 1, "idempotencyKey": "wrong"]
            _ = try await desk.ask(.post, "/v1/assignments/\(first)/submit", as: annotator, json: wrong, status: 422)
            for (number, assignment) in assignments.enumerated() {
                let label: JSONValue = number == 0 && place == 1 ? "hawk" : "owl"
                let id = try #require(assignment["assignment"]?.string)
                let submission: JSONValue = [
                    "annotation": ["answers": ["species": ["choice": label]]], "activeSeconds": 2, "idempotencyKey": .string("\(place)-\(number)"),
                ]
                let made = try await desk.ask(.post, "/v1/assignments/\(id)/submit", as: annotator, json: submission)
                let again = try await desk.ask(.post, "/v1/assignments/\(id)/submit", as: annotator, json: submission)
                #expect(made == again)
            }
            _ = try await desk.ask(.get, "/v1/me/work", as: annotator)
            _ = try await desk.ask(.get, "/v1/me", as: annotator)
        }
    }

    private func review(_ desk: Desk, _ owner: HTTPFields) async throws {
        let disputed = try await desk.ask(.get, "/v1/projects/birds/disagreements", as: owner)
        #expect(disputed["total"] == 1)
        let item = try #require(disputed["items"]?[0]?["id"]?.string)
        let revision = try #require(disputed["items"]?[0]?["votes"]?[1]?["revision"]?.string)
        let answer: JSONValue = ["answers": ["species": ["choice": "owl"]]]
        _ = try await desk.ask(.post, "/v1/projects/birds/revisions/\(revision)/verdict", as: owner, json: ["outcome": "accept"])
        _ = try await desk.ask(.post, "/v1/projects/birds/items/\(item)/adjudicate", as: owner, json: ["annotation": answer, "note": "round head"])
        _ = try await desk.ask(.get, "/v1/projects/birds/items/\(item)", as: owner)
        _ = try await desk.ask(.post, "/v1/projects/birds/consensus", as: owner, json: ["method": "dawid-skene"])
        for path in ["overview", "agreement", "annotators", "people", "items?label=owl"] { _ = try await desk.ask(.get, "/v1/projects/birds/\(path)", as: owner) }
    }

    @Test("labelling less and going back: suggest, accept, queue, errors, diff, restore, review")
    func modelsAndVersions() async throws {
        let desk = try await Desk()
        defer { desk.remove() }
        let owner = try await desk.firstOwner()
        let yaml = Self.yaml.replacing("labelling: {overlap: 2}", with: "labelling: {overlap: 1, review: {share: 1}}")
        _ = try await desk.ask(.post, "/v1/projects", as: owner, json: ["yaml": .string(yaml)])
        try desk.put("birds.jsonl", (0..<36).map { "{\"id\":\"b\($0)\",\"text\":\"\(Self.sightings[$0 % 6]) \($0)\"}\n" }.joined())
        let collected = try #require(try await desk.ask(.post, "/v1/projects/birds/collect", as: owner, json: [:])["job"]?.string)
        try await desk.work(collected)
        let first = try #require(try await desk.ask(.post, "/v1/projects/birds/commits", as: owner, json: ["message": "nothing said"])["commit"]?.string)
        let (annotator, reviewer) = (try await person(desk, owner, "ada", "annotator"), try await person(desk, owner, "rita", "reviewer"))
        try await answer(desk, annotator, items: 26)
        try await judge(desk, reviewer, annotator)
        try await learn(desk, owner)
        try await goBack(desk, owner, to: first)
        let jobs = try await desk.ask(.get, "/v1/projects/birds/jobs?limit=1", as: owner)
        #expect(jobs["jobs"]?[0]?["kind"] == "slots" && jobs["next"] != nil)
        #expect(try await desk.ask(.get, "/v1/projects/birds/jobs?kind=collect", as: owner)["jobs"]?.array?.count == 1)
        try await desk.close()
    }

    private func person(_ desk: Desk, _ owner: HTTPFields, _ login: String, _ role: String) async throws -> HTTPFields {
        let invited = try await desk.ask(.post, "/v1/invitations", as: owner, json: ["project": "birds", "role": .string(role)])
        let secret = try #require(invited["link"]?.string?.split(separator: "/").last)
        return try await desk.signIn(.post, "/v1/session/link", [
            "secret": .string(String(secret)), "login": .string(login), "name": .string(login), "password": "four random words",
        ])
    }

    /// Owls and hawks as the texts say.
    private func answer(_ desk: Desk, _ annotator: HTTPFields, items: Int) async throws {
        for done in stride(from: 0, to: items, by: 10) {
            let work = try await desk.ask(.post, "/v1/projects/birds/next", as: annotator, json: ["count": .int(Int64(min(10, items - done)))])
            for assignment in try #require(work["assignments"]?.array) {
                let (id, key) = (try #require(assignment["assignment"]?.string), try #require(assignment["item"]?["key"]?.string))
                let label: JSONValue = [1, 4].contains((Int(key.dropFirst()) ?? 0) % 6) ? "hawk" : "owl"
                let submission: JSONValue = ["annotation": ["answers": ["species": ["choice": label]]], "idempotencyKey": .string(key)]
                _ = try await desk.ask(.post, "/v1/assignments/\(id)/submit", as: annotator, json: submission)
            }
        }
    }

    private func judge(_ desk: Desk, _ reviewer: HTTPFields, _ annotator: HTTPFields) async throws {
        _ = try await desk.ask(.get, "/v1/projects/birds/reviews", as: annotator, status: 403)
        #expect(try await desk.ask(.get, "/v1/projects/birds/items?settled=yes", as: reviewer)["total"] == 0, "all wait for review")
        let page = try await desk.ask(.get, "/v1/projects/birds/reviews?limit=26", as: reviewer)
        #expect(page["items"] == 26)
        for (number, row) in (page["reviews"]?.array ?? []).enumerated() {
            let revision = try #require(row["revision"]?.string)
            let verdict: JSONValue = number == 0
                ? ["outcome": "fix", "note": "a hawk", "annotation": ["answers": ["species": ["choice": "hawk"]]]]
                : ["outcome": number == 1 ? "return" : "accept", "note": "seen"]
            _ = try await desk.ask(.post, "/v1/projects/birds/revisions/\(revision)/verdict", as: reviewer, json: verdict)
        }
        _ = try await desk.ask(.post, "/v1/projects/birds/revisions/\(ItemID(raw: 5))/verdict", as: reviewer, json: ["outcome": "accept"], status: 404)
        #expect(try await desk.ask(.get, "/v1/projects/birds/reviews", as: reviewer)["items"] == 0)
        #expect(try await desk.ask(.get, "/v1/projects/birds/items?settled=yes", as: reviewer)["total"] == 25)
        #expect(try await desk.ask(.get, "/v1/projects/birds/items?settled=no&limit=2", as: reviewer)["total"] == 11)
        _ = try await desk.ask(.get, "/v1/projects/birds/items?settled=perhaps", as: reviewer, status: 400)
        #expect(try await desk.ask(.get, "/v1/me/work", as: annotator)["projects"]?[0]?["returned"]?.array?.count == 1)
    }

    private func learn(_ desk: Desk, _ owner: HTTPFields) async throws {
        let job = try #require(try await desk.ask(.post, "/v1/projects/birds/suggest", as: owner, json: [:])["job"]?.string)
        try await desk.work(job)
        #expect(try await desk.ask(.get, "/v1/jobs/\(job)", as: owner)["state"] == "done")
        let counts = try await desk.ask(.get, "/v1/projects/birds/overview", as: owner)["counts"]
        #expect(counts?["suggested"] == 11 && counts?["taught"] == 25)
        #expect(try await desk.ask(.post, "/v1/projects/birds/queue", as: owner, json: ["budget": 2])["queued"] == 2)
        _ = try await desk.ask(.post, "/v1/projects/birds/queue", as: owner, json: ["budget": 2, "strategy": "guess"], status: 404)
        let picked = try await desk.ask(.post, "/v1/projects/birds/selection", as: owner, json: ["count": 4, "method": "k-center"])
        #expect(picked["items"]?.array?.count == 4 && picked["labelled"]?.int == 25)
        _ = try await desk.ask(.post, "/v1/projects/birds/selection", as: owner, json: ["count": 0], status: 400)
        #expect(try await desk.ask(.get, "/v1/projects/birds/stopping?planned=20", as: owner)["isEnough"] == true)
        _ = try await desk.ask(.post, "/v1/projects/birds/accept", as: owner, json: ["above": 2], status: 400)
        let accepted = try await desk.ask(.post, "/v1/projects/birds/accept", as: owner, json: ["above": 0.5])
        #expect((accepted["accepted"]?.int ?? 0) + (accepted["needsReview"]?.int ?? 0) == 11)
        let errors = try await desk.ask(.post, "/v1/projects/birds/label-errors", as: owner, json: [:])
        #expect((errors["checked"]?.int ?? 0) >= 25)
    }

    private func goBack(_ desk: Desk, _ owner: HTTPFields, to first: String) async throws {
        _ = try await desk.ask(.post, "/v1/projects/birds/commits", as: owner, json: ["message": "taught"])
        let diff = try await desk.ask(.get, "/v1/projects/birds/diff", as: owner)
        #expect((diff["changes"]?.int ?? 0) >= 25 && diff["from"] == .string(first))
        _ = try await desk.ask(.post, "/v1/projects/birds/restore", as: owner, json: ["commit": "ffff"], status: 404)
        let restored = try await desk.ask(.post, "/v1/projects/birds/restore", as: owner, json: ["commit": .string(String(first.prefix(12)))])
        #expect((restored["revisions"]?.int ?? 0) >= 25 && restored["withdrawn"] == 0)
        #expect(try await desk.ask(.get, "/v1/projects/birds/items?settled=yes", as: owner)["total"] == 0)
        let again = try #require(try await desk.ask(.post, "/v1/projects/birds/commits", as: owner, json: ["message": "back"])["commit"]?.string)
        let equal = try await desk.ask(.get, "/v1/projects/birds/diff?from=\(first)&to=\(again)", as: owner)
        #expect(equal["changes"] == 0 && equal["added"] == 0 && equal["removed"] == 0)
        let item = try #require(try await desk.ask(.get, "/v1/projects/birds/items?limit=1", as: owner)["items"]?[0]?["id"]?.string)
        _ = try await desk.ask(.get, "/v1/projects/birds/items/\(item)", as: owner)
    }

    private func ship(_ desk: Desk, _ owner: HTTPFields) async throws {
        _ = try await desk.ask(.post, "/v1/projects/birds/commits", as: owner, json: ["message": "first round"])
        _ = try await desk.ask(.get, "/v1/projects/birds/commits", as: owner)
        let job = try #require(try await desk.ask(.post, "/v1/projects/birds/ship", as: owner, json: ["format": "jsonl", "settledBy": true])["job"]?.string)
        try await desk.work(job)
        let shipments = try await desk.ask(.get, "/v1/projects/birds/shipments", as: owner)
        let shipment = try #require(shipments["shipments"]?[0])
        let id = try #require(shipment["id"]?.string)
        #expect((shipment["files"]?.array?.count ?? 0) > 2)
        for file in shipment["files"]?.array ?? [] {
            let name = try #require(file["name"]?.string)
            let answered = try await desk.send(.get, "/v1/projects/birds/shipments/\(id)/files/\(name)", as: owner)
            #expect(answered.status == 200, "\(name)")
            #expect(answered.header("content-length") == file["size"]?.int.map { String($0) })
        }
        _ = try await desk.ask(.get, "/v1/projects/birds/shipments/\(id)/files/none.txt", as: owner, status: 404)
        _ = try await desk.ask(.get, "/v1/catalogs", as: [:])
        for (use, forbids) in [("", true), ("?use=commercial", true), ("?use=research", false)] {
            let licences = try await desk.ask(.get, "/v1/licences\(use)", as: [:])["licences"]?.array ?? []
            let row = try #require(licences.first { $0["name"]?.string == "CC-BY-NC-4.0" })
            #expect(row["summary"]?.string == "no commercial use, with credit" && row["needsAttribution"]?.bool == true)
            #expect((row["findings"]?.array ?? []).contains { $0["severity"]?.string == "error" } == forbids, "\(use)")
        }
        _ = try await desk.ask(.get, "/v1/licences?use=fun", as: [:], status: 400)
        let token = try #require(try await desk.ask(.post, "/v1/me/tokens", as: owner, json: ["name": "laptop", "permissions": ["readProject"]])["token"]?.string)
        let program: HTTPFields = [.authorization: "Bearer \(token)"]
        _ = try await desk.ask(.get, "/v1/projects/birds/overview", as: program)
        _ = try await desk.ask(.post, "/v1/projects/birds/commits", as: program, json: ["message": "no"], status: 403)
        _ = try await desk.ask(.get, "/v1/me/tokens", as: owner)
    }
}
