import HTTPTypes
import Records

/// One route as a value: everything that is served, checked and documented about it.
///
/// There is no way to make one without saying which permission it needs.
public struct Route: Sendable {
    public typealias Handler = @Sendable (Call) async throws -> Reply

    public let method: HTTPRequest.Method
    /// `/v1/projects/{project}/items/{id}`.
    public let path: String
    /// The last parameter takes the rest of the path, slashes and all.
    public let lastTakesRest: Bool
    public let needs: Need
    public let scope: Scope
    /// One sentence without a full stop.
    public let summary: String
    public let query: [QueryParameter]
    /// nil: the route takes no JSON.
    public let request: Schema?
    /// The body is a file's bytes, whatever its type; nil: the route takes none. The number is the most it takes.
    public let takesFile: Int64?
    public let answer: AnswerForm
    let handler: Handler

    public init(
        _ method: HTTPRequest.Method, _ path: String, lastTakesRest: Bool = false, needs: Need, _ summary: String,
        query: [QueryParameter] = [], takes request: Schema? = nil, takesFile: Int64? = nil, answers answer: AnswerForm, handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.lastTakesRest = lastTakesRest
        self.needs = needs
        self.scope = Scope(path: path)
        self.summary = summary
        self.query = query
        self.request = request
        self.takesFile = takesFile
        self.answer = answer
        self.handler = handler
    }

    /// As the router takes it.
    var template: String {
        guard lastTakesRest, let slash = path.lastIndex(of: "/") else { return path }
        return path[..<slash] + "/**"
    }

    public var changesState: Bool { method != .get && method != .head }
    /// Names in braces, in order.
    public var parameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}

/// The permission a route needs; with two, either will do.
public struct Need: Sendable, Hashable {
    public let permission: Permission
    public let alternative: Permission?

    public static func permission(_ permission: Permission, or alternative: Permission? = nil) -> Need {
        Need(permission: permission, alternative: alternative)
    }
    public static var open: Need { .permission(.open) }
    public static var signedIn: Need { .permission(.signedIn) }
    public static var readProject: Need { .permission(.readProject) }
    public static var readOrLabel: Need { .permission(.readProject, or: .label) }
    public static var label: Need { .permission(.label) }
    public static var review: Need { .permission(.review) }
    public static var manageProject: Need { .permission(.manageProject) }
    public static var ship: Need { .permission(.ship) }
    public static var manageWorkspace: Need { .permission(.manageWorkspace) }

    public var all: [Permission] { [permission] + (alternative.map { [$0] } ?? []) }
    func isMet(by actor: Actor, in project: ProjectID?) -> Bool { all.contains { actor.may($0, in: project) } }
}

/// Which project the permission is looked up in.
public enum Scope: Sendable, Hashable {
    case workspace, project, assignment, job, item

    /// Told by the path: the first parameter names it.
    init(path: String) {
        self = path.hasPrefix("/v1/projects/{project}") ? .project
            : path.hasPrefix("/v1/assignments/{assignment}") ? .assignment
            : path.hasPrefix("/v1/jobs/{job}") ? .job
            : path.hasPrefix("/v1/items/{item}") ? .item : .workspace
    }
}

public struct QueryParameter: Sendable {
    public let name: String
    public let schema: Schema
    public let about: String
    public init(_ name: String, _ schema: Schema, _ about: String) {
        self.name = name
        self.schema = schema
        self.about = about
    }
}

/// What a route answers when all is well.
public enum AnswerForm: Sendable {
    case json(Schema)
    case nothing
    case text(type: String)
    case attachment
    case picture
    case events

    var status: HTTPResponse.Status {
        if case .nothing = self { .noContent } else { .ok }
    }
}
