import Foundation
import Hummingbird
import Logging

/// One line per request: what was asked, what became of it, how long it took.
///
/// Never a query, a body, a header or a value in the path: routes are named by their template, because a path may hold
/// a one-time secret. An answer that streams is logged when it begins.
struct AccessLog: RouterMiddleware {
    let logger: Logger

    func handle(
        _ request: Request, context: ServerContext,
        next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = ContinuousClock.now - start
        logger.info("\(request.method.rawValue) \(Self.name(of: context, request)) \(response.status.code)", metadata: [
            "request": "\(context.requestID)",
            "milliseconds": "\(elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000)",
        ])
        return response
    }

    private static func name(of context: ServerContext, _ request: Request) -> String {
        let template = context.endpointPath ?? "NotFound"
        guard template == "NotFound" else { return template }
        return request.uri.path.hasPrefix("/v1") ? "(no route)" : "(page)"
    }
}
