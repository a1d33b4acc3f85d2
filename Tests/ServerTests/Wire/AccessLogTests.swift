import Logging
import Records
import Synchronization
import Testing
@testable import Server

@Suite("The request log")
struct AccessLogTests {
    @Test("names the route, never a secret in path, query, header or body")
    func noSecrets() async throws {
        let lines = Lines()
        let tester = RouterTester(logger: Logger(label: "tests", factory: { _ in lines }))
        _ = try await tester.send(.get, "/v1/session/link/\(InMemoryOperations.linkSecret)?secret=query-secret")
        _ = try await tester.send(.post, "/v1/session", json: ["login": "ada", "password": .string(InMemoryOperations.password)])
        _ = try await tester.send(.get, "/v1/me", as: .browser("owner"))
        _ = try await tester.send(.get, "/link/page-secret")
        _ = try await tester.send(.get, "/v1/nothing/unrouted-secret", as: .token("owner"))
        #expect(lines.all.count == 5)
        #expect(lines.all[0].hasPrefix("GET /v1/session/link/{secret} 200"))
        for line in lines.all {
            for secret in ["secret-of", "one-time", "query-secret", "page-secret", "unrouted-secret", "wn_", "correct horse"] {
                #expect(!line.contains(secret), "\(line)")
            }
        }
    }

    final class Lines: LogHandler {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock(\.self) }
        var logLevel: Logger.Level { get { .trace } set {} }
        var metadata: Logger.Metadata { get { [:] } set {} }
        subscript(metadataKey key: String) -> Logger.Metadata.Value? { get { nil } set {} }
        func log(event: LogEvent) { lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") } }
    }
}
