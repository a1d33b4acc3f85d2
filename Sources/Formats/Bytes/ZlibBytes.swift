import CZlib

/// Whole zlib streams (RFC 1950) in memory, bounded.
enum ZlibBytes {
    enum Fault: Error, Equatable { case broken(String), truncated, tooLarge }

    static func inflate(_ bytes: [UInt8], maximumBytes: Int) throws(Fault) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard winnow_inflate_init(stream, 15) == Z_OK else { throw .broken("zlib has no memory for a stream") }
        defer { inflateEnd(stream) }
        var plain: [UInt8] = []
        var place = 0
        let chunk = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
        defer { chunk.deallocate() }
        while true {
            let (status, used, made) = step(stream, bytes, place, chunk)
            place += used
            plain.append(contentsOf: chunk[0..<made])
            if plain.count > maximumBytes { throw .tooLarge }
            if status == Z_STREAM_END { return plain }
            guard status == Z_OK || status == Z_BUF_ERROR else { throw .broken(stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)") }
            if used == 0, made == 0 { throw .truncated }
        }
    }

    private static func step(
        _ stream: UnsafeMutablePointer<z_stream>, _ bytes: [UInt8], _ place: Int, _ chunk: UnsafeMutableBufferPointer<UInt8>
    ) -> (status: Int32, used: Int, made: Int) {
        bytes.withUnsafeBufferPointer { all in
            let given = min(all.count - place, 1 << 20)
            stream.pointee.next_in = UnsafeMutablePointer(mutating: all.baseAddress.map { $0 + place })
            stream.pointee.avail_in = UInt32(given)
            stream.pointee.next_out = chunk.baseAddress
            stream.pointee.avail_out = UInt32(chunk.count)
            let status = CZlib.inflate(stream, Z_NO_FLUSH)
            return (status, given - Int(stream.pointee.avail_in), chunk.count - Int(stream.pointee.avail_out))
        }
    }

    static func deflate(_ bytes: [UInt8]) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard winnow_deflate_init(stream, 6, 15) == Z_OK else { preconditionFailure("zlib has no memory for a stream") }
        defer { deflateEnd(stream) }
        var packed: [UInt8] = []
        let chunk = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
        defer { chunk.deallocate() }
        var place = 0
        return bytes.withUnsafeBufferPointer { all in
            while true {
                let given = min(all.count - place, 1 << 20)
                stream.pointee.next_in = UnsafeMutablePointer(mutating: all.baseAddress.map { $0 + place })
                stream.pointee.avail_in = UInt32(given)
                stream.pointee.next_out = chunk.baseAddress
                stream.pointee.avail_out = UInt32(chunk.count)
                let status = CZlib.deflate(stream, place + given == all.count ? Z_FINISH : Z_NO_FLUSH)
                place += given - Int(stream.pointee.avail_in)
                packed.append(contentsOf: chunk[0..<chunk.count - Int(stream.pointee.avail_out)])
                if status == Z_STREAM_END { return packed }
            }
        }
    }
}
