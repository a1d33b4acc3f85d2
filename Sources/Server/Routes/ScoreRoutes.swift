import Records
import Workflows

/// Pictures by what a check sees in them, and where its line is drawn.
struct ScoreRoutes: Sendable {
    let scores: any ScoreOperations

    struct Line: Decodable {
        var check: String
        var value: Double
        var expectedVersion: Int
    }

    private static let page = Schema.named("PictureScores", .object([
        "checks": .array(.object(["name": .string, "summary": .string])), "check": .string, "setting": .string, "value": .number, "isDeclared": .boolean,
        "steps": .array(.object(["value": .number, "count": .integer])), "measured": .integer, "unmeasured": .integer, "version": .integer,
        "pictures": .array(.object(["item": .id, "key": .string, "blobs": Shapes.blobs, "score": .number, "words": .string])), "next?": .id,
    ]))

    var routes: [Route] {
        [
            Route(.get, "/v1/projects/{project}/picture-scores", needs: .readProject, "Pictures by the score of one check, worst first, and how many any setting of it would report",
                query: [QueryParameter("check", .string, "a check of pictures; `dark` when left out"), .limit(), .after],
                answers: .json(Self.page)) { call in
                .json(try await scores.pictureScores(
                    as: call.actor, in: try call.slug, check: call.text("check"), limit: try call.limit(), after: try call.queryID("after")))
            },
            Route(.post, "/v1/projects/{project}/picture-scores/line", needs: .manageProject, "Writes the setting of a check into the task definition; 409 when that has moved on",
                takes: .object(["check": .string, "value": .number, "expectedVersion": .integer]), answers: .json(ProjectRoutes.applied), handler: draw),
        ]
    }

    @Sendable private func draw(_ call: Call) async throws -> Reply {
        let body = try call.decode(Line.self)
        return .json(try await scores.setPictureCheck(as: call.actor, in: try call.slug, body.check, to: body.value, expectedVersion: body.expectedVersion))
    }
}
