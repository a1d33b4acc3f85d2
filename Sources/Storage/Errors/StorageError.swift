/// Why the store could not do what it was asked. Facts only; see `StorageError+Words.swift`.
public enum StorageError: Error, Hashable, Sendable {
    case diskFull(path: String)
    case locked(path: String, seconds: Int)
    case corrupt(path: String, detail: String)
    case cannotOpen(path: String, detail: String)
    case readOnly(path: String)
    /// The store was written by a newer version: migrations it has that this one does not know.
    case newerSchema(path: String, unknown: [String])
    /// A UNIQUE, CHECK or REFERENCES rule of the schema was broken.
    case constraint(detail: String, isUnique: Bool)
    case statement(code: Int, detail: String, sql: String)
    case closed(path: String)
    case unknownName(String, of: String, column: String)
    case badJSON(detail: String, column: String)
    case missing(noun: String, name: String)

    case notAWorkspace(path: String)
    case workspaceExists(path: String)
    case file(path: String, action: String, code: Int32)
    /// A copy's folder that lies in the workspace itself, or holds something already.
    case copyInside(path: String)
    case copyNotEmpty(path: String)

    case blobMissing(sha256: String)
    case blobDamaged(sha256: String, found: String)
    case notADigest(String)
    case badRange(sha256: String, offset: Int64, count: Int64, size: Int64)

    /// A statement for a foreign database that could change it, or is not one statement.
    case foreignNotReadOnly(sql: String)
    case foreignNotOneStatement(sql: String)
    case foreignTooLong(seconds: Double)
}
