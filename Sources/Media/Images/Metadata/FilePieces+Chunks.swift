extension FilePieces {
    /// Chunks of a PNG from behind its signature to IEND (PNG, third edition, 5.3). Checksums are not compared.
    static func ofPNG(_ bytes: UnsafeRawBufferPointer) -> FilePieces {
        var found = FilePieces(bytes)
        guard found.add(0, 0..<min(8, bytes.count), of: .png) else { return found }
        let last = UInt32(chunk: "IEND")
        while found.failure == nil, found.pieces.last?.name != last {
            let at = found.end
            guard let length = found.header.big32(at), let name = found.header.big32(at + 4) else {
                found.fail(.truncated(.png, at: bytes.count))
                break
            }
            guard length < 1 << 31 else {
                found.fail(.damaged(.png, "a chunk of \(length) bytes at byte \(at)"))
                break
            }
            guard length + 12 <= bytes.count - at else {
                found.fail(.truncated(.png, at: bytes.count))
                break
            }
            guard found.add(UInt32(name), at..<at + 12 + length, content: at + 8..<at + 8 + length, of: .png) else { break }
        }
        return found
    }

    /// Chunks of a WebP from behind its header to the size the header gives (RFC 9649, 2.3).
    static func ofWebP(_ bytes: UnsafeRawBufferPointer) -> FilePieces {
        var found = FilePieces(bytes)
        guard found.add(0, 0..<min(12, bytes.count), of: .webp) else { return found }
        let end = (found.header.little32(4) ?? 0) + 8
        while found.failure == nil, found.end < end {
            let at = found.end
            guard let name = found.header.big32(at), let length = found.header.little32(at + 4), length <= bytes.count - at - 8 else {
                found.fail(.truncated(.webp, at: bytes.count))
                break
            }
            // Some writers leave the last padding byte away.
            let padded = min(bytes.count, at + 8 + length + length & 1)
            guard found.add(UInt32(name), at..<padded, content: at + 8..<at + 8 + length, of: .webp) else { break }
        }
        return found
    }
}
