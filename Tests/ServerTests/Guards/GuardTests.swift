import HTTPTypes
import Records
import Testing
@testable import Server

@Suite("Guards")
struct GuardTests {
    @Test("every answer carries the security headers, errors and pages too", arguments: ["/", "/v1/health", "/v1/nothing", "/app.css", "/v1/me", "/missing.js"])
    func headers(_ path: String) async throws {
        let answered = try await RouterTester().send(.get, path)
        #expect(answered.header("content-security-policy") == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
        #expect(answered.header("x-content-type-options") == "nosniff")
        #expect(answered.header("referrer-policy") == "no-referrer")
        #expect(answered.header("cross-origin-opener-policy") == "same-origin")
        #expect(answered.header("cross-origin-resource-policy") == "same-origin")
        #expect(answered.header("permissions-policy") != nil)
        #expect(answered.header("x-request-id")?.count == 16)
        #expect(answered.header("access-control-allow-origin") == nil)
    }

    @Test("the policy has no unsafe word")
    func noUnsafe() {
        #expect(!SecurityHeaders.contentSecurityPolicy.contains("unsafe"))
        #expect(!SecurityHeaders.contentSecurityPolicy.contains("*"))
    }

    @Test("API answers are not stored", arguments: ["/v1/health", "/v1/me", "/v1/projects/birds/definition.yaml"])
    func notStored(_ path: String) async throws {
        #expect(try await RouterTester().send(.get, path, as: .token("manager")).header("cache-control") == "no-store")
    }

    @Test("only names of our own are answered", arguments: [
        ("localhost", 200), ("localhost:8080", 200), ("127.0.0.1:8080", 200), ("[::1]:8080", 200), ("192.168.1.7:8080", 200),
        ("label.example.org", 200), ("LABEL.example.org:443", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example", 421), ("", 421), ("1.2.3.999", 421), ("proxied.example", 200),
    ])
    func hosts(authority: String, status: Int) async throws {
        var settings = ServerSettings()
        settings.hostNames = ["label.example.org"]
        settings.publicOrigin = "https://proxied.example"
        let tester = RouterTester(settings: settings)
        #expect(try await tester.send(.get, "/v1/health", authority: authority).status == status)
        #expect(try await tester.send(.get, "/", authority: authority).status == status)
    }

    @Test("a change that a browser calls cross-site is refused even before signing in", arguments: ["cross-site", "same-site"])
    func fetchSite(_ site: String) async throws {
        let answered = try await RouterTester().send(
            .post, "/v1/session", headers: [try #require(HTTPField.Name("Sec-Fetch-Site")): site], json: ["login": "ada", "password": .string(InMemoryOperations.password)])
        #expect(answered.status == 403)
    }

    @Test("signing in for somebody from a foreign page is refused")
    func loginForgery() async throws {
        let answered = try await RouterTester().send(
            .post, "/v1/session", headers: [.origin: "https://evil.example"], json: ["login": "ada", "password": .string(InMemoryOperations.password)])
        #expect(try await answered.code() == "origin.foreign")
    }

    @Test("behind a proxy the public origin is ours, and cookies are Secure")
    func publicOrigin() async throws {
        var settings = ServerSettings()
        settings.publicOrigin = "https://label.example.org"
        let answered = try await RouterTester(settings: settings).send(
            .post, "/v1/session", headers: [.origin: "https://label.example.org"], json: ["login": "ada", "password": .string(InMemoryOperations.password)])
        #expect(answered.status == 200)
        #expect(answered.header("set-cookie")?.hasSuffix("; Secure") == true)
    }

    @Test("the session cookie is out of reach of scripts and of other sites, and its secret is in no body")
    func cookie() async throws {
        let answered = try await RouterTester().send(.post, "/v1/session", json: ["login": "ada", "password": .string(InMemoryOperations.password)])
        #expect(answered.header("set-cookie") == "winnow_session=secret-of-owner; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict")
        #expect(try await !answered.text().contains("secret-of-owner"))
    }

    @Test("signing out ends the session and clears the cookie")
    func signOut() async throws {
        let tester = RouterTester()
        let answered = try await tester.send(.delete, "/v1/session", as: .browser("viewer"))
        #expect(answered.status == 204)
        #expect(answered.header("set-cookie")?.contains("Max-Age=0") == true)
        #expect(tester.operations.calls == ["signOut"])
    }

    @Test("credentials that are none are nobody's", arguments: [
        "Bearer ", "Bearer wn_unknown", "Basic d25fb3duZXI=", "wn_owner", "Bearer  ", "Bearer secret-of-owner",
    ])
    func badTokens(_ header: String) async throws {
        #expect(try await RouterTester().send(.get, "/v1/me", headers: [.authorization: header]).status == 401)
    }

    @Test("a token beside a cookie speaks for itself")
    func tokenWins() async throws {
        let headers: HTTPFields = [.authorization: "Bearer wn_unknown", .cookie: "winnow_session=secret-of-owner"]
        #expect(try await RouterTester().send(.get, "/v1/me", headers: headers).status == 401)
    }
}
