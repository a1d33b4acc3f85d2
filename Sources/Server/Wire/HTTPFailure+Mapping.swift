import HTTPTypes
import Hummingbird
import Records
import Workflows

/// The one place where errors become statuses.
extension HTTPFailure {
    /// What the caller is told about any error. What is not foreseen becomes a bare 500: its text may hold paths,
    /// queries or somebody's data and goes to the log only.
    init(from error: any Error, request id: String) {
        if let unavailable = ErrorFinding.unavailable(error) {
            self.init(unavailable)
            return
        }
        switch error {
        case let failure as HTTPFailure: self = failure
        case let error as WorkflowError: self.init(error)
        case let error as DecodingError: self.init(error)
        case let error as HTTPError where error.status == .notFound: self = .notFound
        case let error as HTTPError where error.status == .contentTooLarge:
            self = HTTPFailure(.contentTooLarge, "body.too-large", "the body is too large")
        case let error as HTTPError where error.status.kind == .clientError:
            self = HTTPFailure(error.status, "request.refused", "the request cannot be read")
        default:
            self = HTTPFailure(
                .internalServerError, "internal", "this is our mistake; nothing was changed that was not answered before",
                hint: "the server's log has the details under request `\(id)`")
        }
    }

    init(_ error: WorkflowError) {
        self.init(error.kind.status, error.code, error.message, hint: error.hint, findings: error.findings)
    }

    /// A body that is JSON but not what the route takes: which member, and why.
    init(_ error: DecodingError) {
        let (path, problem) = Self.words(for: error)
        let joined: String = path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        let place = joined.drop { $0 == "." }
        self.init(.badRequest, "body.shape", place.isEmpty ? "the body \(problem)" : "`\(place)`: \(problem)",
            hint: "`GET /v1/openapi.json` has the shape of every body")
    }

    private static func words(for error: DecodingError) -> (path: [any CodingKey], problem: String) {
        switch error {
        case .keyNotFound(let key, let context): (context.codingPath + [key], "is missing")
        case .valueNotFound(_, let context): (context.codingPath, "is null, but is needed")
        case .typeMismatch(let type, let context): (context.codingPath, "is not \(name(of: type))")
        case .dataCorrupted(let context): (context.codingPath, context.debugDescription)
        @unknown default: ([], "the body does not fit")
        }
    }

    private static func name(of type: Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Bool.Type: "true or false"
        case is Int.Type, is Int64.Type: "a whole number"
        case is Double.Type: "a number"
        default: String(describing: type).hasPrefix("Array") ? "a list" : "an object"
        }
    }
}

extension WorkflowError.Kind {
    var status: HTTPResponse.Status {
        switch self {
        case .badInput: .badRequest
        case .notSignedIn: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .unprocessable: .unprocessableContent
        case .tooLarge: .contentTooLarge
        case .throttled: .tooManyRequests
        case .unavailable: .serviceUnavailable
        }
    }
}
