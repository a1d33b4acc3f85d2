import Records

/// Copies of pictures in the sizes they are shown in, by the digest of the original. `connection.renditions`
public struct RenditionRepository {
    let connection: any Connection

    public func find(_ original: String, size: String) throws -> BlobReference? {
        try connection.first(
            "SELECT blob FROM rendition WHERE original = ? AND size = ?", [.text(original), .text(size)]) { try JSONColumn.value($0, 0) }
    }

    public func save(_ blob: BlobReference, of original: String, size: String) throws {
        let upsert = connection.dialect.upsert(on: "original, size", set: ["blob"])
        try connection.execute(
            "INSERT INTO rendition (original, size, blob) VALUES (?, ?, ?) \(upsert)",
            [.text(original), .text(size), try JSONColumn.text(encoding: blob)])
    }
}
