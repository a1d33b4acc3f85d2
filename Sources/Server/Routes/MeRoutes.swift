import Records

/// What concerns the person who asks: projects, work at hand, history, tokens.
struct MeRoutes: Sendable {
    let me: any MeOperations

    struct NewToken: Decodable {
        var name: String
        var permissions: [Permission]?
    }

    private static let work = Schema.object([
        "projects": .array(.named("MyProject", .object([
            "slug": .string, "objective": .string, "purpose?": .string, "available": .integer,
            "leased": .array(.object(["assignment": .id, "item": .id, "key": .string, "expiresAt": .time])),
            "submitted": .integer, "returned": .array(.object(["item": .id, "key": .string, "note?": .string])),
        ]))),
    ])

    private static let history = Schema.object([
        "revisions": .array(.named("HistoryRow", .object([
            "id": .id, "item": .id, "key": .string, "project": .string, "number": .integer, "annotation": Shapes.annotation,
            "madeAt": .time, "activeSeconds": .number, "preview": .string, "fields": Shapes.fields, "blobs": Shapes.blobs,
        ]))),
        "next?": .id,
    ])

    var routes: [Route] {
        [
            Route(.get, "/v1/me", needs: .signedIn, "Who is signed in, and their projects",
                answers: .json(.object(["person": Shapes.person, "projects": .array(Shapes.project)]))) { call in
                .json(try await me.me(as: call.actor))
            },
            Route(.get, "/v1/me/work", needs: .signedIn, "Work at hand: leased, returned and available items by project",
                answers: .json(Self.work)) { call in
                .json(try await me.myWork(as: call.actor))
            },
            Route(.get, "/v1/me/history", needs: .signedIn, "One's own answers, newest first",
                query: [QueryParameter("project", .string, "a project's slug"), .limit(), QueryParameter("before", .id, "`next` of the page before")],
                answers: .json(Self.history), handler: history),
        ] + tokenRoutes
    }

    private var tokenRoutes: [Route] {
        let token = Schema.named("Token", .object([
            "id": .id, "name": .string, "permissions?": .array(.words(Permission.self)), "madeAt": .time, "revokedAt?": .time,
        ]))
        return [
            Route(.post, "/v1/me/tokens", needs: .signedIn, "Makes a token for a program; it is shown this once",
                takes: .object(["name": .string, "permissions?": .array(.words(Permission.self))]),
                answers: .json(.object(["token": .string, "id": .id, "name": .string])), handler: makeToken),
            Route(.get, "/v1/me/tokens", needs: .signedIn, "Lists one's tokens, without their secrets",
                answers: .json(.object(["tokens": .array(token)]))) { call in
                .json(try await me.tokens(as: call.actor))
            },
            Route(.delete, "/v1/me/tokens/{token}", needs: .signedIn, "Revokes a token at once", answers: .nothing) { call in
                try await me.revokeToken(as: call.actor, try call.id("token"))
                return .nothing
            },
        ]
    }

    @Sendable private func history(_ call: Call) async throws -> Reply {
        .json(try await me.myHistory(
            as: call.actor, project: call.text("project"), limit: try call.limit(), before: try call.queryID("before")))
    }

    @Sendable private func makeToken(_ call: Call) async throws -> Reply {
        let body = try call.decode(NewToken.self)
        return .json(try await me.makeToken(as: call.actor, name: body.name, permissions: body.permissions.map(Set.init)))
    }
}
