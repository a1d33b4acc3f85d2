/// Whether a file goes on as far as its outermost boxes say: a copy cut in what players pass over decodes without a complaint.
///
/// MP4 and its kin by their top-level boxes (ISO/IEC 14496-12, 4.2), AVI and WAV by the size after `RIFF`, Matroska and WebM
/// by the size of their segment (RFC 8794, 4 and 5). Other formats say nothing of their length.
enum ContainerEnd {
    /// How many bytes are missing; nil when none are, or nobody knows.
    static func missingBytes(_ input: MediaInput) -> Int? {
        let head = input.bytes(at: 0, 64)
        let missing: Int? = if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            segmentEnd(head).map { $0 - input.byteCount }
        } else if head.starts(with: Array("RIFF".utf8)) {
            riffEnd(head).map { $0 - input.byteCount }
        } else if head.dropFirst(4).starts(with: Array("ftyp".utf8)) {
            boxesEnd(input).map { $0 - input.byteCount }
        } else {
            nil
        }
        return missing.flatMap { $0 > 0 ? $0 : nil }
    }

    /// Where the last box ends; at most 100,000 boxes are walked.
    private static func boxesEnd(_ input: MediaInput) -> Int? {
        var offset = 0
        for _ in 0..<100_000 where offset < input.byteCount {
            let header = input.bytes(at: offset, 16)
            guard header.count >= 8 else { return offset + 8 }
            var size = number(header[0..<4])
            if size == 0 { return nil }
            if size == 1 {
                guard header.count == 16 else { return offset + 16 }
                size = number(header[8..<16])
            }
            guard size >= 8, size < 1 << 62 else { return nil }
            offset += size
        }
        return offset
    }

    private static func riffEnd(_ head: [UInt8]) -> Int? {
        guard head.count >= 12 else { return nil }
        let size = number(head[4..<8].reversed()[...])
        return size == 0 || size >= 0xFFFF_FF00 ? nil : size + 8
    }

    /// After the header's element comes the segment's; a size of all ones is unknown.
    private static func segmentEnd(_ head: [UInt8]) -> Int? {
        guard let (headerSize, headerStart) = variableNumber(head, 4), headerSize < 40 else { return nil }
        let segment = headerStart + headerSize
        guard head.dropFirst(segment).starts(with: [0x18, 0x53, 0x80, 0x67]), let (size, start) = variableNumber(head, segment + 4) else { return nil }
        return start + size
    }

    /// The number and where it ends; nil when unknown or cut.
    private static func variableNumber(_ bytes: [UInt8], _ offset: Int) -> (Int, Int)? {
        guard offset < bytes.count, bytes[offset] != 0 else { return nil }
        let length = bytes[offset].leadingZeroBitCount + 1
        guard offset + length <= bytes.count else { return nil }
        let ones = 1 << (7 * length) - 1
        let value = number(bytes[offset..<offset + length]) & ones
        return value == ones ? nil : (value, offset + length)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        Int(truncatingIfNeeded: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
