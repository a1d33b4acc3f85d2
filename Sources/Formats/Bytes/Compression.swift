/// How a file's bytes are packed. Reading goes by the first bytes, never by the name; writing goes by the name.
public enum Compression: String, Sendable, Hashable, Codable, CaseIterable {
    case none, gzip, zstd

    /// From the last extension: `.gz`, `.zst`.
    public init(path: String) {
        if path.hasSuffix(".gz") { self = .gzip } else if path.hasSuffix(".zst") { self = .zstd } else { self = .none }
    }

    /// From the first four bytes (fewer are never packed).
    init(magic bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 4 else { self = .none; return }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0x1F, 0x8B, 0x08, _): self = .gzip
        case (0x28, 0xB5, 0x2F, 0xFD), (0x50...0x5F, 0x2A, 0x4D, 0x18): self = .zstd
        default: self = .none
        }
    }

    public var fileExtension: String {
        switch self {
        case .none: ""
        case .gzip: ".gz"
        case .zstd: ".zst"
        }
    }

    /// The path without the extension of its packing: `a.csv.gz` -> `a.csv`.
    public static func unpackedPath(_ path: String) -> String {
        let packing = Compression(path: path)
        return packing == .none ? path : String(path.dropLast(packing.fileExtension.count))
    }
}
