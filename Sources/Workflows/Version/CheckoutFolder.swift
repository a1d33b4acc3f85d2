import Formats
import Foundation
import Records
import Versioning

/// A commit as a folder of files. Names in it are ours or hashes, never names from the data.
final class CheckoutFolder {
    private let path: String
    private let items: ByteSink
    private let answers: ByteSink

    /// Refuses a folder that exists and is not empty.
    init(_ path: String) throws {
        let present = try? FileManager.default.contentsOfDirectory(atPath: path)
        guard present?.isEmpty ?? true else {
            throw WorkflowError(.conflict, "checkout.not-empty", "`\(path)` is not empty", hint: "name a folder that does not exist yet")
        }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        self.path = path
        items = try ByteSink(path: path + "/items.jsonl")
        answers = try ByteSink(path: path + "/answers.jsonl")
    }

    func write(_ text: String, to name: String) throws {
        let sink = try ByteSink(path: "\(path)/\(name)")
        try sink.write(text)
        _ = try sink.finish()
    }

    func add(_ record: ItemRecord) throws {
        var plain = record
        plain.answers = [:]
        try items.write(try JSONValue(encoding: plain).bytes(sorted: true) + [10])
        for (question, answer) in record.answers.sorted(by: { $0.key < $1.key }) {
            var line: JSONObject = ["source": .string(record.source), "key": .string(record.key), "question": .string(question)]
            for (key, value) in try JSONValue(encoding: answer).object?.members ?? [] { line[key] = value }
            try answers.write(JSONValue.object(line).bytes(sorted: false) + [10])
        }
    }

    /// A hard link where the file system allows one, else a copy.
    func link(_ blob: BlobReference, role: String, from original: String?, _ read: () throws -> [UInt8]) throws {
        let folder = path + "/blobs"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let target = "\(folder)/\(blob.sha256)"
        if FileManager.default.fileExists(atPath: target) { return }
        if let original, (try? FileManager.default.linkItem(atPath: original, toPath: target)) != nil { return }
        try Data(read()).write(to: URL(fileURLWithPath: target), options: .atomic)
    }

    func finish(_ reader: CommitReader) throws {
        _ = try items.finish()
        _ = try answers.finish()
        var commit = try JSONValue(encoding: reader.commit).object ?? [:]
        commit["id"] = .string(reader.hash)
        try write(JSONValue.object(commit).text(sorted: true) + "\n", to: "commit.json")
    }
}
