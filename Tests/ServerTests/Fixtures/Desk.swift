import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Records
import Testing
@testable import Server
@testable import Workflows

/// A workspace in a temporary folder behind the whole server, without a socket. Every answer is checked against its
/// route's schema.
struct Desk {
    let workflows: Workflows
    let folder: URL
    private let table: RouteTable
    private let responder: RouterResponder<ServerContext>

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-server-\(UInt64.random(in: 0 ... .max))")
        workflows = try await Workflows.create(workspace: folder.path)
        let settings = ServerSettings()
        table = RouteTable.winnow(workflows, settings: settings, throttleClock: { Timestamp(milliseconds: 0) })
        responder = makeResponder(table, access: workflows, settings: settings, web: NoWebFiles(), streams: EventStreams(), logger: Self.quiet)
    }

    private static let quiet = Logger(label: "tests", factory: { _ in SwiftLogNoOpLogHandler() })

    func close() async throws { try await workflows.close() }
    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// A file where sources are read from.
    func put(_ name: String, _ text: String) throws {
        let incoming = folder.appendingPathComponent("incoming")
        try FileManager.default.createDirectory(at: incoming, withIntermediateDirectories: true)
        try text.write(to: incoming.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    /// Does a queued job here and now.
    func work(_ job: String) async throws { try await workflows.perform(try #require(JobID(job))) }

    func send(_ method: HTTPRequest.Method, _ path: String, as headers: HTTPFields, json: JSONValue? = nil) async throws -> Answered {
        var headers = headers
        if json != nil { headers[.contentType] = "application/json" }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: json?.bytes() ?? [])))
        let context = ServerContext(source: .init(channel: NIOAsyncTestingChannel(), logger: Self.quiet))
        return Answered(try await responder.respond(to: request, context: context))
    }

    /// The answer's JSON; its status and shape are checked.
    @discardableResult
    func ask(_ method: HTTPRequest.Method, _ path: String, as headers: HTTPFields, json: JSONValue? = nil, status: Int = 200) async throws -> JSONValue {
        let answered = try await send(method, path, as: headers, json: json)
        let bytes = try await answered.bytes()
        #expect(answered.status == status, "\(method) \(path): \(String(decoding: bytes.prefix(400), as: UTF8.self))")
        guard !bytes.isEmpty else { return .null }
        let value = try JSONParser.parse(bytes)
        let wrong = problems(with: value, by: answered.status < 400 ? schema(of: method, path) : HTTPFailure.schema)
        #expect(wrong.isEmpty, "\(method) \(path): \(wrong.prefix(5))")
        return value
    }

    /// Headers of a session that this request begins.
    func signIn(_ method: HTTPRequest.Method, _ path: String, _ body: JSONValue) async throws -> HTTPFields {
        let answered = try await send(method, path, as: [:], json: body)
        #expect(answered.status == 200, "\(path)")
        let cookie = try #require(answered.header("set-cookie")?.split(separator: ";").first)
        return [.cookie: String(cookie), .origin: "http://localhost"]
    }

    func firstOwner() async throws -> HTTPFields {
        let secret = try #require(try await workflows.ownerLink()?.link.split(separator: "/").last)
        return try await signIn(.post, "/v1/session/link", [
            "secret": .string(String(secret)), "login": "grace", "name": "Grace", "password": "correct horse battery",
        ])
    }

    private func schema(of method: HTTPRequest.Method, _ path: String) -> Schema {
        let path = String(path.prefix { $0 != "?" })
        for route in table.routes where route.method == method && RouteTable([route]).methods(for: path) == [method] {
            if case .json(let schema) = route.answer { return schema }
        }
        return .any("no schema")
    }
}
