import HTTPTypes
import Records
import Testing
@testable import Server

@Suite("Bodies")
struct BodyTests {
    let tester = RouterTester()
    let path = "/v1/projects/birds/next"

    @Test("must be JSON and say so", arguments: ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"])
    func contentType(_ type: String) async throws {
        let answered = try await tester.send(.post, path, as: .token("annotator"), headers: [.contentType: type], json: [:])
        #expect(answered.status == 415)
        #expect(try await answered.code() == "body.content-type")
    }

    @Test("without a content type are refused")
    func noContentType() async throws {
        #expect(try await tester.send(.post, path, as: .token("annotator"), bytes: Array("{}".utf8)).status == 415)
    }

    @Test("may say their charset")
    func charset() async throws {
        let answered = try await tester.send(.post, path, as: .token("annotator"), headers: [.contentType: "application/json; charset=utf-8"], json: [:])
        #expect(answered.status == 200)
    }

    @Test("that are no JSON are refused with the place", arguments: ["", "{", "{\"count\":1}}", "{\"a\":1,\"a\":2}", "nul", "\u{FEFF}{}"])
    func brokenJSON(_ text: String) async throws {
        let answered = try await tester.send(.post, path, as: .token("annotator"), headers: [.contentType: "application/json"], bytes: Array(text.utf8))
        #expect(answered.status == 400)
        #expect(try await answered.code() == "body.json")
    }

    @Test("that do not fit are refused with the member and the reason", arguments: [
        (#"{"login":"ada"}"#, "`password`: is missing"),
        (#"{"login":7,"password":"x"}"#, "`login`: is not a text"),
        (#"[]"#, "the body is not an object"),
    ])
    func shape(_ text: String, words: String) async throws {
        let answered = try await tester.send(.post, "/v1/session", headers: [.contentType: "application/json"], bytes: Array(text.utf8))
        #expect(answered.status == 400)
        let message = try await answered.json()["error"]?["message"]?.string
        #expect(message == words)
    }

    @Test("above the limit are refused, whether they say their size or not", arguments: [true, false])
    func tooLarge(saysSize: Bool) async throws {
        var settings = ServerSettings()
        settings.bodyLimit = 100
        let tester = RouterTester(settings: settings)
        let body = Array("{\"count\":1,\"x\":\"\(String(repeating: "a", count: 200))\"}".utf8)
        var headers: HTTPFields = [.contentType: "application/json"]
        if saysSize { headers[.contentLength] = String(body.count) }
        let answered = try await tester.send(.post, path, as: .token("annotator"), headers: headers, bytes: body)
        #expect(answered.status == 413)
        #expect(try await answered.code() == "body.too-large")
        #expect(tester.operations.calls.isEmpty)
    }

    @Test("carry nothing the route does not name into the workflow")
    func massAssignment() async throws {
        let answered = try await tester.send(
            .put, "/v1/projects/birds/people/bob", as: .token("manager"), json: ["role": "annotator", "isOwner": true, "project": "owls"])
        #expect(answered.status == 204)
    }

    @Test("take one to ten items", arguments: [(1, 200), (10, 200), (0, 400), (11, 400), (-1, 400)])
    func counts(count: Int, status: Int) async throws {
        #expect(try await tester.send(.post, path, as: .token("annotator"), json: ["count": .int(Int64(count))]).status == status)
    }
}
