import CZstd

/// Unpacks zstd, also several frames one after another. Windows above 128 MiB are refused by the library.
final class ZstdInput: Unpacker {
    private let stream: OpaquePointer?
    /// What the last call asked for; 0 between frames.
    private var isBetweenFrames = true

    init() {
        stream = ZSTD_createDStream()
        ZSTD_initDStream(stream)
    }

    deinit { ZSTD_freeDStream(stream) }

    func read(from input: RawInput, into output: UnsafeMutableRawBufferPointer) throws(ByteError) -> Int {
        while true {
            let isStarved = input.pending.isEmpty
            if isStarved, try !input.refill() {
                if isBetweenFrames { return 0 }
                // The library may hold bytes it could not hand out yet: ask once more without input.
                let produced = try decompress(input, output)
                if produced > 0 { return produced }
                if isBetweenFrames { return 0 }
                throw .truncated(input.name, .zstd, offset: input.offset)
            }
            let produced = try decompress(input, output)
            if produced > 0 { return produced }
        }
    }

    private func decompress(_ input: RawInput, _ output: UnsafeMutableRawBufferPointer) throws(ByteError) -> Int {
        let pending = input.pending
        var source = ZSTD_inBuffer(src: pending.baseAddress, size: pending.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let status = ZSTD_decompressStream(stream, &target, &source)
        input.take(source.pos)
        guard ZSTD_isError(status) == 0 else {
            throw .corrupt(input.name, .zstd, offset: input.offset, reason: String(cString: ZSTD_getErrorName(status)))
        }
        isBetweenFrames = status == 0
        return target.pos
    }
}
