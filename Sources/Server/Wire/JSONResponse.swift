import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Records

/// JSON answers: never stored by anybody between us and the caller.
extension Response {
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// Reads a body of JSON, at most `limit` bytes of it.
func readJSON(_ request: Request, limit: Int) async throws -> JSONValue {
    let type = request.headers[.contentType]?.split(separator: ";").first?.lowercased()
    guard type?.trimmingCharacters(in: .whitespaces) == "application/json" else { throw HTTPFailure.wrongContentType }
    if let length = request.headers[.contentLength].flatMap(Int.init), length > limit { throw HTTPFailure.bodyTooLarge(limit: limit) }
    var bytes: [UInt8] = []
    var pieces = request.body.makeAsyncIterator()
    while let piece = try await HTTPFailure.unlessBrokenOff({ try await pieces.next() }) {
        guard bytes.count + piece.readableBytes <= limit else { throw HTTPFailure.bodyTooLarge(limit: limit) }
        bytes.append(contentsOf: piece.readableBytesView)
    }
    do { return try JSONParser.parse(bytes) } catch {
        throw HTTPFailure(.badRequest, "body.json", "the body is not JSON: \(error.description)", hint: error.hint)
    }
}
