import Records
import Workflows

/// Long work: start it, look how far it is, stop it.
struct JobRoutes: Sendable {
    let jobs: any JobOperations

    struct Prepare: Decodable {
        var steps: [String]?
        var dryRun: Bool?
    }
    struct Collect: Decodable { var source: String? }

    var routes: [Route] {
        [
            Route(.post, "/v1/projects/{project}/prepare", needs: .manageProject, "Runs the prepare steps, all or those named; a dry run reports and keeps nothing",
                takes: .object(["steps?": .array(.string), "dryRun?": .boolean]), answers: .json(Shapes.jobStarted)) { call in
                let asked = try call.decode(Prepare.self)
                return .json(try await jobs.prepare(as: call.actor, in: try call.slug, steps: asked.steps, dryRun: asked.dryRun ?? false))
            },
            Route(.post, "/v1/projects/{project}/collect", needs: .manageProject, "Collects from the declared sources, all or one",
                takes: .object(["source?": .string]), answers: .json(.object(["job": .id, "jobs": .array(.id)]))) { call in
                .json(try await jobs.collect(as: call.actor, in: try call.slug, source: try call.decode(Collect.self).source))
            },
            Route(.post, "/v1/projects/{project}/augment", needs: .manageProject, "Makes more pictures out of the labelled ones, as `augment:` declares",
                takes: .object(["copies?": .integer, "seed?": .integer, "withoutSplit?": .boolean]), answers: .json(Shapes.jobStarted)) { call in
                .json(try await jobs.augment(as: call.actor, in: try call.slug, try call.decode(AugmentRequest.self)))
            },
            Route(.get, "/v1/projects/{project}/jobs", needs: .readProject, "Long work of a project, newest first",
                query: [QueryParameter("kind", .string, "only this kind"), .limit(), QueryParameter("before", .id, "`next` of the page before")],
                answers: .json(.object(["jobs": .array(Shapes.job), "next?": .id])), handler: list),
            Route(.get, "/v1/jobs/{job}", needs: .readProject, "How far a job is", answers: .json(Shapes.job)) { call in
                .json(try await jobs.job(as: call.actor, try call.id("job")))
            },
            Route(.post, "/v1/jobs/{job}/cancel", needs: .manageProject, "Stops a job at its next safe place", answers: .json(Shapes.job)) { call in
                .json(try await jobs.cancelJob(as: call.actor, try call.id("job")))
            },
        ]
    }

    @Sendable private func list(_ call: Call) async throws -> Reply {
        .json(try await jobs.jobs(
            as: call.actor, in: try call.slug, kind: call.text("kind"), limit: try call.limit(), before: try call.queryID("before")))
    }
}
