import HTTPTypes
import Hummingbird

/// Refuses changes that another site made somebody's browser send (CSRF).
///
/// A browser says where a change comes from: in `Origin`, newer ones in `Sec-Fetch-Site` too. A change that carries
/// our cookie needs an `Origin` that is us. Tokens need none: a foreign page cannot set `Authorization`.
struct OriginGuard: Sendable {
    /// Set when a proxy speaks TLS for us: `https://label.example.org`.
    let publicOrigin: String?

    func check(_ request: Request, hasCookie: Bool, hasToken: Bool) throws {
        guard !hasToken else { return }
        if let site = request.headers[Self.fetchSite], site != "same-origin", site != "none" {
            throw Self.foreign(site)
        }
        guard let origin = request.headers[.origin] else {
            guard hasCookie else { return }
            throw HTTPFailure(
                .forbidden, "origin.missing", "a change made with a session cookie must say its `Origin`",
                hint: "programs use a token: `Authorization: Bearer`")
        }
        guard isOurs(origin, host: request.head.authority) else { throw Self.foreign(origin) }
    }

    /// Scheme aside, the origin is the host the request was sent to; or it is the public one.
    private func isOurs(_ origin: String, host: String?) -> Bool {
        let origin = origin.lowercased()
        if let publicOrigin, origin == publicOrigin.lowercased() { return true }
        guard let host = host?.lowercased(), !host.isEmpty else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }

    private static func foreign(_ origin: String) -> HTTPFailure {
        HTTPFailure(.forbidden, "origin.foreign", "changes are not taken from `\(origin.prefix(120))`", hint: "open Winnow itself and do it there")
    }

    private static let fetchSite: HTTPField.Name = {
        guard let name = HTTPField.Name("Sec-Fetch-Site") else { preconditionFailure("a header's name") }
        return name
    }()
}
