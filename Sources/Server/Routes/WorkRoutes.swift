import Records

/// The annotator's loop: take items, keep a draft, submit. `docs/` has the life of an assignment.
struct WorkRoutes: Sendable {
    let work: any WorkOperations

    struct Next: Decodable {
        var count: Int?
        /// What the caller still holds comes first.
        var resume: Bool?
    }
    struct DraftBody: Decodable {
        var counter: Int
        var annotation: Annotation
        var activeSeconds: Double?
    }
    struct Submission: Decodable {
        var annotation: Annotation
        var activeSeconds: Double?
        var idempotencyKey: String
    }
    struct Correction: Decodable {
        var annotation: Annotation
        var activeSeconds: Double?
    }
    struct Skip: Decodable { var reason: String }

    private static let assignment = Schema.named("WorkAssignment", .object([
        "assignment": .id,
        "item": .object(["id": .id, "key": .string, "fields": Shapes.fields, "blobs": Shapes.blobs, "metadata": .map(.any("a value"))]),
        "expiresAt": .time,
        "draft?": .object(["counter": .integer, "annotation": Shapes.annotation, "activeSeconds": .number]),
        "suggestions": .array(.object(["id": .id, "question": .string, "answer": Shapes.answer, "score": .number])),
    ]))
    private static let submission = Schema.object(["annotation": Shapes.annotation, "activeSeconds?": .number, "idempotencyKey": .string])
    private static let submitted = Schema.named("Submitted", .object(["revision": .id, "number": .integer]))

    var routes: [Route] {
        [
            Route(.post, "/v1/projects/{project}/next", needs: .label, "Takes the next items to label, one to ten",
                takes: .object(["count?": .integer, "resume?": .boolean]),
                answers: .json(.object(["assignments": .array(Self.assignment), "remaining": .integer])), handler: next),
            Route(.put, "/v1/assignments/{assignment}/draft", needs: .label, "Keeps unfinished work; 409 when another tab was faster",
                takes: .object(["counter": .integer, "annotation": Shapes.annotation, "activeSeconds?": .number]),
                answers: .json(.object(["counter": .integer])), handler: saveDraft),
            Route(.post, "/v1/assignments/{assignment}/heartbeat", needs: .label, "Says that somebody is still at it, and lengthens the lease",
                answers: .json(.object(["expiresAt": .time]))) { call in
                .json(try await work.heartbeat(as: call.actor, try call.id("assignment")))
            },
            Route(.post, "/v1/assignments/{assignment}/submit", needs: .label, "Hands the answer in; the same key twice is one answer",
                takes: Self.submission, answers: .json(Self.submitted), handler: submit),
            Route(.post, "/v1/assignments/{assignment}/skip", needs: .label, "Leaves the item to others, with a reason",
                takes: .object(["reason": .string]), answers: .nothing) { call in
                try await work.skip(as: call.actor, try call.id("assignment"), reason: try call.decode(Skip.self).reason)
                return .nothing
            },
            Route(.post, "/v1/assignments/{assignment}/release", needs: .label, "Gives the item back unanswered", answers: .nothing) { call in
                try await work.release(as: call.actor, try call.id("assignment"))
                return .nothing
            },
            Route(.post, "/v1/projects/{project}/items/{item}/correct", needs: .label, "Corrects one's own earlier answer",
                takes: .object(["annotation": Shapes.annotation, "activeSeconds?": .number]), answers: .json(Self.submitted), handler: correct),
        ]
    }

    @Sendable private func next(_ call: Call) async throws -> Reply {
        let body = try call.decode(Next.self)
        let count = body.count ?? 1
        guard (1...10).contains(count) else {
            throw HTTPFailure(.badRequest, "body.shape", "`count`: is \(count), but one to ten items can be taken at once")
        }
        return .json(try await work.nextWork(as: call.actor, in: try call.slug, count: count, resume: body.resume ?? false))
    }

    @Sendable private func saveDraft(_ call: Call) async throws -> Reply {
        let body = try call.decode(DraftBody.self)
        return .json(try await work.saveDraft(
            as: call.actor, of: try call.id("assignment"), counter: body.counter, body.annotation, activeSeconds: body.activeSeconds ?? 0))
    }

    @Sendable private func submit(_ call: Call) async throws -> Reply {
        let body = try call.decode(Submission.self)
        return .json(try await work.submit(
            as: call.actor, try call.id("assignment"), body.annotation, activeSeconds: body.activeSeconds ?? 0, idempotencyKey: body.idempotencyKey))
    }

    @Sendable private func correct(_ call: Call) async throws -> Reply {
        let body = try call.decode(Correction.self)
        return .json(try await work.correct(
            as: call.actor, in: try call.slug, try call.id("item"), body.annotation, activeSeconds: body.activeSeconds ?? 0))
    }
}
