import HTTPTypes
import Hummingbird
import Logging
import Records

/// The table put behind its guards: what the socket and the tests both talk to.
///
/// From outside in: log, security headers, error shape, gzip, host name, pages, then the route's own gate.
func makeResponder(
    _ table: RouteTable, access: any AccessOperations, settings: ServerSettings, web: any WebFiles,
    streams: EventStreams, logger: Logger
) -> RouterResponder<ServerContext> {
    let router = Router(context: ServerContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: AccessLog(logger: logger))
    router.add(middleware: SecurityHeaders())
    router.add(middleware: ErrorShape())
    router.add(middleware: Gzip())
    router.add(middleware: HostGuard(names: settings.answeredNames))
    router.add(middleware: WebPages(files: web, table: table))
    let gate = Gate(
        access: access, origin: OriginGuard(publicOrigin: settings.publicOrigin), bodyLimit: settings.bodyLimit,
        trustsProxy: settings.trustsProxy)
    for route in table.routes {
        router.on(RouterPath(route.template), method: route.method) { request, context in
            let call = try await gate.admit(request, to: route, context: context)
            let reply = try await route.handler(call)
            return try await reply.response(to: request, form: route.answer, streams: streams, context: context)
        }
    }
    return router.buildResponder()
}
