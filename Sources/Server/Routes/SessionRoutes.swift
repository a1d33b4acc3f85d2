import HTTPTypes
import Records

/// Signing in and out, and one-time links. Attempts are slowed down by `SignInThrottle`.
struct SessionRoutes: Sendable {
    let sessions: any SessionOperations
    let throttle: SignInThrottle
    let isSecure: Bool

    struct SignIn: Decodable {
        var login: String
        var password: String
    }

    struct Redemption: Decodable {
        var secret: String
        var login: String?
        var name: String?
        var password: String
    }

    var routes: [Route] {
        [
            Route(.post, "/v1/session", needs: .open, "Signs in with login and password, and sets the session cookie",
                takes: .object(["login": .string, "password": .string]), answers: .json(Shapes.session), handler: signIn),
            Route(.post, "/v1/session/link", needs: .open, "Redeems a one-time link: the first owner's, or an invitation",
                takes: .object(["secret": .string, "login?": .string, "name?": .string, "password": .string]),
                answers: .json(Shapes.session), handler: redeem),
            Route(.get, "/v1/session/link/{secret}", needs: .open, "Tells what a one-time link is for",
                answers: .json(.object(["kind": .oneOf(["owner", "invitation"]), "role?": Shapes.role, "project?": .string, "login?": .string])),
                handler: link),
            Route(.delete, "/v1/session", needs: .signedIn, "Signs out: the session ends on the server too", answers: .nothing, handler: signOut),
        ]
    }

    @Sendable private func signIn(_ call: Call) async throws -> Reply {
        let body = try call.decode(SignIn.self)
        return try await attempt(as: body.login, call) {
            try await sessions.signIn(login: body.login, password: body.password)
        }
    }

    @Sendable private func redeem(_ call: Call) async throws -> Reply {
        let body = try call.decode(Redemption.self)
        return try await attempt(as: "(link)" + call.address, call) {
            try await sessions.redeemLink(body.secret, login: body.login, name: body.name, password: body.password)
        }
    }

    @Sendable private func link(_ call: Call) async throws -> Reply {
        let secret = try call.parameter("secret")
        return try await counted(as: "(link)" + call.address, call) { .json(try await sessions.link(secret)) }
    }

    @Sendable private func signOut(_ call: Call) async throws -> Reply {
        if let secret = call.sessionSecret { try await sessions.signOut(cookie: secret) }
        return Reply.nothing.setting(.setCookie, SessionCookie.cleared(isSecure: isSecure))
    }

    private func attempt(as login: String, _ call: Call, _ begin: @Sendable () async throws -> SessionBegun) async throws -> Reply {
        try await counted(as: login, call) {
            let begun = try await begin()
            throttle.succeeded(login: login)
            return Reply.json(begun.person)
                .setting(.setCookie, SessionCookie.set(begun.secret, seconds: begun.lifetimeSeconds, isSecure: isSecure))
        }
    }

    /// Counts what looks like guessing: a wrong password, a link that does not exist.
    private func counted(as login: String, _ call: Call, _ body: @Sendable () async throws -> Reply) async throws -> Reply {
        try throttle.check(login: login, address: call.address)
        do { return try await body() } catch {
            let status = HTTPFailure(from: error, request: "").status
            if status == .unauthorized || status == .notFound { throttle.failed(login: login, address: call.address) }
            throw error
        }
    }
}
