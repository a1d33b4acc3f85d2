import Records

/// What was computed from a blob's bytes alone, kept so that it is computed once. `connection.blobFacts`
///
/// A cache and nothing more: every row can be made again from the blob, and rows of blobs that are gone do no harm.
/// `kind` names method and version, like `image-measurements/1`.
public struct BlobFactRepository {
    let connection: any Connection

    /// What is known already is replaced.
    public func save<Value: Encodable>(_ facts: [(sha256: String, value: Value)], kind: String) throws {
        let statement = try connection.prepare("""
            INSERT INTO blob_fact (sha256, kind, value) VALUES (?, ?, ?)
            \(connection.dialect.upsert(on: "sha256, kind", set: ["value"]))
            """)
        for fact in facts { try statement.run([.text(fact.sha256), .text(kind), try JSONColumn.text(encoding: fact.value)]) }
    }

    /// Those of the blobs that have one, by digest.
    public func find<Value: Decodable>(_ blobs: [String], kind: String, as type: Value.Type = Value.self) throws -> [String: Value] {
        var found: [String: Value] = [:]
        for piece in ValueList.pieces(blobs.map { .text($0) }) {
            let sql = "SELECT sha256, value FROM blob_fact WHERE kind = ? AND sha256 IN \(piece.placeholders)"
            try connection.query(sql, [.text(kind)] + piece.values) { row in
                found[row.text(0)] = try JSONColumn.value(row, 1, Value.self)
                return true
            }
        }
        return found
    }

    /// Which of the blobs have one; reads no values.
    public func known(_ blobs: [String], kind: String) throws -> Set<String> {
        var known: Set<String> = []
        for piece in ValueList.pieces(blobs.map { .text($0) }) {
            let sql = "SELECT sha256 FROM blob_fact WHERE kind = ? AND sha256 IN \(piece.placeholders)"
            known.formUnion(try connection.all(sql, [.text(kind)] + piece.values) { $0.text(0) })
        }
        return known
    }
}
