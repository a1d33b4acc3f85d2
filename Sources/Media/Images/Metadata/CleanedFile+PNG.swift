extension CleanedFile {
    /// Kept are the critical chunks of the standard, those of transparency, colour, size and background, and animation.
    private static let drawing: Set<UInt32> = Set(
        [
            UInt32(chunk: "IHDR"), UInt32(chunk: "PLTE"), UInt32(chunk: "IDAT"), UInt32(chunk: "IEND"), UInt32(chunk: "tRNS"), UInt32(chunk: "gAMA"), UInt32(chunk: "cHRM"),
            UInt32(chunk: "sRGB"), UInt32(chunk: "iCCP"), UInt32(chunk: "cICP"), UInt32(chunk: "mDCV"), UInt32(chunk: "cLLI"), UInt32(chunk: "sBIT"), UInt32(chunk: "pHYs"),
            UInt32(chunk: "bKGD"), UInt32(chunk: "hIST"), UInt32(chunk: "acTL"), UInt32(chunk: "fcTL"), UInt32(chunk: "fdAT"),
        ])

    /// A capital first letter says that no decoder may pass the chunk over (PNG, third edition, 5.4).
    mutating func copyPNG(_ file: FilePieces) throws(ImageError) {
        if let failure = file.failure { throw failure }
        for piece in file.pieces {
            if piece.name == 0 || Self.drawing.contains(piece.name) {
                keep(file.whole(piece))
                if piece.name == UInt32(chunk: "IHDR"), let turn { keepChunk(UInt32(chunk: "eXIf"), turn) }
                continue
            }
            guard piece.name & 0x2000_0000 != 0 else { throw .cannotEncode(.png, "it needs `\(piece.name.chunkName)`, which nobody but its maker knows") }
            remove(piece.name.chunkName, piece.range.count)
        }
        if file.restBytes > 0 { remove("bytes behind the picture", file.restBytes) }
    }

    private mutating func keepChunk(_ name: UInt32, _ content: [UInt8]) {
        let body = Self.big(name) + content
        keep(Self.big(UInt32(content.count)) + body + Self.big(Checksum.crc32(body)))
    }

    private static func big(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
}
