import CZlib
import CZstd

/// Packs bytes for a `ByteSink`. The same bytes in always give the same bytes out: no time, no name in the header.
protocol Packer: AnyObject {
    func pack(_ bytes: UnsafeRawBufferPointer, isLast: Bool, _ emit: (UnsafeRawBufferPointer) throws(ByteError) -> Void) throws(ByteError)
}

final class DeflatePacker: Packer {
    /// What stands around the deflated bytes; the number is that of bits for zlib.
    enum Wrapping: Int32 { case zlib = 15, gzip = 31 }

    private let stream: UnsafeMutablePointer<z_stream>
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)

    init(_ wrapping: Wrapping, level: Int32 = 6) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = winnow_deflate_init(stream, level, wrapping.rawValue)
        precondition(status == Z_OK, "zlib has no memory for a stream")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    func pack(_ bytes: UnsafeRawBufferPointer, isLast: Bool, _ emit: (UnsafeRawBufferPointer) throws(ByteError) -> Void) throws(ByteError) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: Bytef.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        while true {
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
            stream.pointee.avail_out = UInt32(output.count)
            let status = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            let produced = output.count - Int(stream.pointee.avail_out)
            if produced > 0 { try emit(UnsafeRawBufferPointer(rebasing: output[0..<produced])) }
            if isLast ? status == Z_STREAM_END : stream.pointee.avail_out > 0 { return }
        }
    }
}

final class ZstdPacker: Packer {
    private let stream = ZSTD_createCStream()
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)

    init(level: Int32 = 3) { ZSTD_initCStream(stream, level) }

    deinit {
        ZSTD_freeCStream(stream)
        output.deallocate()
    }

    func pack(_ bytes: UnsafeRawBufferPointer, isLast: Bool, _ emit: (UnsafeRawBufferPointer) throws(ByteError) -> Void) throws(ByteError) {
        var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        while true {
            var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            let remaining = ZSTD_compressStream2(stream, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
            guard ZSTD_isError(remaining) == 0 else {
                throw .cannotWrite("zstd stream", reason: String(cString: ZSTD_getErrorName(remaining)))
            }
            if target.pos > 0 { try emit(UnsafeRawBufferPointer(rebasing: output[0..<target.pos])) }
            if isLast ? remaining == 0 : source.pos == source.size { return }
        }
    }
}
