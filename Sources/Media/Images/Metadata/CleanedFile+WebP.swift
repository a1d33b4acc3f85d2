extension CleanedFile {
    private static let drawing: Set<UInt32> = [
        UInt32(chunk: "VP8 "), UInt32(chunk: "VP8L"), UInt32(chunk: "VP8X"), UInt32(chunk: "ALPH"), UInt32(chunk: "ANIM"), UInt32(chunk: "ANMF"), UInt32(chunk: "ICCP"),
    ]

    /// Kept are pixels, transparency, animation and the colour profile; the flags of the extended header and the size of
    /// the file are put right (RFC 9649, 2.7).
    mutating func copyWebP(_ file: FilePieces) throws(ImageError) {
        if let failure = file.failure { throw failure }
        var isExtended = false
        for piece in file.pieces {
            guard piece.name == 0 || Self.drawing.contains(piece.name) else {
                remove(piece.name == UInt32(chunk: "EXIF") ? "EXIF" : piece.name.chunkName, piece.range.count)
                continue
            }
            let start = bytes.count
            keep(file.whole(piece))
            if bytes.count & 1 == 1 { keep([0]) }
            if piece.name == UInt32(chunk: "VP8X"), !isExtended, piece.content.count >= 10 {
                isExtended = true
                // EXIF is 8, XMP is 4.
                overwrite(start + 8, [bytes[start + 8] & ~0x0C | (turn == nil ? 0 : 8)])
            }
            if piece.name == UInt32(chunk: "ANMF") { try checkFrame(HeaderBytes(file.content(piece))) }
        }
        if let turn, isExtended { keep(Array("EXIF".utf8) + Self.little(turn.count) + turn) }
        if file.restBytes > 0 { remove("bytes behind the picture", file.restBytes) }
        overwrite(4, Self.little(bytes.count - 8))
    }

    /// A frame holds chunks of its own behind sixteen bytes; one that draws nothing could hold anything.
    private func checkFrame(_ frame: HeaderBytes) throws(ImageError) {
        var at = 16
        while at < frame.count {
            guard let name = frame.big32(at), let length = frame.little32(at + 4) else { throw .damaged(.webp, "a frame ends inside a chunk") }
            guard Self.drawing.contains(UInt32(name)) else { throw .cannotEncode(.webp, "a frame holds `\(UInt32(name).chunkName)`") }
            at += 8 + length + length & 1
        }
    }

    private static func little(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
}
