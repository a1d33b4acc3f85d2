import CZlib

/// How pages are packed: unpacking none, snappy, gzip and zstd; packing all but snappy.
enum PageCodec: Int {
    case none, snappy, gzip, lzo, brotli, lz4, zstd, lz4Raw

    /// A page's bytes, which must come to `expected`; memory grows with what really comes out.
    func unpack(_ bytes: ArraySlice<UInt8>, expected: Int, file: String, at offset: Int64) throws(ParquetError) -> [UInt8] {
        func broken(_ reason: String) -> ParquetError { .broken(file, offset: offset, reason: reason) }
        switch self {
        case .none:
            guard bytes.count == expected else { throw broken("a page that is not packed has \(bytes.count) bytes where \(expected) are promised") }
            return Array(bytes)
        case .snappy:
            do { return try Snappy.unpack(bytes, expected: expected) } catch { throw .broken(file, offset: offset + Int64(error.place), reason: "a page's snappy stream is broken: \(error.reason)") }
        case .gzip, .zstd:
            // An empty page has nothing to unpack; some writers leave the stream out.
            if bytes.isEmpty, expected == 0 { return [] }
            do {
                let source = try ByteSource(memory: bytes, name: file, limits: ByteSource.Limits(maximumBytes: Int64(expected), maximumRatio: .max))
                guard source.compression == (self == .gzip ? .gzip : .zstd) else { throw broken("a page is not packed as its column says (\(self))") }
                let all = try source.readAll(maximumBytes: expected)
                guard all.count == expected else { throw broken("a page unpacks to \(all.count) bytes where \(expected) are promised") }
                return all
            } catch let error as ParquetError { throw error } catch let error as ByteError { throw broken("a page's \(self) stream is broken: \(error)") } catch { throw broken("a page's \(self) stream is broken") }
        case .lzo, .brotli, .lz4, .lz4Raw: throw .unsupported(file, offset: offset, what: "packing `\(self)`")
        }
    }

    func pack(_ bytes: [UInt8]) throws -> [UInt8] {
        guard self == .gzip || self == .zstd else { return bytes }
        let sink = ByteSink(memory: "page", compression: self == .gzip ? .gzip : .zstd)
        try sink.write(bytes)
        try sink.finish()
        return sink.contents
    }

    init(_ compression: Compression) {
        switch compression {
        case .none: self = .none
        case .gzip: self = .gzip
        case .zstd: self = .zstd
        }
    }

    /// CRC-32 of a page as stored.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { raw in
            UInt32(truncatingIfNeeded: crc32_z(0, raw.baseAddress?.assumingMemoryBound(to: Bytef.self), z_size_t(raw.count)))
        }
    }
}
