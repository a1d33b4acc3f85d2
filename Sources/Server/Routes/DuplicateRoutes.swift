import Records
import Workflows

/// Groups of copies, what keeping one of each would do, and doing it.
struct DuplicateRoutes: Sendable {
    let duplicates: any DuplicateOperations

    struct Decision: Decodable {
        var groups: [ItemID]?
        var keep: DuplicateWord
    }

    private static let page = Schema.object([
        "groups": .array(.named("DuplicateGroup", .object([
            "id": .id, "kind": .words(DuplicatePage.Kind.self), "size": .integer,
            "members": .array(.object([
                "item": .id, "key": .string, "preview": .string, "blobs": Shapes.blobs, "split?": .string, "answers": .integer, "isGold": .boolean,
                "isSetAside": .boolean,
            ])),
            "keeps": .map(.id),
        ]))),
        "total": .integer, "decided": .integer, "next?": .id,
    ])

    private static let foresight = Schema.named("DuplicateForesight", .object([
        "groups": .integer, "decided": .integer, "isAside": .integer,
        "effects": .array(.object(["keep": .words(DuplicateWord.self), "setAside": .integer, "answered": .integer, "gold": .integer])),
    ]))

    private static let decided = Schema.object(["groups": .integer, "setAside": .integer, "answered": .integer, "broughtBack": .integer])

    var routes: [Route] {
        [
            Route(.get, "/v1/projects/{project}/duplicates", needs: .readProject, "Groups of texts or pictures that are copies, exact or nearly, a page at a time",
                query: [QueryParameter("standing", .words(DuplicateStanding.self), "`open` when left out: groups that wait for a word"), .limit(), .after],
                answers: .json(Self.page), handler: list),
            Route(.get, "/v1/projects/{project}/duplicates/foresight", needs: .readProject, "What each way of keeping one of every group would set aside",
                answers: .json(Self.foresight)) { call in
                .json(try await duplicates.foreseeDuplicates(as: call.actor, in: try call.slug))
            },
            Route(.post, "/v1/projects/{project}/duplicates/decide", needs: .manageProject, "Keeps one of each of these groups and sets the others aside, or takes that back",
                takes: .object(["groups": .array(.id), "keep": .words(DuplicateWord.self)]), answers: .json(Self.decided)) { call in
                let body = try call.decode(Decision.self)
                return .json(try await duplicates.decideDuplicates(as: call.actor, in: try call.slug, body.groups ?? [], keep: body.keep))
            },
            Route(.post, "/v1/projects/{project}/duplicates/decide-all", needs: .manageProject, "The same for every group that waits for a word, or that has one when it is taken back: a job",
                takes: .object(["keep": .words(DuplicateWord.self)]), answers: .json(.object(["job": .id]))) { call in
                .json(try await duplicates.decideAllDuplicates(as: call.actor, in: try call.slug, keep: try call.decode(Decision.self).keep))
            },
        ]
    }

    @Sendable private func list(_ call: Call) async throws -> Reply {
        .json(try await duplicates.duplicates(
            as: call.actor, in: try call.slug, try call.word("standing") ?? .open, limit: try call.limit(), after: try call.queryID("after")))
    }
}
