import Hummingbird
import Records

/// What a request shows to say who sent it: a session cookie, or a token.
struct Credentials: Sendable {
    static let cookieName = "winnow_session"

    let session: String?
    let token: String?

    init(_ request: Request) {
        token = Self.bearer(request.headers[.authorization])
        session = request.cookies[Self.cookieName].map(\.value).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A token, when there is one, speaks for itself: a cookie beside it is ignored.
    func actor(in access: any AccessOperations) async throws -> Actor? {
        if let token { return try await access.authenticate(token: token) }
        if let session { return try await access.authenticate(cookie: session) }
        return nil
    }

    private static func bearer(_ header: String?) -> String? {
        guard let header, header.lowercased().hasPrefix("bearer ") else { return nil }
        let token = header.dropFirst(7).drop { $0 == " " }
        return token.isEmpty ? nil : String(token)
    }
}

/// The session cookie as it is set and taken back.
enum SessionCookie {
    static func set(_ secret: String, seconds: Int, isSecure: Bool) -> String {
        "\(Credentials.cookieName)=\(secret); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }

    static func cleared(isSecure: Bool) -> String { set("", seconds: 0, isSecure: isSecure) }
}
