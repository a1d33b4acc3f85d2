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
        while !taken.insert(Self.stableHash(name.lowercased())).inserted {
            name = "\(prefix)\(stem)-\(copy)\(ending)"
            copy += 1
        }
        return name
    }

    public static func safe(_ original: String) -> String {
        var bytes: [UInt8] = []
        for byte in original.utf8.prefix(80) {
            let isKept = switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                 UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "~"): true
            default: false
            }
            bytes.append(isKept ? byte : UInt8(ascii: "_"))
        }
        if bytes.first == UInt8(ascii: ".") || bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "~") { bytes[0] = UInt8(ascii: "_") }
        if bytes.isEmpty { bytes = [UInt8(ascii: "_")] }
        let name = String(decoding: bytes, as: UTF8.self)
        if name == original, !isReserved(name) { return name }
        return "\(name)-\(ContentHash.hex(Array(ContentHash.digest(of: Array(original.utf8)).prefix(4))))"
    }

    /// Names that are devices on Windows, or nothing at all.
    private static func isReserved(_ name: String) -> Bool {
        let stem = name.lowercased().prefix { $0 != "." }
        if name.isEmpty || name.hasSuffix(".") || ["con", "prn", "aux", "nul"].contains(stem) { return true }
        return stem.utf8.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt")) && stem.last?.isNumber == true
    }

    /// FNV-1a: not Swift's seeded hash, so that results are the same in every run.
    private static func stableHash(_ text: String) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(bitPattern: UInt(hash))
    }
}
