import Glibc

/// Pieces of a Parquet file by offset: plain reads of exactly what is asked for, never beyond the file's end, so that a
/// length in a header allocates nothing that is not there.
final class ParquetBytes {
    let name: String
    let count: Int64
    private let descriptor: Int32
    private let memory: [UInt8]

    init(path: String, shownAs name: String) throws(ParquetError) {
        self.name = name
        memory = []
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(name, reason: lastSystemError()) }
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        count = isFile ? Int64(status.st_size) : -1
        guard isFile else {
            close(descriptor)
            throw .cannotOpen(name, reason: "it is no plain file")
        }
    }

    init(memory: [UInt8], name: String) {
        self.name = name
        self.memory = memory
        descriptor = -1
        count = Int64(memory.count)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Exactly these bytes.
    func read(at offset: Int64, count wanted: Int, _ what: String) throws(ParquetError) -> [UInt8] {
        guard offset >= 0, wanted >= 0, offset <= count, Int64(wanted) <= count - offset else { throw .truncated(name, offset: max(0, min(offset, count)), what: what) }
        if descriptor < 0 { return Array(memory[Int(offset)..<(Int(offset) + wanted)]) }
        var filled = 0
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialised in
            while filled < wanted {
                let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, wanted - filled, Int(offset) + filled)
                if got < 0, errno == EINTR { continue }
                if got < 0 { code = errno }
                if got <= 0 { break }
                filled += got
            }
            initialised = filled
        }
        guard code == 0 else { throw .cannotRead(name, offset: offset, reason: strerror(code).map { String(cString: $0) } ?? "error \(code)") }
        guard filled == wanted else { throw .truncated(name, offset: offset + Int64(filled), what: what) }
        return bytes
    }

    /// At most so many bytes; fewer at the end.
    func upTo(_ limit: Int, at offset: Int64) throws(ParquetError) -> [UInt8] {
        try read(at: offset, count: Int(max(0, min(Int64(limit), count - offset))), "the file")
    }
}
