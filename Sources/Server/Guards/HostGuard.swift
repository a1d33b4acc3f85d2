import Hummingbird

/// Answers only to names of our own, so that a foreign page whose name was rebound to our address gets nothing.
///
/// Numeric addresses cannot be rebound and are always answered. Names: `localhost`, and what the operator gave.
struct HostGuard: RouterMiddleware {
    let names: Set<String>

    init(names: [String]) {
        self.names = Set(["localhost"] + names.map { Self.host(of: $0.lowercased()) })
    }

    func handle(
        _ request: Request, context: ServerContext,
        next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        let authority = request.head.authority ?? ""
        guard allows(authority) else {
            throw HTTPFailure(
                .misdirectedRequest, "host.unknown", "this server does not answer to the name `\(authority.prefix(120))`",
                hint: "start it with `--host-name NAME` to let it")
        }
        return try await next(request, context)
    }

    func allows(_ authority: String) -> Bool {
        let host = Self.host(of: authority.lowercased())
        return names.contains(host) || Self.isNumeric(host)
    }

    /// Without the port: `[::1]:8080` -> `[::1]`, `example.org:80` -> `example.org`.
    static func host(of authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") { return String(authority[...end]) }
        guard let colon = authority.lastIndex(of: ":") else { return authority }
        return String(authority[..<colon])
    }

    private static func isNumeric(_ host: String) -> Bool {
        if host.hasPrefix("["), host.hasSuffix("]") {
            return host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
