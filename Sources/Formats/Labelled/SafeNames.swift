import Records

/// File names that every file system takes, made from keys and labels that may hold anything.
///
/// Letters, digits, `.`, `_`, `-` and `~` of ASCII stay; all else becomes `_`; a leading dot, dash or tilde is guarded; names are cut
/// at 80 bytes. A name that had to change ends in the first 8 hexadecimal digits of the SHA-256 of the original, so
/// it does not depend on what else is there; names equal but for case get `-2`, `-3`, ... in the order of writing.
public struct SafeNames {
    /// Lower-case paths given out, by a hash of 63 bits: a collision of hashes costs a suffix, nothing else.
    private var taken: Set<Int> = []

    public init() {}

    /// The name with its folder; `folder` must be safe already or empty.
    public mutating func name(for original: String, in folder: String, ending: String) -> String {
        let stem = Self.safe(original)
        let prefix = folder.isEmpty ? "" : folder + "/"
        var name = "\(prefix)\(stem)\(ending)"
        var copy = 2
        while !taken.insert(Self.stableHash(ofLowerCase: name)).inserted {
            name = "\(prefix)\(stem)-\(copy)\(ending)"
            copy += 1
        }
        return name
    }

    /// Whether a name stays as it is.
    static func isSafe(_ name: String) -> Bool {
        guard let first = name.utf8.first, !isGuarded(first), name.utf8.count <= 80, name.utf8.allSatisfy(isKept) else { return false }
        return !isReserved(name)
    }

    public static func safe(_ original: String) -> String {
        if isSafe(original) { return original }
        var bytes = original.utf8.prefix(80).map { isKept($0) ? $0 : UInt8(ascii: "_") }
        if bytes.first.map(isGuarded) ?? true { bytes.replaceSubrange(bytes.prefix(1).indices, with: [UInt8(ascii: "_")]) }
        let name = String(decoding: bytes, as: UTF8.self)
        return "\(name)-\(ContentHash.hex(Array(ContentHash.digest(of: Array(original.utf8)).prefix(4))))"
    }

    private static func isKept(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
             UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "~"): true
        default: false
        }
    }

    /// What a name does not begin with.
    private static func isGuarded(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "~") }

    /// Names that are devices on Windows, or nothing at all.
    private static func isReserved(_ name: String) -> Bool {
        if name.isEmpty || name.utf8.last == UInt8(ascii: ".") { return true }
        guard case let stem = name.utf8.prefix(while: { $0 != UInt8(ascii: ".") }), stem.count == 3 || stem.count == 4 else { return false }
        let device = String(decoding: stem, as: UTF8.self).lowercased()
        if ["con", "prn", "aux", "nul"].contains(device) { return true }
        return stem.count == 4 && (device.hasPrefix("com") || device.hasPrefix("lpt")) && device.last?.isNumber == true
    }

    /// FNV-1a: not Swift's seeded hash, so that results are the same in every run.
    private static func stableHash(ofLowerCase text: String) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            for byte in text.utf8 { add(byte >= 65 && byte <= 90 ? byte | 32 : byte) }
        } else {
            for byte in text.lowercased().utf8 { add(byte) }
        }
        return Int(bitPattern: UInt(hash))
    }
}
