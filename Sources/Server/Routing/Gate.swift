import Foundation
import HTTPTypes
import Hummingbird
import Records

/// The one place where a call is let through to its handler: who, from where, about which project, with what body.
///
/// In this order, so that each refusal tells no more than the ones before it allow: origin, session, project and
/// permission, body.
struct Gate: Sendable {
    let access: any AccessOperations
    let origin: OriginGuard
    let bodyLimit: Int
    let trustsProxy: Bool

    func admit(_ request: Request, to route: Route, context: ServerContext) async throws -> Call {
        let credentials = Credentials(request)
        if route.changesState {
            try origin.check(request, hasCookie: credentials.session != nil, hasToken: credentials.token != nil)
        }
        let parameters = try Self.parameters(of: route, context)
        let (actor, project) = try await permit(credentials, route, parameters)
        return Call(
            actor: actor, project: project, sessionSecret: credentials.token == nil ? credentials.session : nil,
            address: address(of: request, context), parameters: parameters, query: Self.query(of: request),
            body: route.request == nil ? .null : try await readJSON(request, limit: bodyLimit),
            file: try route.takesFile.map { try SentFile(request, limit: $0) })
    }

    /// Who may call: 401 for nobody, 404 for a project in which the caller has no part (known or not), 403 for a part
    /// that is too small.
    private func permit(_ credentials: Credentials, _ route: Route, _ parameters: [String: String]) async throws -> (Actor, ProjectID?) {
        if route.needs == .open { return (.nobody, nil) }
        guard let actor = try await credentials.actor(in: access) else { throw HTTPFailure.notSignedIn }
        let project = try await project(of: route, parameters)
        if route.scope != .workspace, !actor.isOwner {
            guard let project, actor.roles[project] != nil else { throw HTTPFailure.notFound }
        }
        guard route.needs.isMet(by: actor, in: project) else { throw HTTPFailure.forbidden(route.needs) }
        if route.scope == .project, project == nil { throw HTTPFailure.notFound }
        return (actor, project)
    }

    private func project(of route: Route, _ parameters: [String: String]) async throws -> ProjectID? {
        switch route.scope {
        case .workspace: return nil
        case .project: return try await access.projectID(named: parameters["project"] ?? "")
        case .assignment:
            guard let id = AssignmentID(parameters["assignment"] ?? "") else { throw HTTPFailure.notFound }
            return try await access.projectID(of: id)
        case .item:
            guard let id = ItemID(parameters["item"] ?? "") else { throw HTTPFailure.notFound }
            return try await access.projectID(of: id)
        case .job:
            guard let id = JobID(parameters["job"] ?? "") else { throw HTTPFailure.notFound }
            return try await access.projectID(of: id)
        }
    }

    /// Decoded once; a slash or a control character inside a piece of path is nobody's name.
    private static func parameters(of route: Route, _ context: ServerContext) throws -> [String: String] {
        var decoded: [String: String] = [:]
        for name in route.parameters {
            if route.lastTakesRest, name == route.parameters.last {
                let pieces = try context.parameters.getCatchAll().map { try piece(String($0)) }
                guard !pieces.isEmpty else { throw HTTPFailure.notFound }
                decoded[name] = pieces.joined(separator: "/")
            } else {
                decoded[name] = try piece(context.parameters.get(name) ?? "")
            }
        }
        return decoded
    }

    private static func piece(_ raw: String) throws -> String {
        guard let text = raw.removingPercentEncoding, !text.isEmpty, text != ".", text != "..", text.utf8.count <= 255,
            !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 || $0 == "/" || $0 == "\\" })
        else { throw HTTPFailure.notFound }
        return text
    }

    private static func query(of request: Request) -> [String: String] {
        var query: [String: String] = [:]
        // From the text as it was sent: the library's own table is decoded already, and a `+` of the value is then lost.
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let pieces = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            query[decoded(pieces[0])] = pieces.count == 2 ? decoded(pieces[1]) : ""
        }
        return query
    }

    private static func decoded(_ piece: Substring) -> String {
        piece.replacing("+", with: " ").removingPercentEncoding ?? String(piece)
    }

    /// The last address a trusted proxy saw, or the peer's own.
    private func address(of request: Request, _ context: ServerContext) -> String {
        guard trustsProxy, let name = HTTPField.Name("X-Forwarded-For"), let chain = request.headers[name],
            let last = chain.split(separator: ",").last
        else { return context.peerAddress }
        return last.trimmingCharacters(in: .whitespaces)
    }
}

extension Actor {
    /// Somebody who has not signed in, on routes that are open.
    static let nobody = Actor(person: nil, name: "nobody", isOwner: false)
}
