/// How much sound a file says it holds, read from its own header: libsndfile quietly takes what is there.
///
/// WAV and AIFF by the size of their data chunk, FLAC by its stream information. Ogg says nothing ahead; its last page
/// carries a mark, and a file without it was cut. Sizes of 0 and of all ones, written by programs that could not know, promise nothing.
struct PromisedLength {
    enum Promise: Equatable {
        case nothing
        /// The file ends inside the header.
        case cutHeader
        case bytes(Int, from: Int)
        case frames(Int)
        /// The last Ogg page: whether it is whole and marked as the last.
        case ended(Bool)
    }

    static func read(_ input: MediaInput, _ format: SoundFileFormat) -> Promise {
        switch format {
        case .wav: chunks(input, named: "data", from: 12, isBig: false)
        case .aiff: chunks(input, named: "SSND", from: 12, isBig: true)
        case .flac: streamInformation(input)
        case .ogg: .ended(lastPageEnds(input))
        case .rf64, .w64: .nothing
        }
    }

    /// Walks the chunks, at most a thousand.
    private static func chunks(_ input: MediaInput, named wanted: String, from first: Int, isBig: Bool) -> Promise {
        var offset = first
        for _ in 0..<1000 {
            let header = input.bytes(at: offset, 8)
            guard header.count == 8 else { return .cutHeader }
            let size = number(header[4...], isBig: isBig)
            if String(decoding: header[..<4], as: UTF8.self) == wanted {
                return size == 0 || size >= 0xFFFF_FF00 ? .nothing : .bytes(size, from: offset + 8)
            }
            offset += 8 + size + size % 2
        }
        return .nothing
    }

    /// Total samples are 36 bits, from the low half of byte 13 of STREAMINFO, which is the first block.
    private static func streamInformation(_ input: MediaInput) -> Promise {
        let bytes = input.bytes(at: 0, 42)
        guard bytes.count == 42, bytes[4] & 0x7F == 0 else { return .nothing }
        let frames = (Int(bytes[21]) & 0x0F) << 32 | number(bytes[22...25], isBig: true)
        return frames == 0 ? .nothing : .frames(frames)
    }

    /// The last page begins within 65,307 bytes of the end (Ogg, RFC 3533, section 6).
    private static func lastPageEnds(_ input: MediaInput) -> Bool {
        let start = max(0, input.byteCount - 65_307)
        let tail = input.bytes(at: start, 65_307)
        let mark = Array("OggS".utf8)
        guard let page = tail.indices.last(where: { tail[$0...].starts(with: mark) }), tail.count >= page + 27 else { return false }
        let segments = Int(tail[page + 26])
        let table = tail.dropFirst(page + 27).prefix(segments)
        let whole = table.count == segments && tail.count >= page + 27 + segments + table.reduce(0) { $0 + Int($1) }
        return whole && tail[page + 5] & 4 != 0
    }

    private static func number(_ bytes: ArraySlice<UInt8>, isBig: Bool) -> Int {
        let ordered = isBig ? Array(bytes) : bytes.reversed()
        return ordered.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }
}
