import Formats
import Foundation
import Records

/// A file of JSON lines for each side, fold or round of a split, in a folder of their own.
public final class SplitFolder {
    private let path: String
    private var sinks: [String: ByteSink] = [:]
    static let mostFiles = 400

    /// Refuses a folder that is there and not empty.
    public init(_ path: String) throws {
        let present = try? FileManager.default.contentsOfDirectory(atPath: path)
        guard present?.isEmpty ?? true else {
            throw WorkflowError(.conflict, "split.not-empty", "`\(path)` is not empty", hint: "name a folder that does not exist yet")
        }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        self.path = path
    }

    public func add(_ record: JSONObject, to names: [String]) throws {
        let line = JSONValue.object(record).bytes(sorted: false) + [10]
        for name in names { try sink(name).write(line) }
    }

    public func finish() throws { for name in sinks.keys.sorted() { _ = try sinks[name]?.finish() } }

    private func sink(_ name: String) throws -> ByteSink {
        if let sink = sinks[name] { return sink }
        guard name.utf8.allSatisfy({ $0 > 32 && $0 != UInt8(ascii: "/") }), !name.hasPrefix("."), name.utf8.count < 200 else {
            throw WorkflowError(.badInput, "split.name", "`\(name)` cannot be the name of a file", hint: "call the side something else")
        }
        guard sinks.count < Self.mostFiles else {
            throw WorkflowError(.badInput, "split.too-many-files", "more than \(Self.mostFiles) files", hint: "ask for fewer folds or windows, or leave `--to` out")
        }
        let sink = try ByteSink(path: "\(path)/\(name).jsonl")
        sinks[name] = sink
        return sink
    }
}
