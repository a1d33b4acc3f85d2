import Foundation

/// The one way out: every request that leaves goes through here, whoever asked for it.
///
/// Each address is looked at when the connection is made, after names were resolved, and again at every redirect; so
/// neither a second look-up (DNS rebinding) nor a redirect leads into a network that is not to be reached. Services of
/// one's own are allowed one by one, by name and port.
public struct Fetcher: Sendable {
    /// Services that may be reached wherever their names lead.
    public let allowed: Set<Destination>
    public let limits: FetchLimits
    /// `host:port:address` in place of the system's names; for tests.
    var names: [String] = []

    public init(allowed: Set<Destination> = [], limits: FetchLimits = FetchLimits()) {
        self.allowed = allowed
        self.limits = limits
    }

    /// The whole answer, whatever its status; redirects are followed.
    public func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchAnswer {
        let body = Collected()
        var answer = try await fetch(request) { piece in
            body.bytes += piece
            return true
        }
        answer.body = body.bytes
        return answer
    }

    /// - Parameter take: gets the decoded body piece by piece, of the last answer only, on a thread of the fetch; returns
    ///   false to end it, which is thrown as ``FetchError/cancelled``.
    public func fetch(_ request: FetchRequest, take: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool) async throws(FetchError) -> FetchAnswer {
        let stop = StopFlag()
        let result: Result<FetchAnswer, FetchError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let thread = Thread { continuation.resume(returning: self.wholeWay(request, stop: stop, take: take)) }
                thread.stackSize = 1 << 20
                thread.start()
            }
        } onCancel: {
            stop.set()
        }
        return try result.get()
    }

    /// Everything from the first request to the answer that is no redirect; blocks.
    private func wholeWay(
        _ first: FetchRequest, stop: StopFlag, take: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool
    ) -> Result<FetchAnswer, FetchError> {
        let end = Self.now() + limits.seconds
        var request = first
        do throws(FetchError) {
            for _ in 0...limits.redirects {
                let exchange = Exchange(request, fetcher: self, end: end, stop: stop, take: take)
                let answer = try exchange.run()
                guard Self.isRedirect(answer.status) else { return .success(answer) }
                request = try Self.next(request, after: answer)
            }
            throw .tooManyRedirects(request.address.destination, count: limits.redirects)
        } catch {
            return .failure(error)
        }
    }

    static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

    private static func next(_ request: FetchRequest, after answer: FetchAnswer) throws(FetchError) -> FetchRequest {
        let from = request.address
        guard let place = answer.header("location") else { throw .redirectWithoutAddress(from.destination, status: answer.status) }
        let next = try from.joined(place)
        guard next.isSecure || !from.isSecure else { throw .downgraded(from.destination) }
        return request.redirected(to: next, status: answer.status)
    }

    /// Seconds of a clock that nobody sets.
    static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
}

/// Filled by one thread, read by another after it has ended.
private final class Collected: @unchecked Sendable {
    var bytes: [UInt8] = []
}
