import HTTPTypes
import Hummingbird
import NIOCore

/// A file on its way in, piece by piece, never whole in memory. Ends in an error at the byte beyond its limit.
struct SentFile: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    private let body: RequestBody
    private let limit: Int64

    /// Refuses at once what says beforehand that it is too long.
    init(_ request: Request, limit: Int64) throws {
        if let length = request.headers[.contentLength].flatMap(Int64.init), length > limit { throw HTTPFailure.bodyTooLarge(limit: Int(limit)) }
        body = request.body
        self.limit = limit
    }

    func makeAsyncIterator() -> Iterator { Iterator(pieces: body.makeAsyncIterator(), limit: limit) }

    struct Iterator: AsyncIteratorProtocol {
        var pieces: RequestBody.AsyncIterator
        let limit: Int64
        var count: Int64 = 0

        mutating func next() async throws -> [UInt8]? {
            guard let piece = try await HTTPFailure.unlessBrokenOff({ try await pieces.next() }) else { return nil }
            count += Int64(piece.readableBytes)
            guard count <= limit else { throw HTTPFailure.bodyTooLarge(limit: Int(limit)) }
            return Array(piece.readableBytesView)
        }
    }
}
