import Hummingbird
import Records
import Testing
import Workflows
@testable import Server

@Suite("Failures")
struct FailureTests {
    @Test("of workflows have their own status", arguments: [
        (WorkflowError.Kind.badInput, 400), (.notSignedIn, 401), (.forbidden, 403), (.notFound, 404), (.conflict, 409),
        (.tooLarge, 413), (.unprocessable, 422), (.throttled, 429), (.unavailable, 503),
    ])
    func statuses(_ kind: WorkflowError.Kind, status: Int) async throws {
        let tester = RouterTester()
        tester.operations.fail(with: WorkflowError(kind, "some.code", "words", hint: "do this", findings: [Sample.finding]))
        let answered = try await tester.send(.get, "/v1/me", as: .token("viewer"))
        #expect(answered.status == status)
        let error = try #require(try await answered.json()["error"])
        #expect(error["code"] == "some.code" && error["message"] == "words" && error["hint"] == "do this")
        #expect(error["findings"]?[0]?["place"]?["line"] == 3)
    }

    @Test("that nobody foresaw say only under which number the log has them")
    func unforeseen() async throws {
        struct Broken: Error {}
        let tester = RouterTester()
        tester.operations.fail(with: Broken())
        let answered = try await tester.send(.get, "/v1/me", as: .token("viewer"))
        #expect(answered.status == 500)
        let number = try #require(answered.header("X-Request-Id"))
        #expect(try await answered.text().contains(number))
        #expect(try await !answered.text().contains("Broken"))
    }
}
