/// Bytes to read, unpacked on the way: a file, standard input or memory; plain, gzip or zstd by their first bytes.
///
/// Memory is one chunk whatever the size of the input. A packed stream that ends early, is broken, or grows beyond
/// `limits` is an error that names the byte; a reader never sees a silent end.
///
///     let source = try ByteSource(path: "corpus.jsonl.gz")
///     let count = try source.read(into: buffer)          // 0 at the end
public final class ByteSource {
    public struct Limits: Sendable, Hashable {
        /// After unpacking; plain files have no limit.
        public var maximumBytes: Int64
        /// Unpacked to stored, looked at once more than 64 MiB came out.
        public var maximumRatio: Int64
        public init(maximumBytes: Int64 = 256 << 30, maximumRatio: Int64 = 250) {
            self.maximumBytes = maximumBytes
            self.maximumRatio = maximumRatio
        }
    }

    /// The path, or `(standard input)`, or what the memory was called: goes into findings.
    public let name: String
    public let compression: Compression
    /// Unpacked bytes given so far.
    public private(set) var offset: Int64 = 0
    private let raw: RawInput
    private let unpacker: (any Unpacker)?
    private let limits: Limits
    private let ratioGrace: Int64

    /// `-` reads standard input. `shownAs` is the name for findings when it is not the path itself.
    public convenience init(path: String, shownAs name: String? = nil, limits: Limits = Limits()) throws(ByteError) {
        try self.init(RawInput(path: path, shownAs: name), limits: limits)
    }

    public convenience init(memory bytes: some Collection<UInt8>, name: String = "(memory)", limits: Limits = Limits()) throws(ByteError) {
        try self.init(RawInput(memory: bytes, name: name), limits: limits, ratioGrace: 1 << 20)
    }

    private init(_ raw: RawInput, limits: Limits, ratioGrace: Int64 = 64 << 20) throws(ByteError) {
        self.raw = raw
        self.limits = limits
        self.ratioGrace = ratioGrace
        name = raw.name
        while raw.pending.count < 4, try raw.refill() {}
        compression = Compression(magic: raw.pending)
        switch compression {
        case .none: unpacker = nil
        case .gzip: unpacker = GzipInput()
        case .zstd: unpacker = ZstdInput()
        }
    }

    /// Fills from the front and says how much; 0 at the end.
    public func read(into output: UnsafeMutableRawBufferPointer) throws(ByteError) -> Int {
        guard !output.isEmpty else { return 0 }
        guard let unpacker else { return try readPlain(output) }
        let count = try unpacker.read(from: raw, into: output)
        offset += Int64(count)
        if offset > limits.maximumBytes { throw .tooLarge(name, limit: limits.maximumBytes) }
        if offset > ratioGrace, offset / max(1, raw.offset) > limits.maximumRatio {
            throw .expandsTooMuch(name, limit: limits.maximumRatio)
        }
        return count
    }

    private func readPlain(_ output: UnsafeMutableRawBufferPointer) throws(ByteError) -> Int {
        if raw.pending.isEmpty, try !raw.refill() { return 0 }
        let count = min(raw.pending.count, output.count)
        output.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw.pending[0..<count]))
        raw.take(count)
        offset += Int64(count)
        return count
    }

    /// Moves forward to an unpacked offset: by seeking in plain files, by reading on otherwise.
    /// False when the input ends before it.
    public func skip(to target: Int64) throws(ByteError) -> Bool {
        guard target > offset else { return target == offset }
        if unpacker == nil, let size = raw.size {
            guard target <= size, raw.seek(to: target) else { return false }
            offset = target
            return true
        }
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { scratch.deallocate() }
        while offset < target {
            let step = min(Int64(scratch.count), target - offset)
            if try read(into: UnsafeMutableRawBufferPointer(rebasing: scratch[0..<Int(step)])) == 0 { return false }
        }
        return true
    }

    /// Stored bytes read so far and in all, for progress; the total is unknown for pipes.
    public var progress: (done: Int64, total: Int64?) { (raw.offset, raw.size) }

    /// The rest as one array; for small files only.
    public func readAll(maximumBytes: Int) throws(ByteError) -> [UInt8] {
        var all: [UInt8] = []
        if unpacker == nil {
            repeat {
                all.append(contentsOf: raw.pending)
                offset += Int64(raw.pending.count)
                raw.take(raw.pending.count)
                if all.count > maximumBytes { throw .tooLarge(name, limit: Int64(maximumBytes)) }
            } while try raw.refill()
            return all
        }
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { scratch.deallocate() }
        while true {
            let count = try read(into: scratch)
            if count == 0 { return all }
            all.append(contentsOf: scratch[0..<count])
            if all.count > maximumBytes { throw .tooLarge(name, limit: Int64(maximumBytes)) }
        }
    }
}

/// Turns stored bytes into plain ones. Returns 0 only at a proper end.
protocol Unpacker: AnyObject {
    func read(from input: RawInput, into output: UnsafeMutableRawBufferPointer) throws(ByteError) -> Int
}
