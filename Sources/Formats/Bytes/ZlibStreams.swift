import CZlib

/// One zlib stream (RFC 1950) that goes into a sink piece by piece: memory is one piece. The bytes are those of
/// `ZlibBytes.deflate` for the same data.
final class ZlibSink {
    private static let pieceBytes = 1 << 18

    private let sink: ByteSink
    private let packer = DeflatePacker(.zlib)
    private var waiting: [UInt8] = []

    init(_ sink: ByteSink) { self.sink = sink }

    func write(_ bytes: [UInt8]) throws(ByteError) {
        waiting += bytes
        if waiting.count >= Self.pieceBytes { try pass(isLast: false) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(ByteError) {
        waiting.append(contentsOf: bytes)
        if waiting.count >= Self.pieceBytes { try pass(isLast: false) }
    }

    /// Ends the stream; the sink stays open.
    func finish() throws(ByteError) { try pass(isLast: true) }

    private func pass(isLast: Bool) throws(ByteError) {
        try waiting.withUnsafeBytes { raw in
            Result { () throws(ByteError) in try packer.pack(raw, isLast: isLast) { (packed) throws(ByteError) in try sink.write(packed) } }
        }.get()
        waiting.removeAll(keepingCapacity: true)
    }
}

/// Unpacks one zlib stream piece by piece. What follows the stream is passed over.
final class ZlibUnpacker {
    private let stream: UnsafeMutablePointer<z_stream>
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    private(set) var isAtEnd = false

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let status = winnow_inflate_init(stream, 15)
        precondition(status == Z_OK, "zlib has no memory for a stream")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    func unpack(_ bytes: UnsafeRawBufferPointer, _ emit: (UnsafeRawBufferPointer) throws -> Void) throws {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: Bytef.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        while !isAtEnd {
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
            stream.pointee.avail_out = UInt32(output.count)
            let status = inflate(stream, Z_NO_FLUSH)
            let made = output.count - Int(stream.pointee.avail_out)
            if made > 0 { try emit(UnsafeRawBufferPointer(rebasing: output[0..<made])) }
            isAtEnd = status == Z_STREAM_END
            guard isAtEnd || status == Z_OK || status == Z_BUF_ERROR else { throw ZlibBytes.Fault.broken(stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)") }
            if stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 { return }
        }
    }
}

extension ZlibBytes {
    /// What a source holds, unpacked into a file without a name: memory is one piece. Throws `Fault`, or `ByteError` for what
    /// the source and the disk say.
    static func inflate(_ source: ByteSource, maximumPackedBytes: Int, maximumBytes: Int) throws -> SpoolFile {
        let (unpacker, spool) = (ZlibUnpacker(), try SpoolFile())
        let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { input.deallocate() }
        while case let count = try source.read(into: input), count > 0 {
            if source.offset > Int64(maximumPackedBytes) { throw ByteError.tooLarge(source.name, limit: Int64(maximumPackedBytes)) }
            try unpacker.unpack(UnsafeRawBufferPointer(rebasing: input[0..<count])) { plain in
                try spool.write(plain)
                if spool.count > Int64(maximumBytes) { throw Fault.tooLarge }
            }
        }
        guard unpacker.isAtEnd else { throw Fault.truncated }
        return spool
    }
}
