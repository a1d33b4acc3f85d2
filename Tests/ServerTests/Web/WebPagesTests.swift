import HTTPTypes
import Records
import Testing
@testable import Server

@Suite("The browser's files")
struct WebPagesTests {
    let tester = RouterTester()

    @Test("are served with their type and tag", arguments: [
        ("/", "text/html; charset=utf-8", "no-cache"), ("/index.html", "text/html; charset=utf-8", "no-cache"),
        ("/app.css", "text/css; charset=utf-8", "no-cache"),
        ("/app-1a2b3c4d.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
    ])
    func served(path: String, type: String, cache: String) async throws {
        let answered = try await tester.send(.get, path)
        #expect(answered.status == 200)
        #expect(answered.header("content-type") == type)
        #expect(answered.header("cache-control") == cache)
        #expect(answered.header("etag")?.hasPrefix("\"") == true)
    }

    @Test("the page answers for every path of the browser's own", arguments: ["/p/birds", "/p/birds/items/7", "/link/abc", "/sign-in", "/history", "/v2", "/p/%C3%BC"])
    func fallback(_ path: String) async throws {
        #expect(try await tester.send(.get, path).text() == SampleWebFiles.page)
    }

    @Test("a missing file is no page", arguments: ["/missing.js", "/p/missing.css", "/favicon.ico"])
    func missing(_ path: String) async throws {
        #expect(try await tester.send(.get, path).status == 404)
    }

    @Test("the API never answers with a page", arguments: ["/v1", "/v1/", "/v1/nothing", "//v1/nothing", "/%76%31/nothing", "/V1/nothing"])
    func noPageUnderAPI(_ path: String) async throws {
        let answered = try await tester.send(.get, path)
        #expect(answered.status == 404)
        #expect(answered.header("content-type") == "application/json; charset=utf-8")
    }

    @Test("are not sent again to those who have them", arguments: ["\"css1\"", "W/\"css1\"", "\"x\", \"css1\"", "*"])
    func notModified(_ tags: String) async throws {
        let answered = try await tester.send(.get, "/app.css", headers: [.ifNoneMatch: tags])
        #expect(answered.status == 304)
        #expect(try await answered.bytes().isEmpty)
        #expect(try await tester.send(.get, "/app.css", headers: [.ifNoneMatch: "\"old\""]).status == 200)
    }

    @Test("answer HEAD with the length and no body")
    func head() async throws {
        let answered = try await tester.send(.head, "/app.css")
        #expect(answered.status == 200)
        #expect(answered.header("content-length") == "6")
        #expect(try await answered.bytes().isEmpty)
    }

    @Test("go out small to those who take gzip")
    func gzip() async throws {
        let small = try await tester.send(.get, "/app-1a2b3c4d.js", headers: [.acceptEncoding: "gzip"])
        #expect(small.header("content-encoding") == "gzip")
        #expect(try await small.bytes() == [31, 139, 8])
        #expect(try await tester.send(.get, "/app-1a2b3c4d.js").text() == "let a")
    }

    @Test("take no changes", arguments: [HTTPRequest.Method.post, .put, .delete, .options, .trace])
    func methods(_ method: HTTPRequest.Method) async throws {
        let answered = try await tester.send(method, "/app.css")
        #expect(answered.status == 405)
        #expect(answered.header("allow") == "GET, HEAD")
    }

    @Test("lie at no path that climbs, however it is written")
    func climbing() async throws {
        let dots = ["..", "%2e%2e", ".%2e", "%2E.", "..%00", "%252e%252e", "..;", "%c0%ae%c0%ae"]
        let slashes = ["/", "%2f", "%2F", "\\", "%5c", "%252f", "//"]
        let targets = ["etc/passwd", "app.css", "index.html", "v1/me"]
        let climbers = WebEverywhere()
        let tester = RouterTester(web: climbers)
        for dot in dots { for slash in slashes { for target in targets {
            for path in ["/\(dot)\(slash)\(target)", "/p/\(dot)\(slash)\(dot)\(slash)\(target)", "/p\(slash)\(dot)\(slash)\(target)"] {
                let answered = try await tester.send(.get, path)
                guard answered.status == 200 else { continue }
                let served = try await answered.text()
                #expect(!served.contains("..") && !served.contains("\\") && !served.contains("%") && !served.contains("\0"), "\(path) -> \(served)")
            }
        } } }
    }

    /// Has a file at every path it is asked for, and says which it was.
    struct WebEverywhere: WebFiles {
        func file(at path: String) -> WebFile? { WebFile(bytes: Array(path.utf8), type: "text/plain", tag: "x") }
    }
}
