import HTTPTypes
import Hummingbird
import NIOCore
import Records

/// From what a handler answers to what is sent.
extension Reply {
    func response(to request: Request, form: AnswerForm, streams: EventStreams, context: ServerContext) async throws -> Response {
        switch content {
        case .json(let payload):
            return .json(try JSONValue(encoding: payload).bytes(), headers: headers)
        case .nothing:
            var headers = headers
            headers[.cacheControl] = "no-store"
            return Response(status: form.status, headers: headers)
        case .text(let text, let type):
            var headers = headers
            headers[.contentType] = "\(type); charset=utf-8"
            headers[.cacheControl] = "no-store"
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
        case .attachment(let download):
            return try await download.response(to: request, context: context)
        case .events(let events):
            return try streams.response(to: events)
        }
    }
}
