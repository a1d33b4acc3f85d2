import Records
import Workflows

/// Items as leads and engineers see them, what was found wrong with them, and what ran over them.
struct ItemRoutes: Sendable {
    let items: any ItemOperations

    private static let row = Schema.named("ItemRow", .object([
        "id": .id, "key": .string, "state": .words(ItemState.self), "stateReason?": .string, "split?": .string, "group?": .id,
        "preview": .string, "blobs": Shapes.blobs, "settled": .map(Shapes.settled), "answers": .integer,
        "suggestion?": .object(["answer": Shapes.answer, "score": .number]),
    ]))

    private static let detail = Schema.named("ItemDetail", .object([
        "item": .named("Item", .object([
            "id": .id, "project": .id, "source": .id, "run": .id, "key": .string, "media": .words(Media.self), "fields": Shapes.fields,
            "blobs": Shapes.blobs, "metadata": .map(.any("a value")), "licence?": .string,
            "consent?": .string, "split?": .string, "group?": .id, "state": .words(ItemState.self), "stateReason?": .string,
        ])),
        "source": .object(["name": .string, "kind": .string, "licence?": .string, "attribution?": .string, "origin": .string]),
        "revisions": .array(Shapes.revision), "suggestions": .array(Shapes.suggestion), "settled": .map(Shapes.settled),
        "findings": .array(Shapes.finding),
    ]))

    private static let findings = Schema.object([
        "findings": .array(.named("StoredFinding", .object([
            "id": .id, "severity": .words(Finding.Severity.self), "code": .string, "message": .string,
            "place?": Shapes.place, "hint?": .string, "run?": .id, "item?": .id, "key?": .string, "preview?": .string, "blobs?": Shapes.blobs,
        ]))),
        "counts": .array(.object(["code": .string, "severity": .words(Finding.Severity.self), "count": .integer])),
        "next?": .id,
    ])

    private static let coverage = Schema.named("Coverage", .object([
        "axes": .array(.object(["name": .string, "values": .array(.string)])), "items": .integer,
        "cells": .array(.object(["values": .array(.string), "count": .integer, "wanted": .integer])),
        "quotas": .array(.object(["values": .map(.string), "wanted": .integer, "count": .integer, "lacking": .integer])),
        "withoutValue": .array(.object(["axis": .string, "value?": .string, "count": .integer])),
        "unknown": .array(.object(["axis": .string, "value?": .string, "count": .integer])),
        "plan": .array(.object(["values": .array(.string), "count": .integer])),
    ]))

    private static let run = Schema.named("Run", .object([
        "id": .id, "project": .id, "source?": .id, "step": .string, "state": .words(Run.State.self), "seed?": .integer,
        "startedAt": .time, "endedAt?": .time, "report": .map(.any("a number or a text")),
    ]))

    private static let filters = [
        QueryParameter("state", .words(ItemState.self), "only items in this state"),
        QueryParameter("split", .string, "only items of this split"),
        QueryParameter("label", .string, "only items settled as this label"),
        QueryParameter("text", .string, "only items whose text holds these words"),
        QueryParameter("group", .id, "only items of this group of near duplicates"),
        QueryParameter("source", .string, "only items of this source"),
        QueryParameter("settled", .words(YesOrNo.self), "only items with an answer that counts, or only those without"),
        QueryParameter.limit(), QueryParameter.after,
    ]

    var routes: [Route] {
        [
            Route(.get, "/v1/projects/{project}/items", needs: .readProject, "Items, filtered, a page at a time",
                query: Self.filters, answers: .json(.object(["items": .array(Self.row), "next?": .id, "total?": .integer])), handler: list),
            Route(.get, "/v1/projects/{project}/items/{item}", needs: .readProject, "One item with everything said about it",
                answers: .json(Self.detail)) { call in
                .json(try await items.item(as: call.actor, in: try call.slug, try call.id("item")))
            },
            Route(.get, "/v1/projects/{project}/findings", needs: .readProject, "What was found wrong, a page at a time, with counts by code",
                query: [QueryParameter("severity", .words(Finding.Severity.self), "only these"), QueryParameter("code", .string, "only this code"), .limit(), .after],
                answers: .json(Self.findings), handler: listFindings),
            Route(.get, "/v1/projects/{project}/coverage", needs: .readProject, "How far items cover the environments and quotas, and what to collect next",
                query: [.question], answers: .json(Self.coverage)) { call in
                .json(try await items.coverage(as: call.actor, in: try call.slug, question: call.text("question")))
            },
            Route(.get, "/v1/projects/{project}/runs", needs: .readProject, "What ran over the project, with reports",
                answers: .json(.object(["runs": .array(Self.run)]))) { call in
                .json(try await items.runs(as: call.actor, in: try call.slug))
            },
        ]
    }

    @Sendable private func list(_ call: Call) async throws -> Reply {
        var query = ItemQuery()
        query.state = try call.word("state")
        query.split = call.text("split")
        query.label = call.text("label")
        query.text = call.text("text")
        query.group = try call.queryID("group")
        query.source = call.text("source")
        query.isSettled = try call.word("settled", as: YesOrNo.self).map { $0 == .yes }
        query.limit = try call.limit()
        query.after = try call.queryID("after")
        return .json(try await items.items(as: call.actor, in: try call.slug, query))
    }

    @Sendable private func listFindings(_ call: Call) async throws -> Reply {
        var query = FindingQuery()
        query.severity = try call.word("severity")
        query.code = call.text("code")
        query.limit = try call.limit()
        query.after = try call.queryID("after")
        return .json(try await items.findings(as: call.actor, in: try call.slug, query))
    }
}

/// How a query says true or false.
enum YesOrNo: String, CaseIterable { case yes, no }
