/// One box of an ISO base media or QuickTime file (ISO 14496-12, 4.2): four letters, and a range of the file.
struct MovieBox {
    var type: String
    var start: Int
    /// Behind its length and letters.
    var body: Range<Int>

    /// Boxes that follow each other in this range.
    ///
    /// - Throws: when one reaches beyond the range.
    static func list(in range: Range<Int>, of file: PatchedFile) throws(MediaTagError) -> [MovieBox] {
        var boxes: [MovieBox] = [], place = range.lowerBound
        while place + 8 <= range.upperBound {
            let head = file.bytes(at: place, 16)
            guard head.count >= 8 else { throw .damaged("it ends within a box") }
            let type = String(String.UnicodeScalarView(head[4..<8].map { Unicode.Scalar($0) }))
            var (length, headLength) = (number(head[..<4]), 8)
            if length == 1, head.count == 16 { (length, headLength) = (number(head[8...]), 16) }
            if length == 0 { length = range.upperBound - place }
            guard length >= headLength, length <= range.upperBound - place else { throw .damaged("its box `\(type.filter { $0.isASCII && !$0.isWhitespace })` reaches beyond what holds it") }
            guard boxes.count < most else { throw .damaged("it has more than \(most) boxes in one") }
            boxes.append(MovieBox(type: type, start: place, body: place + headLength..<place + length))
            place += length
        }
        return boxes
    }

    /// Big-endian; what does not fit is no length of a file.
    static func number(_ bytes: ArraySlice<UInt8>) -> Int { Int(clamping: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) }

    private static let most = 1_000_000
}
