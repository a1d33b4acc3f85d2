import Records

/// The secret of a project from which hashes, pseudonyms and shifts of dates are made: with it equal values stay equal
/// in all records, without it nobody can make them again.
public struct PersonalDataKey: Sendable {
    private let bytes: [UInt8]

    public static let shortest = 16

    /// nil below 16 bytes: a shorter secret can be tried out.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.shortest else { return nil }
        self.bytes = bytes
    }

    /// 32 bytes that belong to a purpose and a value, parts kept apart by their lengths.
    func digest(_ purpose: String, _ parts: String...) -> [UInt8] {
        var message: [UInt8] = []
        for part in [purpose] + parts {
            let text = Array(part.utf8)
            withUnsafeBytes(of: UInt64(text.count).littleEndian) { message += $0 }
            message += text
        }
        return KeyedHash.digest(of: message, key: bytes)
    }

    /// A number that belongs to a purpose and a value.
    func seed(_ purpose: String, _ first: String, _ second: String) -> UInt64 {
        digest(purpose, first, second).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Logs and reports of failures must not print the secret.
extension PersonalDataKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "key of \(bytes.count) bytes" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
