import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Serves the browser's files, and its page for every path of its own.
///
/// Everything outside `/v1` is the browser's: a file when there is one, else the page (the browser routes by path).
/// A path whose last piece has an extension names a file, so a missing script is a 404 and not a page.
/// Under `/v1` it only tells a wrong method from a wrong path.
struct WebPages: RouterMiddleware {
    let files: any WebFiles
    let table: RouteTable

    func handle(
        _ request: Request, context: ServerContext,
        next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let raw = request.uri.path
        if Self.isAPI(raw) {
            do { return try await next(request, context) } catch let error as HTTPError where error.status == .notFound {
                throw missing(raw, request.method)
            }
        }
        context.coreContext.endpointPath.value = "NotFound"
        guard request.method == .get || request.method == .head else { throw HTTPFailure.methodNotAllowed([.get, .head]) }
        guard let path = Self.safe(raw), let file = file(for: path) else { throw HTTPFailure.notFound }
        return file.response(to: request)
    }

    private func missing(_ path: String, _ method: HTTPRequest.Method) -> HTTPFailure {
        let methods = table.methods(for: path)
        return methods.isEmpty || methods.contains(method) ? .notFound : .methodNotAllowed(methods)
    }

    private func file(for path: String) -> WebFile? {
        if let file = files.file(at: path) { return file }
        let last = path.split(separator: "/").last ?? ""
        return last.contains(".") ? nil : files.file(at: "/index.html")
    }

    /// `/v1`, whatever slashes and escapes are used to write it.
    static func isAPI(_ path: String) -> Bool {
        let first = path.split(separator: "/").first.map(String.init) ?? ""
        return (first.removingPercentEncoding ?? first).lowercased() == "v1"
    }

    /// Decoded; nil for anything that tries to climb, hides a slash, or is no text.
    static func safe(_ raw: String) -> String? {
        guard let path = raw.removingPercentEncoding, path.hasPrefix("/"), path.utf8.count <= 1024 else { return nil }
        let pieces = path.split(separator: "/", omittingEmptySubsequences: true)
        let rawPieces = raw.split(separator: "/", omittingEmptySubsequences: true)
        guard pieces.count == rawPieces.count, !pieces.contains("."), !path.contains("..") else { return nil }
        guard !path.unicodeScalars.contains(where: { $0 == "\\" || $0.value < 32 || $0.value == 127 }), !path.contains("%") else { return nil }
        return pieces.isEmpty ? "/index.html" : "/" + pieces.joined(separator: "/")
    }
}

extension WebFile {
    func response(to request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: type,
            .eTag: "\"\(tag)\"",
            .cacheControl: isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
            .vary: "Accept-Encoding",
        ]
        if EntityTag.matches("\"\(tag)\"", request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        var content = bytes
        if let gzip, Gzip.isAccepted(request) {
            content = gzip
            headers[.contentEncoding] = "gzip"
        }
        let response = Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: content)))
        return request.method == .head ? response.createHeadResponse() : response
    }
}
