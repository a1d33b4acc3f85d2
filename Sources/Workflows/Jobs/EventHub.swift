import Records
import Synchronization

/// What happened just now, for pages that are open: job progress, settled items, new work.
///
/// Bounded: each listener keeps the newest 64 events; a slow one loses the oldest, never memory.
/// Nothing is stored; a page that missed events reads the state again.
public final class EventHub: Sendable {
    public struct Event: Sendable, Hashable {
        public var project: String
        /// `job`, `progress`, `settled`, `work`.
        public var name: String
        public var data: JSONObject
    }

    private struct Listeners {
        var next = 0
        var byNumber: [Int: (project: String, continuation: AsyncStream<Event>.Continuation)] = [:]
    }

    private let listeners = Mutex(Listeners())

    public init() {}

    public func send(_ name: String, in project: String, _ data: JSONObject) {
        let event = Event(project: project, name: name, data: data)
        let targets = listeners.withLock { listeners in
            listeners.byNumber.values.filter { $0.project == project }.map(\.continuation)
        }
        for target in targets { target.yield(event) }
    }

    /// Events of one project from now on, until the listener goes away.
    public func events(in project: String) -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(64))
        let number = listeners.withLock { listeners in
            listeners.next += 1
            listeners.byNumber[listeners.next] = (project, continuation)
            return listeners.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.listeners.withLock { $0.byNumber.removeValue(forKey: number) }
        }
        return stream
    }
}
