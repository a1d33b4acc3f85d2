import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Files leave as attachments of a fixed type: whatever their bytes are, no browser runs them on our origin. Pictures
/// leave as the picture type that was found in their header.
extension Download {
    func response(to request: Request, context: ServerContext) async throws -> Response {
        var headers: HTTPFields = [
            .contentType: picture?.rawValue ?? "application/octet-stream",
            .contentDisposition: picture == nil ? Self.disposition(for: name) : "inline",
            .cacheControl: cacheControl,
            .acceptRanges: "bytes",
        ]
        let tag = sha256.map { "\"\($0)\"" }
        headers[.eTag] = tag
        if let tag, EntityTag.matches(tag, request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        let size = try size()
        switch ByteRange.read(request.headers[.range], ifRange: request.headers[.ifRange], tag: tag, size: size) {
        case .whole:
            return Response(status: .ok, headers: headers, body: try await body(0..<size, of: size, context))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Response(status: .partialContent, headers: headers, body: try await body(range, of: size, context))
        case .outside:
            throw HTTPFailure(.rangeNotSatisfiable, "range.outside", "the file has \(size) bytes").setting(.contentRange, "bytes */\(size)")
        }
    }

    /// The tag is asked about each time, except for a picture, which stays good for some minutes: a page that goes
    /// back and forth between items asks nobody.
    private var cacheControl: String { picture == nil ? "private, no-cache" : "private, max-age=600, must-revalidate" }

    private func size() throws -> Int {
        switch bytes {
        case .memory(let bytes): return bytes.count
        case .file(let path):
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let size = attributes?[.size] as? NSNumber else { throw HTTPFailure.notFound }
            return size.intValue
        }
    }

    private func body(_ range: Range<Int>, of size: Int, _ context: ServerContext) async throws -> ResponseBody {
        guard !range.isEmpty else { return ResponseBody() }
        switch bytes {
        case .memory(let bytes): return .init(byteBuffer: ByteBuffer(bytes: bytes[range]))
        case .file(let path): return try await FileIO().loadFile(path: path, range: range.lowerBound...(range.upperBound - 1), context: context)
        }
    }

    /// A plain name for old clients, the whole one for the others; neither can end the header or name a folder.
    static func disposition(for name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "download"
        let plain = String(last.unicodeScalars.map { scalar in
            scalar.isASCII && scalar.value >= 32 && scalar.value != 127 && scalar != "\"" && scalar != "%" ? Character(scalar) : "_"
        }.prefix(120))
        let allowed = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        let whole = last.addingPercentEncoding(withAllowedCharacters: allowed) ?? plain
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(whole)"
    }
}
