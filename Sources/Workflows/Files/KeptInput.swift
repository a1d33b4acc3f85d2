import Formats
import Foundation
import Records

/// A pipe's bytes in a temporary file that has no name any more: it goes when this does, however the process ends.
final class KeptInput {
    /// Opens the file anew from its start.
    var path: String { "/proc/self/fd/\(descriptor)" }
    private let descriptor: Int32

    init(_ pipe: String, name: String) throws {
        let input = pipe == "-" ? dup(0) : open(pipe, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw Self.failure("`\(name)` cannot be opened") }
        defer { close(input) }
        var template = Array("\(NSTemporaryDirectory())/winnow-input-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Self.failure("no temporary file can be made for `\(name)`") }
        unlink(template)
        try Self.copy(input, to: descriptor, name)
    }

    deinit { close(descriptor) }

    private static func copy(_ input: Int32, to output: Int32, _ name: String) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(input, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("`\(name)` cannot be read")
            }
            var written = 0
            while written < count {
                let step = write(output, buffer.baseAddress?.advanced(by: written), count - written)
                if step < 0 {
                    if errno == EINTR { continue }
                    throw failure("`\(name)` cannot be kept in a temporary file")
                }
                written += step
            }
        }
    }

    private static func failure(_ what: String) -> WorkflowError {
        WorkflowError(.unavailable, "file.input", "\(what): \(String(cString: strerror(errno)))")
    }
}

/// What a file of records is, by its first bytes: for input that has no name to tell it.
enum RecordSniff {
    /// `{` begins JSON lines, `[` a JSON list; else the first line says whether tabs or commas stand between its cells.
    static func format(of source: ByteSource) throws -> String {
        let first = try beginning(of: source)
        let text = first.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        switch text.first {
        case nil, UInt8(ascii: "{")?: return "jsonl"
        case UInt8(ascii: "[")?: return "json"
        default:
            let line = first.prefix { $0 != 0x0A }
            return line.contains(0x09) && !line.contains(UInt8(ascii: ",")) ? "tsv" : "csv"
        }
    }

    /// At most 64 KiB.
    static func beginning(of source: ByteSource) throws -> ArraySlice<UInt8> {
        var first = [UInt8](repeating: 0, count: 1 << 16)
        let count = try first.withUnsafeMutableBytes { try source.read(into: $0) }
        return first.prefix(count)
    }

    /// Whether the first line has a `;` outside quotes and no comma.
    static func partsBySemicolon(_ beginning: ArraySlice<UInt8>) -> Bool {
        var (isQuoted, found) = (false, false)
        for byte in beginning {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case _ where isQuoted: break
            case UInt8(ascii: ","): return false
            case UInt8(ascii: ";"): found = true
            case 0x0A: return found
            default: break
            }
        }
        return found
    }
}
