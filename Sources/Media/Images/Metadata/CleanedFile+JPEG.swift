extension CleanedFile {
    /// Kept are tables, frames and scans, JFIF without its small copy, Adobe's colour transform and the colour profile.
    mutating func copyJPEG(_ file: FilePieces) throws(ImageError) {
        if let failure = file.failure { throw failure }
        var isTurnDue = turn != nil
        for piece in file.pieces {
            let content = HeaderBytes(file.content(piece)), isJFIF = piece.name == 0xE0 && content.matches("JFIF\0", at: 0) && content.count >= 14
            // EXIF stands behind JFIF, before everything else.
            if isTurnDue, piece.name != 0xD8, !isJFIF { isTurnDue = addTurn() }
            switch piece.name {
            case 0xE0 where isJFIF: keepJFIF(file, piece)
            case 0xE2 where content.matches("ICC_PROFILE\0", at: 0), 0xEE where content.matches("Adobe", at: 0): keep(file.whole(piece))
            case 0xE0...0xEF, 0xFE, 0xF0...0xFD: remove(Self.segmentName(piece.name, content), piece.range.count)
            default: keep(file.whole(piece))
            }
        }
        if file.restBytes > 0 { remove("bytes behind the picture", file.restBytes) }
    }

    private mutating func addTurn() -> Bool {
        guard let turn else { return false }
        let length = turn.count + 8
        keep([0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + Array("Exif\0\0".utf8) + turn)
        return false
    }

    /// Its last two bytes are the sides of a small copy that follows.
    private mutating func keepJFIF(_ file: FilePieces, _ piece: FilePieces.Piece) {
        keep([0xFF, 0xE0, 0, 16])
        keep(file.content(piece).prefix(12))
        keep([0, 0])
        if piece.content.count > 14 { remove("JFIF preview", piece.content.count - 14) }
    }

    private static func segmentName(_ marker: UInt32, _ content: HeaderBytes) -> String {
        if marker == 0xFE { return "comment" }
        if marker == 0xE1, content.matches("Exif\0", at: 0) { return "EXIF" }
        if marker == 0xE1, content.matches("http://ns.adobe.com/x", at: 0) { return "XMP" }
        if marker == 0xE2, content.matches("MPF\0", at: 0) { return "list of further pictures" }
        if marker == 0xED, content.matches("Photoshop 3.0\0", at: 0) { return "IPTC" }
        return marker >= 0xF0 ? "segment \(String(marker, radix: 16))" : "APP\(marker - 0xE0)"
    }
}
