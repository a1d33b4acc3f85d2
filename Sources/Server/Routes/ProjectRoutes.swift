import Records

/// Projects, their definitions, the lead's first page, and what happens in them just now.
struct ProjectRoutes: Sendable {
    let projects: any ProjectOperations
    let events: any EventOperations

    struct NewProject: Decodable { var yaml: String }
    struct NewDefinition: Decodable {
        var yaml: String
        var expectedVersion: Int?
    }

    static let applied = Schema.named("DefinitionApplied", .object([
        "slug": .string, "version": .integer, "changes": .array(.string), "findings": .array(Shapes.finding),
        "job?": .id,
    ]))

    private static let detail = Schema.named("Project", .object([
        "slug": .string, "version": .integer, "definition": .map(.any("a part of the task definition; `docs/` has its grammar")),
        "guidelines": .string, "role": Shapes.role,
    ]))

    var routes: [Route] {
        [
            Route(.get, "/v1/projects", needs: .signedIn, "The projects one has a part in",
                answers: .json(.object(["projects": .array(Shapes.project)]))) { call in
                .json(try await projects.projects(as: call.actor))
            },
            Route(.post, "/v1/projects", needs: .manageWorkspace, "Makes a project from a `winnow.yaml`",
                takes: .object(["yaml": .string]), answers: .json(Self.applied)) { call in
                .json(try await projects.createProject(as: call.actor, yaml: try call.decode(NewProject.self).yaml))
            },
            Route(.get, "/v1/projects/{project}", needs: .readOrLabel, "A project: its definition, guidelines and one's role",
                answers: .json(Self.detail)) { call in
                .json(try await projects.project(as: call.actor, try call.slug))
            },
            Route(.get, "/v1/projects/{project}/definition.yaml", needs: .readProject, "The task definition as a file",
                answers: .text(type: "application/yaml")) { call in
                .text(try await projects.definitionText(as: call.actor, try call.slug), type: "application/yaml")
            },
            Route(.put, "/v1/projects/{project}/definition", needs: .manageProject, "Replaces the task definition; 409 when it has moved on",
                takes: .object(["yaml": .string, "expectedVersion?": .integer]), answers: .json(Self.applied), handler: apply),
            Route(.get, "/v1/projects/{project}/overview", needs: .readProject, "Counts, agreement, labels, people and sources at a glance",
                answers: .json(OverviewShape.schema)) { call in
                .json(try await projects.overview(as: call.actor, try call.slug))
            },
            Route(.get, "/v1/projects/{project}/events", needs: .readOrLabel, "What happens just now: `job`, `progress`, `settled`, `work`",
                answers: .events) { call in
                .events(events.events(in: try call.slug))
            },
        ]
    }

    @Sendable private func apply(_ call: Call) async throws -> Reply {
        let body = try call.decode(NewDefinition.self)
        return .json(try await projects.applyDefinition(
            as: call.actor, yaml: body.yaml, expectedVersion: body.expectedVersion, to: try call.slug))
    }
}

/// The schema of the overview.
enum OverviewShape {
    static let schema = Schema.named("Overview", .object([
        "counts": .object([
            "items": .integer, "ready": .integer, "quarantined": .integer, "rejected": .integer, "submitted": .integer,
            "settled": .integer, "taught": .integer, "disagreements": .integer, "suggested": .integer,
        ]),
        "agreement?": Shapes.agreementOf,
        "kappa": .array(Shapes.pair),
        "warning?": .string,
        "labels": .array(.object(["question": .string, "label": .string, "count": .integer, "quota?": .integer])),
        "people": .array(.object([
            "login": .string, "name": .string, "items": .integer, "medianSeconds?": .number, "agreement?": .number,
        ])),
        "confusion?": .object(["labels": .array(.string), "counts": .array(.array(.integer))]),
        "daily": .array(.object(["day": .string, "items": .integer])),
        "sources": .array(.object(["name": .string, "kind": .string, "licence?": .string, "items": .integer])),
    ]))
}
