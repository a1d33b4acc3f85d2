import HTTPTypes
import Records
import Testing
@testable import Server

/// Walks the whole table as every role, as nobody, and from a foreign project.
@Suite("Every route")
struct RouteWalkTests {
    static let table = RouterTester().table
    static let everybody = Role.allCases.map(\.rawValue) + ["stranger", "reader-token"]

    @Test("lets in who has its permission and nobody else", arguments: everybody)
    func permissions(_ who: String) async throws {
        let tester = RouterTester()
        let actor = try #require(InMemoryOperations.actor(who))
        for route in tester.table.routes {
            tester.operations.forget()
            let answered = try await tester.send(route.method, route.examplePath(), as: .token(who), json: route.exampleBody)
            let wanted = expected(route, actor)
            #expect(answered.status == wanted, "\(who): \(route.method) \(route.path)")
            if wanted >= 400 { #expect(tester.operations.calls.isEmpty, "\(who) was refused, yet \(route.path) did \(tester.operations.calls)") }
        }
    }

    @Test("answers 401 to nobody unless it is open")
    func nobody() async throws {
        let tester = RouterTester()
        for route in tester.table.routes where route.needs != .open {
            let answered = try await tester.send(route.method, route.examplePath(), json: route.exampleBody)
            #expect(answered.status == 401, "\(route.method) \(route.path)")
            #expect(tester.operations.calls.isEmpty)
        }
    }

    @Test("says the same of a project that is unknown and of one that is none of the caller's")
    func unknownLooksForeign() async throws {
        let tester = RouterTester()
        for route in tester.table.routes where route.scope == .project {
            let foreign = try await tester.send(route.method, route.examplePath(project: "birds"), as: .token("stranger"), json: route.exampleBody)
            let unknown = try await tester.send(route.method, route.examplePath(project: "nothing-here"), as: .token("stranger"), json: route.exampleBody)
            #expect(foreign.status == 404 && unknown.status == 404, "\(route.method) \(route.path)")
            #expect(try await foreign.text() == unknown.text())
        }
    }

    @Test("answers what its schema says")
    func schemas() async throws {
        let tester = RouterTester()
        for route in tester.table.routes {
            let answered = try await tester.send(route.method, route.examplePath(), as: .token("owner"), json: route.exampleBody)
            #expect(answered.status == route.answer.status.code, "\(route.method) \(route.path)")
            guard case .json(let schema) = route.answer else { continue }
            let wrong = problems(with: try await answered.json(), by: schema)
            #expect(wrong.isEmpty, "\(route.method) \(route.path): \(wrong)")
        }
    }

    @Test("puts every failure into the one error shape, and hides what it did not foresee")
    func errorShape() async throws {
        struct Secret: Error { let path = "/srv/ada/passwords" }
        let tester = RouterTester()
        tester.operations.fail(with: Secret())
        for route in tester.table.routes {
            for caller in [Caller.nobody, .token("owner"), .token("stranger"), .token("viewer")] {
                let answered = try await tester.send(route.method, route.examplePath(), as: caller, json: route.exampleBody)
                guard answered.status >= 400 else { continue }
                let body = try await answered.json()
                #expect(problems(with: body, by: HTTPFailure.schema).isEmpty, "\(route.path): \(body.text())")
                #expect(!body.text().contains("passwords"))
                #expect(answered.header("content-type") == "application/json; charset=utf-8")
            }
        }
    }

    @Test("changes nothing by GET", arguments: table.routes.filter { $0.request != nil }.map(\.path))
    func bodiesBelongToChanges(_ path: String) {
        #expect(Self.table.routes.filter { $0.path == path && $0.request != nil }.allSatisfy { $0.changesState })
    }

    @Test("refuses a cookie-borne change without our Origin, and takes it with it")
    func origins() async throws {
        let tester = RouterTester()
        for route in tester.table.routes where route.changesState {
            let path = route.examplePath()
            let ours = try await tester.send(route.method, path, as: .browser("owner"), json: route.exampleBody)
            #expect(ours.status < 300, "\(route.method) \(path)")
            tester.operations.forget()
            for origin in ["", "https://evil.example", "null", "http://localhost:8081", "http://localhost:8080.evil.example"] {
                let answered = try await tester.send(route.method, path, as: .browser("owner"), headers: [.origin: origin], json: route.exampleBody)
                #expect(answered.status == 403, "\(route.method) \(path) from `\(origin)`")
            }
            #expect(tester.operations.calls.isEmpty)
        }
    }

    private func expected(_ route: Route, _ actor: Actor) -> Int {
        let success = route.answer.status.code
        if route.needs == .open { return success }
        let project = route.scope == .workspace ? nil : InMemoryOperations.birds
        if let project, !actor.isOwner, actor.roles[project] == nil { return 404 }
        return route.needs.all.contains { actor.may($0, in: project) } ? success : 403
    }
}
