import CZlib
import Hummingbird
import HTTPTypes
import NIOCore

/// Smaller JSON for those who ask: lists of items shrink to a fifth.
///
/// Only whole answers of at least `threshold` bytes; streams, downloads and the browser's files (which have their own
/// small copies) pass. Answers of routes that hand out secrets are small and stay as they are.
struct Gzip: RouterMiddleware {
    var threshold = 1400

    func handle(
        _ request: Request, context: ServerContext,
        next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard Gzip.isAccepted(request), response.headers[.contentEncoding] == nil, request.method != .head,
            response.headers[.contentType]?.hasPrefix("application/json") == true,
            let size = response.body.contentLength, size >= threshold
        else { return response }
        let collector = BodyCollector()
        try await response.body.write(collector)
        guard let small = Self.compress(collector.bytes) else { return response }
        var headers = response.headers
        headers[.contentEncoding] = "gzip"
        headers[.vary] = "Accept-Encoding"
        headers[.contentLength] = nil
        return Response(status: response.status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: small)))
    }

    static func isAccepted(_ request: Request) -> Bool {
        guard let header = request.headers[.acceptEncoding] else { return false }
        return header.split(separator: ",").contains { piece in
            let parts = piece.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
            return (parts.first == "gzip" || parts.first == "*") && !parts.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
        }
    }

    /// RFC 1952; nil when zlib refuses.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard winnow_deflate_init(&stream, 5, 15 + 16) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        let room = Int(deflateBound(&stream, UInt(bytes.count)))
        var output = [UInt8](repeating: 0, count: room)
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        output.removeLast(Int(stream.avail_out))
        return output
    }
}

/// Takes a response body back as bytes.
final class BodyCollector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []
    func write(_ buffer: ByteBuffer) async throws { bytes.append(contentsOf: buffer.readableBytesView) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
