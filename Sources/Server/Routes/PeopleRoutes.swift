import Records

/// Who is here, who may what, and how others are let in.
struct PeopleRoutes: Sendable {
    let people: any PeopleOperations

    struct Invitation: Decodable {
        var project: String?
        var role: Role
        var hours: Double?
    }

    struct Grant: Decodable { var role: Role }

    private static let person = Schema.named("PersonWithRoles", .object([
        "id": .id, "login": .string, "name": .string, "isOwner": .boolean, "isActive": .boolean,
        "roles": .array(.object(["project": .string, "role": Shapes.role])),
    ]))

    private static let member = Schema.named("Member", .object([
        "login": .string, "name": .string, "role": Shapes.role, "items": .integer, "medianSeconds?": .number, "agreement?": .number,
    ]))

    var routes: [Route] {
        [
            Route(.get, "/v1/people", needs: .manageWorkspace, "Everybody with an account, and their roles",
                answers: .json(.object(["people": .array(Self.person)]))) { call in
                .json(try await people.people(as: call.actor))
            },
            Route(.post, "/v1/invitations", needs: .manageWorkspace, "Makes a one-time link that lets somebody in with a role",
                takes: .object(["project?": .string, "role": Shapes.role, "hours?": .number]),
                answers: .json(.object(["link": .string, "expiresAt": .time])), handler: invite),
            Route(.get, "/v1/projects/{project}/people", needs: .readProject, "Who works on a project, and how it goes",
                answers: .json(.object(["people": .array(Self.member)]))) { call in
                .json(try await people.people(as: call.actor, in: try call.slug))
            },
            Route(.put, "/v1/projects/{project}/people/{login}", needs: .manageProject, "Gives somebody a role below one's own",
                takes: .object(["role": Shapes.role]), answers: .nothing) { call in
                try await people.grant(as: call.actor, try call.decode(Grant.self).role, to: try call.parameter("login"), in: try call.slug)
                return .nothing
            },
            Route(.delete, "/v1/projects/{project}/people/{login}", needs: .manageProject, "Takes somebody's role in a project away",
                answers: .nothing) { call in
                try await people.revokeRole(as: call.actor, of: try call.parameter("login"), in: try call.slug)
                return .nothing
            },
        ]
    }

    @Sendable private func invite(_ call: Call) async throws -> Reply {
        let body = try call.decode(Invitation.self)
        return .json(try await people.invite(as: call.actor, project: body.project, role: body.role, hours: body.hours))
    }
}
