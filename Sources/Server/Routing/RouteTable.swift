import HTTPTypes
import Records

/// All routes in order of the document. Served, documented and walked by tests from this one value.
public struct RouteTable: Sendable {
    public let routes: [Route]

    /// Two routes with one method and path, or a summary that says nothing, are our own mistake and stop the program.
    public init(_ routes: [Route]) {
        var seen: Set<String> = []
        for route in routes {
            let name = "\(route.method.rawValue) \(Self.shape(of: route.path))"
            precondition(seen.insert(name).inserted, "two routes for \(name)")
            precondition(!route.summary.isEmpty && !route.summary.hasSuffix("."), "\(name) needs a summary without a full stop")
            precondition(route.path.hasPrefix("/v1/"), "\(name) lies outside /v1")
        }
        self.routes = routes
    }

    /// Methods that some route has for this path: what `Allow` says.
    func methods(for path: String) -> [HTTPRequest.Method] {
        let pieces = path.split(separator: "/")
        return routes.filter { Self.matches($0.template.split(separator: "/"), pieces) }.map(\.method)
    }

    private static func matches(_ template: [Substring], _ pieces: [Substring]) -> Bool {
        let isLongEnough = template.last == "**" ? pieces.count >= template.count : pieces.count == template.count
        return isLongEnough && zip(template, pieces).allSatisfy { $0.hasPrefix("{") || $0 == "**" || $0 == $1 }
    }

    /// The path without the names of its parameters, which do not tell routes apart.
    private static func shape(of path: String) -> String {
        path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
    }
}
