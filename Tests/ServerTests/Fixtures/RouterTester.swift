import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Records
@testable import Server

/// The whole server without a socket: requests in, answers out, in memory.
struct RouterTester {
    let operations: InMemoryOperations
    let table: RouteTable
    let streams: EventStreams
    private let responder: RouterResponder<ServerContext>

    init(
        _ operations: InMemoryOperations = InMemoryOperations(), settings: ServerSettings = ServerSettings(),
        web: any WebFiles = SampleWebFiles(), logger: Logger = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() }),
        clock: @escaping @Sendable () -> Timestamp = { Timestamp(milliseconds: 0) }
    ) {
        self.operations = operations
        table = RouteTable.winnow(operations, settings: settings, throttleClock: clock)
        streams = EventStreams(limits: settings.streams)
        responder = makeResponder(table, access: operations, settings: settings, web: web, streams: streams, logger: logger)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, as caller: Caller = .nobody, headers: HTTPFields = [:],
        json: JSONValue? = nil, bytes: [UInt8]? = nil, authority: String = "localhost:8080"
    ) async throws -> Answered {
        var headers = caller.headers.merging(headers)
        let body = json?.bytes() ?? bytes
        if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: authority, path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: body ?? [])))
        let context = ServerContext(source: .init(channel: NIOAsyncTestingChannel(), logger: Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })))
        let response = try await responder.respond(to: request, context: context)
        return Answered(response)
    }
}

/// An answer; its body is read when asked for, since event streams have no end.
struct Answered {
    let response: Response
    init(_ response: Response) { self.response = response }

    var status: Int { response.status.code }
    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { response.headers[$0] } }

    func bytes() async throws -> [UInt8] {
        let collector = BodyCollector()
        try await response.body.write(collector)
        return collector.bytes
    }

    func text() async throws -> String { String(decoding: try await bytes(), as: UTF8.self) }
    func json() async throws -> JSONValue { try JSONParser.parse(try await bytes()) }
    func code() async throws -> String? { try await json()["error"]?["code"]?.string }
}

/// Who sends a request, and how they say so.
enum Caller: Hashable, CustomStringConvertible {
    case nobody
    case token(String)
    /// A browser: cookie, and the `Origin` it would send.
    case browser(String)

    var headers: HTTPFields {
        switch self {
        case .nobody: [:]
        case .token(let who): [.authorization: "Bearer wn_\(who)"]
        case .browser(let who): [.cookie: "winnow_session=secret-of-\(who)", .origin: "http://localhost:8080"]
        }
    }

    var description: String {
        switch self {
        case .nobody: "nobody"
        case .token(let who): "\(who) by token"
        case .browser(let who): "\(who) by browser"
        }
    }
}

extension HTTPFields {
    func merging(_ others: HTTPFields) -> HTTPFields {
        var merged = self
        for field in others { merged[field.name] = field.value.isEmpty ? nil : field.value }
        return merged
    }
}
