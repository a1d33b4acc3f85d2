import Records
import Synchronization
import Testing
@testable import Server

@Suite("Throttling of sign-in")
struct SignInThrottleTests {
    final class Clock: Sendable {
        private let seconds = Mutex<Double>(0)
        func advance(_ by: Double) { seconds.withLock { $0 += by } }
        var now: @Sendable () -> Timestamp { { [self] in Timestamp(milliseconds: Int64(seconds.withLock(\.self) * 1000)) } }
    }

    @Test("begins after five wrong passwords, lengthens, and ends")
    func waits() async throws {
        let clock = Clock()
        let tester = RouterTester(clock: clock.now)
        func attempt(_ password: String) async throws -> Answered {
            try await tester.send(.post, "/v1/session", json: ["login": "ada", "password": .string(password)])
        }
        for _ in 0..<5 { #expect(try await attempt("wrong").status == 401) }
        let refused = try await attempt(InMemoryOperations.password)
        #expect(refused.status == 429)
        #expect(refused.header("retry-after") == "1")
        #expect(tester.operations.calls.count == 5, "a refused attempt costs no hashing")
        clock.advance(1)
        #expect(try await attempt("wrong").status == 401)
        #expect(try await attempt("wrong").header("retry-after") == "2")
        clock.advance(2)
        #expect(try await attempt(InMemoryOperations.password).status == 200)
        #expect(try await attempt("wrong").status == 401, "a success forgets the login's failures")
    }

    @Test("is at most a minute for one login, and forgets after a quarter of an hour")
    func bounds() throws {
        let clock = Clock()
        let throttle = SignInThrottle(now: clock.now)
        for _ in 0..<50 { throttle.failed(login: "ada", address: "a") }
        clock.advance(59)
        #expect(throws: HTTPFailure.self) { try throttle.check(login: "Ada", address: "b") }
        clock.advance(2)
        try throttle.check(login: "ada", address: "b")
        throttle.failed(login: "ada", address: "a")
        clock.advance(901)
        throttle.failed(login: "ada", address: "a")
        try throttle.check(login: "ada", address: "a")
    }

    @Test("counts addresses too, over many logins")
    func addresses() throws {
        let throttle = SignInThrottle(now: Clock().now)
        for number in 0..<20 { throttle.failed(login: "login\(number)", address: "a") }
        #expect(throws: HTTPFailure.self) { try throttle.check(login: "fresh", address: "a") }
        try throttle.check(login: "fresh", address: "b")
    }

    @Test("costs bounded memory")
    func memory() {
        var limits = SignInThrottle.Limits()
        limits.capacity = 100
        let throttle = SignInThrottle(limits: limits, now: Clock().now)
        for number in 0..<1000 { throttle.failed(login: "login\(number)", address: "address\(number)") }
        #expect(throttle.count <= 101)
    }

    @Test("covers guessing of one-time links")
    func links() async throws {
        let tester = RouterTester()
        for number in 0..<5 { #expect(try await tester.send(.get, "/v1/session/link/guess\(number)").status == 404) }
        #expect(try await tester.send(.get, "/v1/session/link/guess").status == 429)
    }

    @Test("is at most a minute too after the clock was set back")
    func clockSetBack() throws {
        let clock = Clock()
        clock.advance(100_000)
        let throttle = SignInThrottle(now: clock.now)
        for _ in 0..<50 { throttle.failed(login: "ada", address: "a") }
        clock.advance(-90_000)
        let refused = #expect(throws: HTTPFailure.self) { try throttle.check(login: "ada", address: "b") }
        #expect(refused?.message.contains("60 s") == true)
    }
}
