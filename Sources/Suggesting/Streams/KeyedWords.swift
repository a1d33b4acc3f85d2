import Records

/// Four independent 64-bit numbers of an id that only the holder of the key can make: HMAC-SHA-256, cut in four.
///
/// Frozen: what was drawn by them must be drawn again in a replay. Cost: about a microsecond.
struct KeyedWords {
    private let digest: [UInt8]

    /// - Parameter use: keeps draws for different ends apart.
    init(of id: String, key: [UInt8], use: String) {
        digest = KeyedHash.digest(of: Array("winnow.\(use)\u{0}".utf8) + Array(id.utf8), key: key)
    }

    subscript(place: Int) -> UInt64 { digest[place * 8..<place * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) } }
}
