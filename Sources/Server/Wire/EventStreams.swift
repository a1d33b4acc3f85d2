import Hummingbird
import NIOCore
import Records
import ServiceLifecycle
import Synchronization
import Workflows

/// Server-sent events: how many pages may listen at once, and how a stream ends.
///
/// Each page that listens holds a connection, so their number is bounded. A stream ends after `longest`, so that a
/// person whose session ended does not listen for ever (the browser comes back and is asked again), and when the
/// server stops. A comment line every `pause` keeps proxies from hanging up, and finds out who has gone.
final class EventStreams: Sendable {
    struct Limits: Sendable {
        var listeners = 512
        var pause: Duration = .seconds(20)
        var longest: Duration = .seconds(1800)
    }

    /// What a stream is made of.
    private enum Signal: Sendable { case event(EventHub.Event), pulse }

    private let limits: Limits
    private let open = Mutex(0)

    init(limits: Limits = Limits()) { self.limits = limits }

    /// Streams that are being written now.
    var count: Int { open.withLock(\.self) }

    func response(to events: AsyncStream<EventHub.Event>) throws -> Response {
        guard count < limits.listeners else {
            throw HTTPFailure(.serviceUnavailable, "events.full", "too many pages are listening", hint: "reload in a moment")
        }
        // Counted from when it is really written: the answer to a HEAD never is.
        let body = ResponseBody { [self] writer in
            open.withLock { $0 += 1 }
            defer { open.withLock { $0 -= 1 } }
            try await pump(events, to: &writer)
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
    }

    /// Until the events end, the time is up, the server stops or the page goes away.
    private func pump(_ events: AsyncStream<EventHub.Event>, to writer: inout any ResponseBodyWriter) async throws {
        let (signals, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(64))
        let feeding = Task { [limits] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await event in events { continuation.yield(.event(event)) }
                    continuation.finish()
                }
                group.addTask { await Self.pulse(limits, continuation) }
                await group.next()
                group.cancelAll()
            }
        }
        defer { feeding.cancel() }
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        // The server waits for answers under way when it stops; this one would have no end.
        try await withGracefulShutdownHandler {
            for await signal in signals { try await writer.write(Self.bytes(of: signal)) }
        } onGracefulShutdown: {
            continuation.finish()
        }
    }

    private static func pulse(_ limits: Limits, _ continuation: AsyncStream<Signal>.Continuation) async {
        let clock = ContinuousClock()
        let end = clock.now + limits.longest
        while clock.now < end {
            guard (try? await Task.sleep(for: limits.pause)) != nil else { break }
            continuation.yield(.pulse)
        }
        continuation.finish()
    }

    private static func bytes(of signal: Signal) -> ByteBuffer {
        switch signal {
        case .pulse: ByteBuffer(string: ": still here\n\n")
        case .event(let event): ByteBuffer(string: "event: \(event.name)\ndata: \(JSONValue.object(event.data).text())\n\n")
        }
    }
}
