import Records
import Workflows

/// Labelling rules of a project: what they do, what a draft of them would do, and their suggestions.
struct RuleRoutes: Sendable {
    let rules: any RuleOperations

    struct Draft: Decodable { var yaml: String }
    struct Written: Decodable {
        var yaml: String
        var expectedVersion: Int
    }

    var routes: [Route] {
        [
            Route(.get, "/v1/projects/{project}/weak", needs: .manageProject, "What the labelling rules of the definition cover and contradict, and how right they are",
                answers: .json(Self.answer)) { call in
                .json(try await rules.weak(as: call.actor, in: try call.slug, draft: nil))
            },
            Route(.post, "/v1/projects/{project}/weak", needs: .manageProject, "The same of a draft of rules, which is stored nowhere; no file and no program is asked",
                takes: .object(["yaml": .string]), answers: .json(Self.answer)) { call in
                .json(try await rules.weak(as: call.actor, in: try call.slug, draft: try call.decode(Draft.self).yaml))
            },
            Route(.put, "/v1/projects/{project}/weak", needs: .manageProject, "Writes rules into the task definition; 409 when that has moved on",
                takes: .object(["yaml": .string, "expectedVersion": .integer]), answers: .json(ProjectRoutes.applied)) { call in
                let body = try call.decode(Written.self)
                return .json(try await rules.setWeak(as: call.actor, in: try call.slug, yaml: body.yaml, expectedVersion: body.expectedVersion))
            },
            Route(.post, "/v1/projects/{project}/weak/suggest", needs: .manageProject, "Suggests labels by the rules of the definition: a job", takes: .object([:]),
                answers: .json(Shapes.jobStarted)) { call in
                .json(try await rules.applyWeak(as: call.actor, in: try call.slug))
            },
        ]
    }

    private static let interval = Schema.object(["low": .number, "high": .number])

    private static let example = Schema.named("RuleExample", .object(["place": .string, "text": .string, "says": .string, "known?": .string]))

    private static let judged = Schema.named("RulesJudged", .object([
        "method": .string, "labelled": .integer, "known": .integer, "correct": .integer, "accuracy?": .number, "interval?": interval,
        "labels": .array(.object(["label": .string, "known": .integer, "given": .integer, "correct": .integer])),
    ]))

    private static let rule = Schema.named("RuleReport", .object([
        "name": .string, "kind": .string, "labels": .array(.string), "votes": .integer, "coverage": .number, "overlap": .number, "conflict": .number,
        "known": .integer, "accuracy?": .number, "interval?": interval, "learnt?": .number, "say": .number,
        "fired": .array(example), "conflicting": .array(example), "wrong": .array(example),
    ]))

    private static let report = Schema.named("WeakReport", .object([
        "records": .integer, "labels": .array(.string), "balance": .array(.number), "balanceFrom": .string, "coverage": .number, "overlap": .number,
        "conflict": .number, "rules": .array(rule), "majority": judged, "model": judged, "bothLabelled": .integer, "agreed": .integer,
        "dependencies": .array(.object(["first": .string, "second": .string, "correlation": .number])),
        "queue": .array(.object([
            "place": .string, "text": .string, "label?": .string, "confidence?": .number, "strength": .number,
            "votes": .array(.object(["rule": .string, "label": .string])), "item?": .id,
        ])),
        "learntFrom": .integer,
    ]))

    private static let answer = Schema.named("WeakOfProject", .object([
        "question": .string, "yaml": .string, "version": .integer, "items": .integer, "ready": .integer, "report?": report, "findings": .array(Shapes.finding),
    ]))
}
