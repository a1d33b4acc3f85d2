import Foundation
import HTTPTypes
import Records
import Testing
@testable import Server
@testable import Workflows

/// Boxes over HTTP: two people draw, what differs is listed and decided, each answer checked against its route's schema.
@Suite("Drawn answers over HTTP")
struct DrawingRoutesTests {
    static let yaml = """
        winnow: 1
        project: birds
        objective: Count the cells
        media: mixed
        questions:
          - {name: cells, kind: boxes, labels: [{name: RBC, quota: 5}, WBC], required: true}
        sources:
          - {name: log, kind: table, path: birds.jsonl, key: id, licence: CC0-1.0, attribution: us, origin: internal}
        labelling: {overlap: 2}
        """

    @Test("agreement, disagreements with what differs, a decision, consensus and the overview")
    func journey() async throws {
        let desk = try await Desk()
        defer { desk.remove() }
        let owner = try await desk.firstOwner()
        _ = try await desk.ask(.post, "/v1/projects", as: owner, json: ["yaml": .string(Self.yaml)])
        try desk.put("birds.jsonl", "{\"id\":\"c0\",\"text\":\"one\"}\n{\"id\":\"c1\",\"text\":\"two\"}\n")
        let job = try #require(try await desk.ask(.post, "/v1/projects/birds/collect", as: owner, json: [:])["job"]?.string)
        try await desk.work(job)
        try await draw(desk, owner, "ada", ["c0": [Self.box("RBC", 0, 10), Self.box("WBC", 20, 30)], "c1": [Self.box("RBC", 0, 10)]])
        try await draw(desk, owner, "bob", ["c0": [Self.box("RBC", 0, 8)], "c1": [Self.box("RBC", 0, 10)]])

        let report = try await desk.ask(.get, "/v1/projects/birds/agreement?question=cells", as: owner)
        #expect(report["measure"] == "iou-f1" && report["value"]?.double == 0.8 && report["overlap"]?["f1At90"]?.double == 0.4)
        #expect(report["labels"]?.array?.count == 2 && report["people"]?.array?.count == 2 && report["pairs"]?[0]?["overlap"] != nil)
        let judged = try await desk.ask(.get, "/v1/projects/birds/annotators?question=cells", as: owner)
        #expect(judged["rows"]?.array?.map { $0["name"] } == ["ada", "bob"] && judged["rows"]?[0]?["withOthers"]?.double == 0.8)
        let refused = try await desk.ask(.get, "/v1/projects/birds/agreement?measure=cohen-kappa", as: owner, status: 400)
        #expect(refused["error"]?["code"] == "measure.unfit")
        try await decide(desk, owner)
        let consensus = try await desk.ask(.post, "/v1/projects/birds/consensus", as: owner, json: [:])
        #expect(consensus["method"] == "fuse" && consensus["settled"] == 2 && consensus["annotators"]?[0]?["drawing"]?["parts"] == 3)
        let overview = try await desk.ask(.get, "/v1/projects/birds/overview", as: owner)
        #expect(overview["labels"]?[0]?["count"] == 2 && overview["labels"]?[0]?["quota"] == 5 && overview["counts"]?["disagreements"] == 0)
        try await desk.close()
    }

    private func decide(_ desk: Desk, _ owner: HTTPFields) async throws {
        let disputed = try await desk.ask(.get, "/v1/projects/birds/disagreements?question=cells", as: owner)
        let row = try #require(disputed["items"]?[0])
        #expect(disputed["total"] == 1 && row["key"] == "c0" && row["blobs"]?.object != nil && row["votes"]?[0]?["answer"]?["parts"]?.array?.count == 2)
        let difference = try #require(row["differences"]?[0])
        #expect(difference["kind"] == "missed" && difference["bounds"] == [20, 20, 30, 30] && difference["absent"] == ["bob"])
        #expect(difference["marks"]?[0]?["login"] == "ada" && difference["marks"]?[0]?["part"]?["box"] == [20, 20, 30, 30])
        let item = try #require(row["id"]?.string)
        let decision: JSONValue = ["annotation": ["answers": ["cells": ["parts": [Self.box("RBC", 0, 10)]]]]]
        let made = try await desk.ask(.post, "/v1/projects/birds/items/\(item)/adjudicate", as: owner, json: decision)
        #expect(made["settled"]?["cells"]?["rule"] == "adjudication")
        #expect(try await desk.ask(.get, "/v1/projects/birds/disagreements", as: owner)["total"] == 0)
    }

    private static func box(_ label: String, _ from: Int64, _ to: Int64) -> JSONValue {
        ["id": .string("\(label)\(from)"), "labels": [.string(label)], "box": [.int(from), .int(from), .int(to == 8 ? 10 : to), .int(to)]]
    }

    private func draw(_ desk: Desk, _ owner: HTTPFields, _ login: String, _ boxes: [String: [JSONValue]]) async throws {
        let invited = try await desk.ask(.post, "/v1/invitations", as: owner, json: ["project": "birds", "role": "annotator"])
        let secret = try #require(invited["link"]?.string?.split(separator: "/").last)
        let person = try await desk.signIn(.post, "/v1/session/link", [
            "secret": .string(String(secret)), "login": .string(login), "name": .string(login), "password": "four random words",
        ])
        let work = try await desk.ask(.post, "/v1/projects/birds/next", as: person, json: ["count": 2])
        for assignment in try #require(work["assignments"]?.array) {
            let (id, key) = (try #require(assignment["assignment"]?.string), try #require(assignment["item"]?["key"]?.string))
            let submission: JSONValue = ["annotation": ["answers": ["cells": ["parts": .array(boxes[key] ?? [])]]], "activeSeconds": 1, "idempotencyKey": .string(key)]
            _ = try await desk.ask(.post, "/v1/assignments/\(id)/submit", as: person, json: submission)
        }
    }
}
