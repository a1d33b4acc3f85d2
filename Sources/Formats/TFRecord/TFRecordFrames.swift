import Records

/// Reads the records of a TFRecord file: length (8 bytes, little-endian), its masked checksum, data, its masked checksum.
///
/// A length is believed once its checksum fits, and memory grows only with bytes that come.
struct TFRecordFrames {
    static let maximumBytes = 1 << 30
    private let source: ByteSource
    private(set) var offset: Int64 = 0
    private(set) var number = 0
    private let buffer = ScratchBuffer(1 << 16)

    init(_ source: ByteSource) { self.source = source }

    /// A file that cannot be read on. `place` is that of the record.
    private func fault(_ code: String, _ reason: String) -> Finding {
        Finding(.error, "tfrecord.\(code)", "record \(number) of `\(source.name)`, at byte \(offset), \(reason)", at: Place(file: source.name, record: String(number)),
                hint: "Fetch or write the file again")
    }

    /// nil at the end. Throws a `Finding` when the rest cannot be read, a `ByteError` when the file cannot.
    mutating func next() throws -> [UInt8]? {
        number += 1
        let head = try read(12)
        if head.isEmpty { return nil }
        guard head.count == 12 else { throw fault("truncated", "is cut off in its length") }
        guard CRC32C.masked(head[..<8]) == Self.number(head[8...]) else { throw fault("checksum", "has a length whose checksum is wrong") }
        let length = head[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(Self.maximumBytes) else { throw fault("too-large", "says to be \(length) bytes long") }
        let data = try read(Int(length))
        guard data.count == Int(length) else { throw fault("truncated", "ends after \(data.count) of \(length) bytes") }
        let tail = try read(4)
        guard tail.count == 4 else { throw fault("truncated", "is cut off in its checksum") }
        guard CRC32C.masked(data) == Self.number(tail[...]) else { throw fault("checksum", "has data whose checksum is wrong") }
        offset += Int64(length) + 16
        return data
    }

    /// Fewer at the end of the file.
    private func read(_ count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<min(count - bytes.count, buffer.bytes.count)]))
            if got == 0 { break }
            bytes.append(contentsOf: buffer.bytes[..<got])
        }
        return bytes
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }

    /// One record as it stands in a file.
    static func frame(_ data: [UInt8]) -> [UInt8] {
        let length = withUnsafeBytes(of: UInt64(data.count).littleEndian) { Array($0) }
        return length + Self.bytes(CRC32C.masked(length)) + data + Self.bytes(CRC32C.masked(data))
    }

    private static func bytes(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
}

/// Memory that is freed with its owner.
final class ScratchBuffer {
    let bytes: UnsafeMutableRawBufferPointer
    init(_ count: Int) { bytes = .allocate(byteCount: count, alignment: 16) }
    deinit { bytes.deallocate() }
}
