import Hummingbird
import Logging
import Records

/// Turns whatever is thrown below it into `{"error":{...}}`, and logs what the caller is not told.
struct ErrorShape: RouterMiddleware {
    func handle(
        _ request: Request, context: ServerContext,
        next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let failure = HTTPFailure(from: error, request: context.requestID)
            if failure.status == .internalServerError {
                context.logger.error("request failed", metadata: ["request": "\(context.requestID)", "error": "\(error)"])
            }
            return try failure.response()
        }
    }
}

extension HTTPFailure {
    func response() throws -> Response {
        var error: JSONObject = ["code": .string(code), "message": .string(message)]
        if let hint { error["hint"] = .string(hint) }
        error["findings"] = try JSONValue(encoding: findings)
        let body = JSONObject([(key: "error", value: JSONValue.object(error))] + beside.members)
        return .json(JSONValue.object(body).bytes(), status: status, headers: headers)
    }

    /// As the document describes it.
    static let schema = Schema.named("Error", .object([
        "error": .object(["code": .string, "message": .string, "hint?": .string, "findings": .array(Shapes.finding)]),
        "current?": .any("what is stored, when a save was stale"),
    ]))
}
