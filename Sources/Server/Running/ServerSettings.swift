import Foundation
import Records

/// How the server is reached, and its limits. Defaults suit one machine: loopback only.
public struct ServerSettings: Sendable {
    public static let productVersion = "0.1.0"

    public var host = "127.0.0.1"
    /// 0: any free one; `onListening` says which.
    public var port = 8080
    /// Binding to an address that others can reach must be asked for.
    public var allowsRemote = false
    /// Names this server answers to besides `localhost` and numeric addresses.
    public var hostNames: [String] = []
    /// Set behind a proxy that speaks TLS: `https://label.example.org`. Cookies are then `Secure`.
    public var publicOrigin: String?
    /// The proxy's `X-Forwarded-For` is believed. Only for a proxy that sets it.
    public var trustsProxy = false
    public var bodyLimit = 8 << 20
    public var idleSeconds = 75
    public var version = Self.productVersion
    var signIn = SignInThrottle.Limits()
    var streams = EventStreams.Limits()

    public init() {}

    var isSecure: Bool { publicOrigin?.lowercased().hasPrefix("https://") == true }

    /// Of the public origin: the name behind it is answered too.
    var answeredNames: [String] {
        guard let publicOrigin, let start = publicOrigin.range(of: "://") else { return hostNames + [host] }
        return hostNames + [host, String(publicOrigin[start.upperBound...].prefix { $0 != "/" })]
    }
}

/// Why the server did not start.
public enum ServeError: Error, Equatable {
    case notLoopback(host: String)
}

extension ServeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notLoopback(let host):
            """
            `\(host)` can be reached from other machines, and what is sent there is not encrypted
            hint: keep `127.0.0.1` and put a proxy with TLS in front, or pass `--allow-remote` if the network is trusted
            """
        }
    }
}
