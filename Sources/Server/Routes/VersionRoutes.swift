import Records

/// Commits of the dataset: make, list, compare, go back.
struct VersionRoutes: Sendable {
    let versions: any VersionOperations

    struct NewCommit: Decodable { var message: String }
    struct Restore: Decodable { var commit: String }

    private static let commit = Schema.named("Commit", .object([
        "id": .string, "message": .string, "author": .string, "madeAt": .time, "items": .integer, "parent?": .string,
    ]))

    private static let made = Schema.named("CommitMade", .object([
        "commit": .string, "items": .integer, "answers": .integer, "revisions": .integer, "isUnchanged": .boolean,
    ]))

    private static let diff = Schema.named("Diff", .object([
        "from": .string, "to": .string, "added": .integer, "removed": .integer,
        "changed": .array(.object([
            "source": .string, "key": .string, "question?": .string, "before?": Shapes.answer, "after?": Shapes.answer,
            "beforeRule?": .words(SettledAnswer.Rule.self), "afterRule?": .words(SettledAnswer.Rule.self),
        ])),
        "changes": .integer, "definition": .array(.string), "next?": .string,
    ]))

    var routes: [Route] {
        [
            Route(.post, "/v1/projects/{project}/commits", needs: .manageProject, "Keeps the dataset as it is now, for ever",
                takes: .object(["message": .string]), answers: .json(Self.made)) { call in
                .json(try await versions.commit(as: call.actor, in: try call.slug, message: try call.decode(NewCommit.self).message))
            },
            Route(.get, "/v1/projects/{project}/commits", needs: .readProject, "Commits, newest first",
                answers: .json(.object(["commits": .array(Self.commit)]))) { call in
                .json(try await versions.commits(as: call.actor, in: try call.slug))
            },
            Route(.get, "/v1/projects/{project}/diff", needs: .readProject, "What changed between two commits, or since one",
                query: [
                    QueryParameter("from", .string, "a commit; the last but one when left out"), QueryParameter("to", .string, "a commit; the newest when left out"),
                    .limit(), QueryParameter("after", .string, "`next` of the page before"),
                ],
                answers: .json(Self.diff)) { call in
                .json(try await versions.diff(
                    as: call.actor, in: try call.slug, from: call.text("from"), to: call.text("to"), limit: try call.limit(default: 1000), after: call.text("after")))
            },
            Route(.post, "/v1/projects/{project}/restore", needs: .manageProject, "Brings definition, items and answers back to a commit",
                takes: .object(["commit": .string]), answers: .json(.object(["commit": .string, "revisions": .integer, "withdrawn": .integer, "definition?": .integer, "job?": .id]))) { call in
                .json(try await versions.restore(as: call.actor, in: try call.slug, commit: try call.decode(Restore.self).commit))
            },
        ]
    }
}
