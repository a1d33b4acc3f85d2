import HTTPTypes
import Records

/// The API in words, from the route table: what is documented is what is served.
public enum APIDocument {
    /// The table of `docs/api.md`, one row per route, in the order of the table.
    public static func markdown(_ table: RouteTable) -> String {
        let head = "| method | path | needs | what it does |\n|---|---|---|---|\n"
        return head + table.routes.map { route in
            "| \(route.method.rawValue) | `\(route.path)` | \(words(for: route.needs)) | \(route.summary) |\n"
        }.joined()
    }

    private static func words(for need: Need) -> String { need.all.map { "`\($0.rawValue)`" }.joined(separator: " or ") }

    /// OpenAPI 3.1.
    public static func openAPI(_ table: RouteTable, version: String) -> JSONValue {
        var components: [String: JSONValue] = [:]
        let paths = paths(of: table, collecting: &components)
        let failure = HTTPFailure.schema.json(collecting: &components)
        let schemas = JSONObject(components.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) })
        return [
            "openapi": "3.1.0",
            "info": ["title": "Winnow", "version": .string(version), "summary": "From raw data to shipped training data"],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": securitySchemes,
                "responses": ["Failure": [
                    "description": "why it was not done: `code` is stable, `message` and `hint` are for people",
                    "content": ["application/json": ["schema": failure]],
                ]],
            ],
        ]
    }

    private static let securitySchemes: JSONValue = [
        "session": ["type": "apiKey", "in": "cookie", "name": .string(Credentials.cookieName),
            "description": "set by `POST /v1/session`; changes need an `Origin` that is this server"],
        "token": ["type": "http", "scheme": "bearer", "description": "made by `POST /v1/me/tokens`, shown once"],
    ]

    private static func paths(of table: RouteTable, collecting components: inout [String: JSONValue]) -> JSONObject {
        var paths = JSONObject()
        for route in table.routes {
            var item = paths[route.path]?.object ?? [:]
            item[route.method.rawValue.lowercased()] = .object(operation(for: route, collecting: &components))
            paths[route.path] = .object(item)
        }
        return paths
    }
}

// MARK: One route

extension APIDocument {
    private static func operation(for route: Route, collecting components: inout [String: JSONValue]) -> JSONObject {
        var operation: JSONObject = [
            "operationId": .string(name(of: route)), "summary": .string(route.summary), "x-permission": .array(route.needs.all.map { .string($0.rawValue) }),
            "tags": [.string(tag(of: route))],
        ]
        operation["security"] = route.needs == .open ? .array([]) : [["session": .array([])], ["token": .array([])]]
        let parameters = parameters(of: route, collecting: &components)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if route.takesFile != nil {
            operation["requestBody"] = ["required": true, "content": ["application/octet-stream": ["schema": ["type": "string", "format": "binary"]]]]
        }
        if let request = route.request {
            operation["requestBody"] = ["required": true, "content": ["application/json": ["schema": request.json(collecting: &components)]]]
        }
        operation["responses"] = [
            "\(route.answer.status.code)": .object(answer(of: route, collecting: &components)),
            "default": ["$ref": "#/components/responses/Failure"],
        ]
        return operation
    }

    private static func parameters(of route: Route, collecting components: inout [String: JSONValue]) -> [JSONValue] {
        let inPath = route.parameters.map { name -> JSONValue in
            ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        return inPath + route.query.map { parameter in
            ["name": .string(parameter.name), "in": "query", "required": false, "description": .string(parameter.about),
                "schema": parameter.schema.json(collecting: &components)]
        }
    }

    private static func answer(of route: Route, collecting components: inout [String: JSONValue]) -> JSONObject {
        switch route.answer {
        case .json(let schema):
            ["description": "done", "content": ["application/json": ["schema": schema.json(collecting: &components)]]]
        case .nothing: ["description": "done"]
        case .text(let type): ["description": "the text", "content": .object([type: ["schema": ["type": "string"]]])]
        case .attachment:
            ["description": "the file; `Range` is answered", "content": ["application/octet-stream": ["schema": ["type": "string", "format": "binary"]]]]
        case .picture:
            ["description": "the picture", "content": .object(JSONObject(PictureType.allCases.map { type in
                (key: type.rawValue, value: ["schema": ["type": "string", "format": "binary"]])
            }))]
        case .events: ["description": "server-sent events, without end", "content": ["text/event-stream": ["schema": ["type": "string"]]]]
        }
    }

    /// `getProjectsItems`: stable as long as the path is.
    static func name(of route: Route) -> String {
        let pieces = route.path.split(separator: "/").dropFirst()
        let words = pieces.map { $0.hasPrefix("{") ? "By-" + $0.dropFirst().dropLast() : String($0) }
            .flatMap { $0.split { !$0.isLetter && !$0.isNumber } }
        return route.method.rawValue.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func tag(of route: Route) -> String {
        let pieces = route.path.split(separator: "/").dropFirst().filter { !$0.hasPrefix("{") }
        return String(pieces.first == "projects" && pieces.count > 1 ? pieces[1] : pieces.first ?? "v1")
    }
}
