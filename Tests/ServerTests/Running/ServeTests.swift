import Foundation
import Hummingbird
import Logging
import Records
import ServiceLifecycle
import Testing
@testable import Server

/// The real thing over a loopback port.
@Suite("A running server")
struct ServeTests {
    @Test("answers on the port it says, and stops when told, open event streams or not", .timeLimit(.minutes(1)))
    func lifeCycle() async throws {
        try await withServer { port in
            let health = try await exchange(port, "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", until: "}")
            #expect(health.hasPrefix("HTTP/1.1 200"))
            #expect(health.contains("\"status\":\"ok\""))
            let events = try await exchange(
                port, "GET /v1/projects/birds/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wn_viewer\r\n\r\n", until: "retry: 2000")
            #expect(events.contains("text/event-stream"))
        }
    }

    @Test("tells a client that waits for it to go on with its body")
    func continues() async throws {
        try await withServer { port in
            let head = "POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 44\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
            let body = "{\"login\":\"ada\",\"password\":\"wrong password\" }"
            #expect(body.utf8.count == 44)
            let text = try await exchange(port, head, until: "100 Continue", then: body, until: "findings")
            #expect(text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401"))
        }
    }

    @Test("a request without a host, or with a foreign one, gets nothing", arguments: ["Host: evil.example\r\n", ""])
    func foreignHost(_ host: String) async throws {
        try await withServer { port in
            let text = try await exchange(port, "GET /v1/health HTTP/1.1\r\n\(host)Connection: close\r\n\r\n", until: "}}")
            #expect(!text.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("refuses an address that others can reach unless it was asked for", arguments: ["0.0.0.0", "::", "192.168.1.7", "example.org", "127.evil.example"])
    func loopbackOnly(_ host: String) throws {
        var settings = ServerSettings()
        settings.host = host
        #expect(throws: ServeError.notLoopback(host: host)) {
            _ = try makeApplication(InMemoryOperations(), settings: settings, web: NoWebFiles(), logger: Self.quiet) { _ in }
        }
        settings.allowsRemote = true
        _ = try makeApplication(InMemoryOperations(), settings: settings, web: NoWebFiles(), logger: Self.quiet) { _ in }
        #expect(ServeError.notLoopback(host: host).description.contains("--allow-remote"))
    }

    static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    private func withServer(_ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        var settings = ServerSettings()
        settings.port = 0
        settings.streams.pause = .seconds(3600)
        let (ports, told) = AsyncStream.makeStream(of: Int.self)
        let application = try makeApplication(InMemoryOperations(), settings: settings, web: NoWebFiles(), logger: Self.quiet) { told.yield($0) }
        let group = ServiceGroup(configuration: .init(services: [application], logger: Self.quiet))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports {
                do { try await body(port) } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                break
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
