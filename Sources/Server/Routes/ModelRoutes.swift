import Records
import Workflows

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
        var randomShare: Double?
        var seed: UInt64?
    }
    struct Select: Decodable {
        var question: String?
        var method: String?
        var count: Int?
        var randomShare: Double?
        var atLeast: Int?
        var atMost: Int?
        var seed: UInt64?
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
                takes: .object(["question?": .string, "strategy?": .string, "budget": .integer, "randomShare?": .number, "seed?": .integer]),
                answers: .json(.object(["question": .string, "strategy": .string, "queued": .integer, "items": .array(.id)])), handler: queue),
            Route(.post, "/v1/projects/{project}/selection", needs: .manageProject, "Picks the most useful open items by a method of the catalogue `selection`; changes nothing",
                takes: .object([
                    "question?": .string, "method?": .string, "count?": .integer, "randomShare?": .number, "atLeast?": .integer, "atMost?": .integer, "seed?": .integer,
                ]),
                answers: .json(Self.selection), handler: select),
            Route(.get, "/v1/projects/{project}/stopping", needs: .manageProject, "Whether enough is labelled, by the models trained so far",
                query: [.question, QueryParameter("planned", .integer, "how many labels were planned")], answers: .json(Self.stopping), handler: stopping),
        ]
    }

    private static let selection = Schema.named("ItemSelection", .object([
        "question": .string, "method": .string, "seed": .integer, "open": .integer, "inFlight": .integer, "labelled": .integer, "shortfall": .integer,
        "items": .array(.object([
            "rank": .integer, "id": .id, "key": .string, "score?": .number, "reason": .string, "preview": .string,
        ])),
    ]))

    private static let stopping = Schema.named("StoppingReport", .object([
        "rounds": .array(.object(["labelled?": .integer, "uncertainty?": .number, "expectedError?": .number, "validation?": .number])),
        "criteria": .array(.object([
            "name": .string, "summary": .string, "verdict": .words(StoppingReport.Criterion.Verdict.self), "value?": .number, "line?": .number,
            "rounds?": .integer, "needed?": .integer, "words": .string,
        ])),
        "isEnough": .boolean,
    ]))

    @Sendable private func select(_ call: Call) async throws -> Reply {
        let body = try call.decode(Select.self)
        let count = body.count ?? 100
        guard count > 0 else { throw HTTPFailure(.badRequest, "body.shape", "`count`: is \(count), but at least one item is picked") }
        let settings = SelectionSettings(
            method: body.method ?? "least-confidence", count: count, randomShare: body.randomShare ?? 0.1, atLeast: body.atLeast ?? 0, atMost: body.atMost, seed: body.seed ?? 0)
        return .json(try await models.select(as: call.actor, in: try call.slug, question: body.question, settings))
    }

    @Sendable private func stopping(_ call: Call) async throws -> Reply {
        let planned = try call.text("planned").map { text in
            guard let count = Int(text), count > 0 else { throw HTTPFailure.query("planned", text, wanted: "a whole number from 1") }
            return count
        }
        return .json(try await models.stopping(as: call.actor, in: try call.slug, question: call.text("question"), planned: planned))
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
            as: call.actor, in: try call.slug, question: body.question, strategy: body.strategy ?? "least-confidence", budget: body.budget,
            randomShare: body.randomShare ?? 0, seed: body.seed ?? 0))
    }
}
