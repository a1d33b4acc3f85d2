import HTTPTypes
import Hummingbird
import NIOCore
import Records
import Synchronization
import Testing
@testable import Server
@testable import Workflows

@Suite("Event streams")
struct EventStreamsTests {
    let path = "/v1/projects/birds/events"

    @Test("carry what happens, in order, until it ends")
    func delivers() async throws {
        let tester = RouterTester()
        let answered = try await tester.send(.get, path, as: .token("annotator"))
        #expect(answered.header("content-type") == "text/event-stream")
        #expect(answered.header("cache-control") == "no-store")
        tester.operations.publish(EventHub.Event(project: "birds", name: "progress", data: ["done": 1]))
        tester.operations.publish(EventHub.Event(project: "birds", name: "settled", data: ["text": "a\nb"]))
        tester.operations.endEvents()
        let text = try await answered.text()
        #expect(text == "retry: 2000\n\nevent: progress\ndata: {\"done\":1}\n\nevent: settled\ndata: {\"text\":\"a\\nb\"}\n\n")
        #expect(tester.streams.count == 0)
    }

    @Test("hold their place only while they are written")
    func counted() async throws {
        let tester = RouterTester()
        let answered = try await tester.send(.get, path, as: .token("annotator"))
        #expect(tester.streams.count == 0)
        let writer = FirstWrite()
        async let written: Void = answered.response.body.write(writer)
        await writer.happened()
        #expect(tester.streams.count == 1)
        tester.operations.endEvents()
        try await written
        #expect(tester.streams.count == 0)
    }

    @Test("are bounded in number")
    func bounded() async throws {
        var settings = ServerSettings()
        settings.streams.listeners = 0
        let answered = try await RouterTester(settings: settings).send(.get, path, as: .token("annotator"))
        #expect(answered.status == 503)
        #expect(try await answered.code() == "events.full")
    }

    @Test("that were only asked about by HEAD hold no place")
    func head() async throws {
        let tester = RouterTester()
        #expect(try await tester.send(.head, path, as: .token("annotator")).status == 200)
        #expect(tester.streams.count == 0)
    }

    @Test("are closed to those without a part in the project")
    func foreign() async throws {
        #expect(try await RouterTester().send(.get, path, as: .token("stranger")).status == 404)
    }

    /// A writer that tells when it was first written to.
    final class FirstWrite: ResponseBodyWriter, Sendable {
        private let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        func write(_ buffer: ByteBuffer) async throws { continuation.yield(()) }
        func finish(_ trailingHeaders: HTTPFields?) async throws { continuation.finish() }
        func happened() async { for await _ in stream { return } }
    }
}
