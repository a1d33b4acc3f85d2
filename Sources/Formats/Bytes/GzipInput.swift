import CZlib

/// Unpacks gzip, also several members one after another (as `cat a.gz b.gz` and block tools make them).
final class GzipInput: Unpacker {
    private let stream: UnsafeMutablePointer<z_stream>
    private var isBetweenMembers = false

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, 16 added: a gzip header is expected.
        let status = winnow_inflate_init(stream, 15 + 16)
        precondition(status == Z_OK, "zlib has no memory for a stream")
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func read(from input: RawInput, into output: UnsafeMutableRawBufferPointer) throws(ByteError) -> Int {
        while true {
            if input.pending.isEmpty, try !input.refill() {
                if isBetweenMembers { return 0 }
                throw .truncated(input.name, .gzip, offset: input.offset)
            }
            if isBetweenMembers, try !beginMember(input) { return 0 }
            let produced = try inflateOnce(input, output)
            if produced > 0 { return produced }
        }
    }

    private func inflateOnce(_ input: RawInput, _ output: UnsafeMutableRawBufferPointer) throws(ByteError) -> Int {
        let pending = input.pending
        stream.pointee.next_in = UnsafeMutablePointer(mutating: pending.baseAddress?.assumingMemoryBound(to: Bytef.self))
        stream.pointee.avail_in = UInt32(clamping: pending.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let given = Int(stream.pointee.avail_in)
        let room = Int(stream.pointee.avail_out)
        let status = inflate(stream, Z_NO_FLUSH)
        input.take(given - Int(stream.pointee.avail_in))
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
            throw .corrupt(input.name, .gzip, offset: input.offset, reason: reason)
        }
        isBetweenMembers = status == Z_STREAM_END
        return room - Int(stream.pointee.avail_out)
    }

    /// True when another member follows; padding of zero bytes ends the file, anything else is an error.
    private func beginMember(_ input: RawInput) throws(ByteError) -> Bool {
        while true {
            let pending = input.pending
            if pending.count >= 2, pending[0] == 0x1F, pending[1] == 0x8B {
                inflateReset(stream)
                isBetweenMembers = false
                return true
            }
            if pending.count == 1, pending[0] == 0x1F, try input.refill() { continue }
            guard pending.allSatisfy({ $0 == 0 }) else {
                throw .corrupt(input.name, .gzip, offset: input.offset, reason: "what follows the stream is not gzip")
            }
            input.take(pending.count)
            if try !input.refill() { return false }
        }
    }
}
