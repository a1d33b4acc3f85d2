import Records
import Workflows

/// What a person says of suspected labels, and taking that back.
struct SuspectRoutes: Sendable {
    let quality: any QualityOperations

    struct Judgement: Decodable {
        var question: String?
        var word: SuspectWord
        var items: [Suspect]
    }

    struct Undo: Decodable {
        var revisions: [RevisionID]?
        var slots: [SlotID]?
    }

    var routes: [Route] {
        [
            Route(.post, "/v1/projects/{project}/label-errors/judge", needs: .review, "Accepts the suggestions, keeps the labels, or has items labelled afresh",
                takes: .object([
                    "question?": .string, "word": .words(SuspectWord.self),
                    "items": .array(.object(["id": .id, "given": .string, "suggested?": .string])),
                ]),
                answers: .json(Self.judged)) { call in
                let body = try call.decode(Judgement.self)
                return .json(try await quality.judgeSuspects(as: call.actor, in: try call.slug, question: body.question, body.word, body.items))
            },
            Route(.post, "/v1/projects/{project}/label-errors/undo", needs: .review, "Takes back one's own word on suspected labels",
                takes: .object(["revisions?": .array(.id), "slots?": .array(.id)]),
                answers: .json(.object(["undone": .integer, "leftOut": .integer]))) { call in
                let body = try call.decode(Undo.self)
                return .json(try await quality.undoSuspects(as: call.actor, in: try call.slug, revisions: body.revisions ?? [], slots: body.slots ?? []))
            },
        ]
    }

    static let judged = Schema.named("SuspectsJudged", .object([
        "question": .string, "word": .words(SuspectWord.self),
        "judged": .array(.object(["id": .id, "revision?": .id, "slot?": .id])),
        "leftOut": .array(.object(["id": .id, "reason": .string])), "withoutAnnotator": .integer,
    ]))
}
