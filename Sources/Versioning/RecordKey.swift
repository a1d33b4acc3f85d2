import Records

/// What records are sorted by: a list of texts, compared piece by piece in the order of their UTF-8 bytes, as a
/// database compares binary text.
public struct RecordKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let parts: [String]

    public init(_ parts: [String]) { self.parts = parts }
    public init(_ parts: String...) { self.parts = parts }

    public static func < (left: Self, right: Self) -> Bool {
        for (a, b) in zip(left.parts, right.parts) where !a.utf8.elementsEqual(b.utf8) {
            return a.utf8.lexicographicallyPrecedes(b.utf8)
        }
        return left.parts.count < right.parts.count
    }

    /// By bytes: texts that only look the same are different keys.
    public static func == (left: Self, right: Self) -> Bool {
        left.parts.count == right.parts.count && zip(left.parts, right.parts).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }

    public func hash(into hasher: inout Hasher) {
        for part in parts {
            for byte in part.utf8 { hasher.combine(byte) }
            hasher.combine(UInt16.max)
        }
    }

    public var description: String { "`\(parts.joined(separator: "/"))`" }

    var json: JSONValue { .array(parts.map { .string($0) }) }

    init?(_ json: JSONValue?) {
        guard let parts = json?.array?.compactMap(\.string), parts.count == json?.array?.count else { return nil }
        self.parts = parts
    }

    /// Decides where pages end. Frozen: another function would give every commit another hash.
    /// FNV-1a over the bytes with a zero behind each part, then the finaliser of MurmurHash3.
    var boundaryHash: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = hash &* 0x100_0000_01B3
        }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return hash ^ hash >> 33
    }
}
