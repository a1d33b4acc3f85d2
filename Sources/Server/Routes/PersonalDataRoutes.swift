import Records
import Workflows

/// Places that may tell who somebody is, and what a person says of them.
struct PersonalDataRoutes: Sendable {
    let places: any PersonalDataOperations

    struct Decision: Decodable {
        var places: [PersonalPlaceID]
        var word: PersonalDataWord
        var alike: Bool?
    }

    private static let page = Schema.object([
        "places": .array(.named("PersonalPlace", .object([
            "id": .id, "item": .id, "key": .string, "field": .string, "start": .integer, "end": .integer, "value": .string, "before": .string, "after": .string,
            "entity": .string, "locale": .string, "score": .number, "isChecked": .boolean, "context?": .string,
            "decision?": .oneOf(["personal", "harmless"]), "decidedBy?": .string, "alike": .integer,
        ]))),
        "counts": .array(.object(["entity": .string, "open": .integer, "personal": .integer, "harmless": .integer])),
        "isDeclared": .boolean, "next?": .id,
    ])

    var routes: [Route] {
        [
            Route(.get, "/v1/projects/{project}/personal-data", needs: .review, "Places that may tell who somebody is, with the words around them, a page at a time",
                query: [
                    QueryParameter("entity", .string, "only this entity"), QueryParameter("standing", .words(PersonalDataWord.self), "only places of which this was said; `open`: nothing yet"),
                    .limit(), .after,
                ], answers: .json(Self.page), handler: list),
            Route(.post, "/v1/projects/{project}/personal-data/decide", needs: .review, "Says of places whether they are personal, or takes that back",
                takes: .object(["places": .array(.id), "word": .words(PersonalDataWord.self), "alike?": .boolean]),
                answers: .json(.object(["places": .integer]))) { call in
                let body = try call.decode(Decision.self)
                return .json(try await places.decidePersonalData(as: call.actor, in: try call.slug, body.places, body.word, alike: body.alike ?? false))
            },
        ]
    }

    @Sendable private func list(_ call: Call) async throws -> Reply {
        .json(try await places.personalData(
            as: call.actor, in: try call.slug, entity: call.text("entity"), standing: try call.word("standing", as: PersonalDataWord.self),
            limit: try call.limit(), after: try call.queryID("after")))
    }
}
