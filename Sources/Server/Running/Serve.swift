import Foundation
import Hummingbird
import Logging
import NIOCore
import Records
import ServiceLifecycle

/// Serves until SIGTERM or SIGINT, then lets running requests finish.
///
/// `onListening` is told the real port. Throws `ServeError` before anything is bound when the address is reachable
/// from other machines and `allowsRemote` was not set.
public func serve(
    _ operations: any Operations, settings: ServerSettings, web: any WebFiles, logger: Logger,
    onListening: @escaping @Sendable (_ port: Int) async -> Void
) async throws {
    let application = try makeApplication(operations, settings: settings, web: web, logger: logger, onListening: onListening)
    try await application.runService()
}

func makeApplication(
    _ operations: any Operations, settings: ServerSettings, web: any WebFiles, logger: Logger,
    onListening: @escaping @Sendable (_ port: Int) async -> Void
) throws -> some ApplicationProtocol {
    guard settings.allowsRemote || isLoopback(settings.host) else { throw ServeError.notLoopback(host: settings.host) }
    let table = RouteTable.winnow(operations, settings: settings, throttleClock: systemTime)
    let streams = EventStreams(limits: settings.streams)
    return Application(
        responder: makeResponder(table, access: operations, settings: settings, web: web, streams: streams, logger: logger),
        server: .http1(configuration: .init(
            additionalChannelHandlers: [ContinueHandler()], idleTimeout: .seconds(Int64(settings.idleSeconds)))),
        configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
        onServerRunning: { channel in await onListening(channel.localAddress?.port ?? settings.port) },
        logger: logger)
}

/// Names and addresses that only this machine can reach.
func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased()
    if ["localhost", "::1", "[::1]"].contains(host) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
}

private let systemTime: @Sendable () -> Timestamp = { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
