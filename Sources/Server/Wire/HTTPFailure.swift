import HTTPTypes
import Records
import Workflows

/// Why a request was not carried out, as the caller will read it: the one error shape of the API.
public struct HTTPFailure: Error, Sendable {
    public var status: HTTPResponse.Status
    /// Stable and documented, like `origin.foreign`.
    public var code: String
    public var message: String
    public var hint: String?
    public var findings: [Finding] = []
    var headers = HTTPFields()
    /// Beside `error` in the body: `current`, the draft that won.
    var beside: JSONObject = [:]

    public init(_ status: HTTPResponse.Status, _ code: String, _ message: String, hint: String? = nil, findings: [Finding] = []) {
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
        self.findings = findings
    }

    func setting(_ name: HTTPField.Name, _ value: String) -> HTTPFailure {
        var copy = self
        copy.headers[name] = value
        return copy
    }
}

/// The failures of the HTTP skin itself. Those of use cases come from the workflows.
extension HTTPFailure {
    /// Also said of what exists but is none of the caller's business.
    static let notFound = HTTPFailure(.notFound, "not-found", "there is nothing here by that name, or it is not yours to see")
    static let notSignedIn = HTTPFailure(
        .unauthorized, "session.missing", "this needs somebody signed in",
        hint: "sign in with `POST /v1/session`, or send `Authorization: Bearer` with a token from `POST /v1/me/tokens`")

    static func forbidden(_ need: Need) -> HTTPFailure {
        let wanted = need.all.map { "`\($0.rawValue)`" }.joined(separator: " or ")
        return HTTPFailure(.forbidden, "permission.missing", "this needs the permission \(wanted)", hint: "ask the project's manager for a role that has it")
    }

    static func methodNotAllowed(_ methods: [HTTPRequest.Method]) -> HTTPFailure {
        let list = methods.map(\.rawValue).sorted().joined(separator: ", ")
        return HTTPFailure(.methodNotAllowed, "method.unknown", "this path answers \(list)").setting(.allow, list)
    }

    static func query(_ name: String, _ value: String, wanted: String) -> HTTPFailure {
        HTTPFailure(.badRequest, "query.\(name)", "`\(name)=\(value.prefix(80))` is not \(wanted)")
    }

    static func bodyTooLarge(limit: Int) -> HTTPFailure {
        HTTPFailure(.contentTooLarge, "body.too-large", "the body is larger than \(limit) bytes", hint: "send less at once")
            .setting(.connection, "close")
    }

    /// Reading a body: what goes wrong there is the sender's, who lied about its length, sent no chunk, or went away.
    static func unlessBrokenOff<Piece>(isolation: isolated (any _Concurrency.Actor)? = #isolation, _ next: () async throws -> Piece?) async throws -> Piece? {
        do { return try await next() } catch let error where !(error is CancellationError) {
            throw HTTPFailure(.badRequest, "body.broken-off", "the body broke off before its end, or its length is not the one announced", hint: "send it again")
                .setting(.connection, "close")
        }
    }

    /// Another tab saved first; the caller is shown what it saved.
    static func staleDraft(_ current: WorkDraft) throws -> HTTPFailure {
        var failure = HTTPFailure(
            .conflict, "draft.stale", "this was saved from another tab, which is at \(current.counter)", hint: "take over what it saved, or save over it with its counter")
        failure.beside["current"] = try JSONValue(encoding: current)
        return failure
    }

    static let wrongContentType = HTTPFailure(
        .unsupportedMediaType, "body.content-type", "the body must be JSON", hint: "send `Content-Type: application/json`")

    static func throttled(seconds: Int) -> HTTPFailure {
        HTTPFailure(.tooManyRequests, "session.throttled", "too many attempts to sign in; the next is possible in \(seconds) s")
            .setting(.retryAfter, String(seconds))
    }
}
