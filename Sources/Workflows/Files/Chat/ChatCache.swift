import Foundation
import Records

/// Completions that were paid for, by the fingerprint of what was asked: a file of JSON lines that only grows.
///
/// Memory holds a place for each, not its text. A line that a crash cut off is left out when the file is opened again, and
/// the next answer begins on a line of its own. The key never comes near it.
actor ChatCache {
    private struct Span {
        var start: UInt64
        var length: Int
    }

    private let handle: FileHandle?
    private var spans: [String: Span] = [:]
    private var end: UInt64 = 0
    private var isChanged = false

    /// - Parameter path: nil keeps nothing.
    init(_ path: String?) throws {
        guard let path else {
            handle = nil
            return
        }
        guard let opened = Self.open(path) else {
            throw WorkflowError(.unavailable, "suggest.cache", "`\(path)` cannot be read and written", hint: "name a file in a folder of yours with `--cache`")
        }
        handle = opened
        (spans, end) = try Self.index(opened, path)
    }

    /// The completion that was kept, or nil.
    func answer(to fingerprint: String) throws -> [UInt8]? {
        guard let handle, let span = spans[fingerprint] else { return nil }
        try handle.seek(toOffset: span.start)
        guard let line = try handle.read(upToCount: span.length), let text = try JSONParser.parse([UInt8](line))["answer"]?.string else { return nil }
        return Array(text.utf8)
    }

    func add(_ fingerprint: String, _ body: [UInt8]) throws {
        guard let handle else { return }
        let record: JSONObject = ["request": .string(fingerprint), "answer": .string(String(decoding: body, as: UTF8.self))]
        let line = JSONValue.object(record).bytes()
        try handle.seek(toOffset: end)
        try handle.write(contentsOf: line + [UInt8(ascii: "\n")])
        spans[fingerprint] = Span(start: end, length: line.count)
        end += UInt64(line.count + 1)
        isChanged = true
    }

    /// Returns when all that was added is on the disk.
    func keep() throws {
        guard isChanged else { return }
        try handle?.synchronize()
        isChanged = false
    }

    private static func open(_ path: String) -> FileHandle? {
        if !FileManager.default.fileExists(atPath: path) {
            FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        return FileHandle(forUpdatingAtPath: path)
    }

    /// Where each answer stands, and where the next one goes.
    private static func index(_ handle: FileHandle, _ path: String) throws -> ([String: Span], UInt64) {
        var spans: [String: Span] = [:], start: UInt64 = 0, rest: [UInt8] = []
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            rest += piece
            var from = 0
            while let newline = rest[from...].firstIndex(of: UInt8(ascii: "\n")) {
                if let fingerprint = (try? JSONParser.parse(Array(rest[from..<newline])))?["request"]?.string {
                    spans[fingerprint] = Span(start: start, length: newline - from)
                } else if newline > from, spans.isEmpty {
                    throw WorkflowError(.unprocessable, "suggest.cache", "`\(path)` holds something else than kept answers", hint: "name another file with `--cache`")
                }
                start += UInt64(newline - from + 1)
                from = newline + 1
            }
            rest.removeFirst(from)
        }
        if !rest.isEmpty { try handle.truncate(atOffset: start) }
        return (spans, start)
    }
}
