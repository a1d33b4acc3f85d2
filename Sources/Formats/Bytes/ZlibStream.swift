import CZlib

/// Small zlib streams within other data, such as masks in JSON.
enum ZlibStream {
    /// nil when the bytes are no whole zlib stream, or one that grows beyond `maximumBytes`.
    static func inflated(_ bytes: [UInt8], maximumBytes: Int) -> [UInt8]? {
        guard bytes.count >= 6, bytes[0] & 0x0F == 8 else { return nil }
        var stream = z_stream()
        guard winnow_inflate_init(&stream, 15) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        return bytes.withUnsafeBufferPointer { input -> [UInt8]? in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(clamping: input.count)
            while true {
                let status = buffer.withUnsafeMutableBufferPointer { output -> Int32 in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                all += buffer[..<(buffer.count - Int(stream.avail_out))]
                if status == Z_STREAM_END { return all }
                guard status == Z_OK, all.count <= maximumBytes else { return nil }
                if stream.avail_in == 0, stream.avail_out > 0 { return nil }
            }
        }
    }
}
