/// Why a commit cannot be written or read. Facts only; see `VersionError+Words.swift`.
public enum VersionError: Error, Sendable, Hashable {
    /// Two records of one key, or one out of order.
    case outOfOrder(RecordKey, after: RecordKey)
    /// The bytes under this hash have another hash.
    case corrupt(object: String, actual: String)
    /// The object is there but is not what it is taken for.
    case malformed(object: String, String)
    /// The store put bytes under another hash than ours.
    case storeDisagrees(expected: String, got: String)
    case grammar(object: String, version: Int64)
}
