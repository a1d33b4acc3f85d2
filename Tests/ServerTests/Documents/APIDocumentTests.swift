import Records
import Testing
@testable import Server

@Suite("The API document")
struct APIDocumentTests {
    let tester = RouterTester()

    @Test("is served to anybody and describes every route")
    func complete() async throws {
        let document = try await tester.send(.get, "/v1/openapi.json").json()
        #expect(document["openapi"]?.string?.hasPrefix("3.1") == true)
        #expect(document["info"]?["version"] == .string(ServerSettings.productVersion))
        for route in tester.table.routes {
            let operation = try #require(document["paths"]?[route.path]?[route.method.rawValue.lowercased()], "\(route.path)")
            #expect(operation["responses"]?["default"]?["$ref"] == "#/components/responses/Failure")
            #expect(operation["x-permission"]?[0]?.string == route.needs.permission.rawValue)
            #expect((operation["security"]?.array?.isEmpty == true) == (route.needs == .open))
            #expect((operation["requestBody"] != nil) == (route.request != nil || route.takesFile != nil))
            let inPath = operation["parameters"]?.array?.filter { $0["in"] == "path" }.compactMap { $0["name"]?.string } ?? []
            #expect(inPath == route.parameters)
        }
        let count = document["paths"]?.object?.members.reduce(0) { $0 + ($1.value.object?.count ?? 0) }
        #expect(count == tester.table.routes.count)
    }

    @Test("refers only to what it holds, and gives each operation a name of its own")
    func references() async throws {
        let document = try await tester.send(.get, "/v1/openapi.json").json()
        let schemas = Set(document["components"]?["schemas"]?.object?.keys ?? [])
        var names: [String] = []
        walk(document) { key, value in
            if key == "$ref", let target = value.string, target.hasPrefix("#/components/schemas/") {
                #expect(schemas.contains(String(target.dropFirst(21))), "\(target)")
            }
            if key == "operationId", let name = value.string { names.append(name) }
        }
        #expect(!schemas.isEmpty && Set(names).count == names.count && names.count == tester.table.routes.count)
        #expect(document["components"]?["schemas"]?.object?.members.allSatisfy { !$0.value.isNull } == true)
    }

    @Test("has both ways to say who one is")
    func security() async throws {
        let schemes = try await tester.send(.get, "/v1/openapi.json").json()["components"]?["securitySchemes"]
        #expect(schemes?["session"]?["name"] == "winnow_session")
        #expect(schemes?["token"]?["scheme"] == "bearer")
    }

    @Test("is also a table with one row per route")
    func markdown() {
        let lines = APIDocument.markdown(tester.table).split(separator: "\n")
        #expect(lines.count == tester.table.routes.count + 2)
        #expect(lines.contains("| GET | `/v1/projects/{project}` | `readProject` or `label` | A project: its definition, guidelines and one's role |"))
    }

    @Test("is the same every time")
    func deterministic() {
        let again = RouterTester()
        #expect(APIDocument.openAPI(tester.table, version: "1").text() == APIDocument.openAPI(again.table, version: "1").text())
    }

    private func walk(_ value: JSONValue, _ visit: (String, JSONValue) -> Void) {
        for member in value.object?.members ?? [] {
            visit(member.key, member.value)
            walk(member.value, visit)
        }
        for element in value.array ?? [] { walk(element, visit) }
    }
}
