import HTTPTypes
import Records
import Testing
@testable import Server

@Suite("The route table")
struct RouteTableTests {
    let tester = RouterTester()

    @Test("has every route of the contract", arguments: [
        "GET /v1/health", "GET /v1/openapi.json", "POST /v1/session", "POST /v1/session/link", "GET /v1/session/link/{secret}",
        "DELETE /v1/session", "GET /v1/me", "GET /v1/me/work", "GET /v1/me/history", "POST /v1/me/tokens", "GET /v1/me/tokens",
        "DELETE /v1/me/tokens/{token}", "GET /v1/people", "POST /v1/invitations", "PUT /v1/projects/{project}/people/{login}",
        "DELETE /v1/projects/{project}/people/{login}", "GET /v1/projects/{project}/people", "GET /v1/projects", "POST /v1/projects",
        "GET /v1/projects/{project}", "GET /v1/projects/{project}/definition.yaml", "PUT /v1/projects/{project}/definition",
        "GET /v1/projects/{project}/overview", "GET /v1/projects/{project}/items", "GET /v1/projects/{project}/items/{item}",
        "GET /v1/projects/{project}/findings", "GET /v1/projects/{project}/duplicates", "GET /v1/projects/{project}/duplicates/foresight", "POST /v1/projects/{project}/duplicates/decide",
        "POST /v1/projects/{project}/duplicates/decide-all", "GET /v1/projects/{project}/picture-scores", "POST /v1/projects/{project}/picture-scores/line",
        "GET /v1/projects/{project}/coverage", "GET /v1/projects/{project}/profile", "GET /v1/projects/{project}/splits", "GET /v1/projects/{project}/bias", "GET /v1/projects/{project}/personal-data", "POST /v1/projects/{project}/personal-data/decide", "GET /v1/projects/{project}/runs", "POST /v1/projects/{project}/next",
        "PUT /v1/assignments/{assignment}/draft", "POST /v1/assignments/{assignment}/heartbeat",
        "POST /v1/assignments/{assignment}/submit", "POST /v1/assignments/{assignment}/skip",
        "POST /v1/assignments/{assignment}/release", "POST /v1/projects/{project}/items/{item}/correct",
        "GET /v1/projects/{project}/disagreements", "POST /v1/projects/{project}/items/{item}/adjudicate",
        "POST /v1/projects/{project}/revisions/{revision}/verdict", "GET /v1/projects/{project}/agreement", "GET /v1/projects/{project}/annotators", "GET /v1/projects/{project}/reviews",
        "POST /v1/projects/{project}/consensus", "POST /v1/projects/{project}/label-errors", "POST /v1/projects/{project}/label-errors/judge",
        "POST /v1/projects/{project}/label-errors/undo", "GET /v1/projects/{project}/agreement/history", "POST /v1/projects/{project}/suggest",
        "POST /v1/projects/{project}/accept", "POST /v1/projects/{project}/queue",
        "POST /v1/projects/{project}/selection", "GET /v1/projects/{project}/stopping", "GET /v1/projects/{project}/weak", "POST /v1/projects/{project}/weak", "PUT /v1/projects/{project}/weak", "POST /v1/projects/{project}/weak/suggest", "POST /v1/projects/{project}/prepare",
        "POST /v1/projects/{project}/collect", "POST /v1/projects/{project}/augment", "GET /v1/projects/{project}/jobs", "GET /v1/jobs/{job}", "POST /v1/jobs/{job}/cancel", "GET /v1/projects/{project}/events",
        "POST /v1/projects/{project}/commits", "GET /v1/projects/{project}/commits", "GET /v1/projects/{project}/diff",
        "POST /v1/projects/{project}/restore", "POST /v1/projects/{project}/ship", "GET /v1/projects/{project}/shipments",
        "GET /v1/projects/{project}/shipments/{shipment}/files/{name}", "POST /v1/projects/{project}/exports", "GET /v1/projects/{project}/exports/{export}/files",
        "GET /v1/projects/{project}/exports/{export}/files/{name}", "POST /v1/projects/{project}/imports", "GET /v1/catalogs", "GET /v1/licences",
    ])
    func contract(_ name: String) {
        #expect(tester.table.routes.contains { "\($0.method.rawValue) \($0.path)" == name })
    }

    @Test("answers a wrong method with 405 and what there is, a wrong path with 404", arguments: [
        ("DELETE", "/v1/health", 405, "GET"), ("GET", "/v1/session", 405, "DELETE, POST"), ("POST", "/v1/projects/birds", 405, "GET"),
        ("GET", "/v1/nothing", 404, nil), ("GET", "/v1", 404, nil), ("GET", "/v1/projects/birds/nothing", 404, nil), ("TRACE", "/v1/health", 405, "GET"),
    ])
    func wrongMethods(method: String, path: String, status: Int, allow: String?) async throws {
        let answered = try await tester.send(try #require(HTTPRequest.Method(method)), path, as: .token("owner"))
        #expect(answered.status == status)
        #expect(answered.header("Allow") == allow)
    }

    @Test("answers HEAD like GET without a body")
    func head() async throws {
        let get = try await tester.send(.get, "/v1/health")
        let head = try await tester.send(.head, "/v1/health")
        #expect(head.status == 200)
        #expect(head.header("content-length") == get.header("content-length"))
        #expect(try await head.bytes().isEmpty)
    }

    @Test("takes no id that is none, whatever its bytes", arguments: ["x", "0000000000001x", "..%2f..%2fetc", "%00", "a%2fb", "zzzzzzzzzzzzz", "%ff"])
    func badIDs(_ id: String) async throws {
        for path in ["/v1/projects/birds/items/\(id)", "/v1/jobs/\(id)", "/v1/projects/\(id)"] {
            #expect(try await tester.send(.get, path, as: .token("manager")).status == 404, "\(path)")
        }
        #expect(try await tester.send(.post, "/v1/assignments/\(id)/release", as: .token("annotator")).status == 404)
        #expect(tester.operations.calls.isEmpty)
    }

    @Test("decodes a query once: a plus that was sent as one stays one", arguments: [("%2B1", "`limit=+1x`"), ("+1", "`limit= 1x`"), ("%252B", "`limit=%2Bx`")])
    func decodedOnce(sent: String, shown: String) async throws {
        let answered = try await tester.send(.get, "/v1/projects/birds/items?limit=\(sent)x", as: .token("manager"))
        #expect(try await answered.text().contains(shown))
    }

    @Test("says which query parameter is wrong", arguments: [
        ("state=shiny", "query.state"), ("limit=0", "query.limit"), ("limit=many", "query.limit"), ("after=7", "query.after"),
    ])
    func badQueries(query: String, code: String) async throws {
        let answered = try await tester.send(.get, "/v1/projects/birds/items?\(query)", as: .token("manager"))
        #expect(answered.status == 400)
        #expect(try await answered.code() == code)
    }
}
