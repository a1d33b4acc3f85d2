import Records

/// Labelling less: suggestions from a model, accepting the sure ones, asking for the most useful next.
struct ModelRoutes: Sendable {
    let models: any ModelOperations

    struct Suggest: Decodable { var question: String? }
    struct Accept: Decodable {
        var question: String?
        var above: Double?
    }
    struct Queue: Decodable {
        var question: String?
        var strategy: String?
        var budget: Int
    }

    var routes: [Route] {
        [
            Route(.post, "/v1/projects/{project}/suggest", needs: .manageProject, "Trains on what is settled and suggests the rest",
                takes: .object(["question?": .string]), answers: .json(Shapes.jobStarted)) { call in
                .json(try await models.suggest(as: call.actor, in: try call.slug, question: try call.decode(Suggest.self).question))
            },
            Route(.post, "/v1/projects/{project}/accept", needs: .manageProject, "Accepts suggestions above a score",
                takes: .object(["question?": .string, "above?": .number]),
                answers: .json(.object(["question": .string, "above": .number, "accepted": .integer, "needsReview": .integer])), handler: accept),
            Route(.post, "/v1/projects/{project}/queue", needs: .manageProject, "Puts the most useful items first in the queue",
                takes: .object(["question?": .string, "strategy?": .string, "budget": .integer]),
                answers: .json(.object(["question": .string, "strategy": .string, "queued": .integer, "items": .array(.id)])), handler: queue),
        ]
    }

    @Sendable private func accept(_ call: Call) async throws -> Reply {
        let body = try call.decode(Accept.self)
        let above = body.above ?? 0.95
        guard (0...1).contains(above) else {
            throw HTTPFailure(.badRequest, "body.shape", "`above`: is \(above), but a score lies between 0 and 1")
        }
        return .json(try await models.acceptSuggestions(as: call.actor, in: try call.slug, question: body.question, above: above))
    }

    @Sendable private func queue(_ call: Call) async throws -> Reply {
        let body = try call.decode(Queue.self)
        guard body.budget > 0 else { throw HTTPFailure(.badRequest, "body.shape", "`budget`: is \(body.budget), but at least one item is queued") }
        return .json(try await models.queue(
            as: call.actor, in: try call.slug, question: body.question, strategy: body.strategy ?? "least-confidence", budget: body.budget))
    }
}
