/// Frames of MP3 or AAC between the tags that stand before and behind them: ID3v2 (id3.org, 2.3 and 2.4), ID3v1, APE (2.0)
/// and Lyrics3.
struct TaggedFrames {
    /// Of the frames.
    private(set) var range: Range<Int>
    private(set) var removed: Set<String> = []

    init(_ input: MediaInput) {
        range = 0..<input.byteCount
        while let length = Self.leading(input, range) {
            range = range.lowerBound + length..<range.upperBound
            removed.insert("ID3")
        }
        while let (name, length) = Self.trailing(input, range) {
            range = range.lowerBound..<range.upperBound - length
            removed.insert(name)
        }
    }

    /// Bytes of an ID3v2 tag that stands first; its length counts seven bits a byte, and a footer has ten more.
    private static func leading(_ input: MediaInput, _ range: Range<Int>) -> Int? {
        let head = input.bytes(at: range.lowerBound, 10)
        guard head.count == 10, head.starts(with: "ID3".utf8), head[6...].allSatisfy({ $0 < 0x80 }) else { return nil }
        let length = head[6...].reduce(0) { $0 << 7 | Int($1) } + 10 + (head[5] & 0x10 != 0 ? 10 : 0)
        return length <= range.count ? length : nil
    }

    private static func trailing(_ input: MediaInput, _ range: Range<Int>) -> (String, Int)? {
        func tail(_ count: Int) -> [UInt8] { range.count >= count ? input.bytes(at: range.upperBound - count, count) : [] }
        if tail(128).starts(with: "TAG".utf8) { return ("ID3", 128) }
        let footer = tail(32)
        if footer.starts(with: "APETAGEX".utf8) {
            let size = (0..<4).reduce(0) { $0 | Int(footer[12 + $1]) << (8 * $1) }, hasHeader = footer[23] & 0x80 != 0
            let length = size + (hasHeader ? 32 : 0)
            return size >= 32 && length <= range.count ? ("APE", length) : nil
        }
        let end = tail(15)
        if end.count == 15, String(decoding: end[6...], as: UTF8.self) == "LYRICS200", let size = Int(String(decoding: end[..<6], as: UTF8.self)), size >= 0, size + 15 <= range.count {
            return ("Lyrics3", size + 15)
        }
        return nil
    }
}
