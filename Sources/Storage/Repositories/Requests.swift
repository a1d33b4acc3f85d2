import Records

/// Answers already given to requests that carry a key, so that a request sent again changes nothing.
/// `connection.requests`
///
/// `scope` keeps one person's keys from another's: use the person's id and what was asked.
public struct RequestRepository {
    let connection: any Connection

    public func response(scope: String, key: String) throws -> String? {
        try connection.first(
            "SELECT response FROM answered_request WHERE scope = ? AND key = ?", [.text(scope), .text(key)]) { $0.text(0) }
    }

    public func save(_ response: String, scope: String, key: String, at time: Timestamp) throws {
        try connection.execute(
            "INSERT INTO answered_request (scope, key, response, made_at) VALUES (?, ?, ?, ?)",
            [.text(scope), .text(key), .text(response), .time(time)])
    }

    public func remove(before time: Timestamp) throws {
        try connection.execute("DELETE FROM answered_request WHERE made_at < ?", [.time(time)])
    }
}
