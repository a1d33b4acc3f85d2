import Formats
import Foundation
import Records
import Suggesting

/// A model as a file: what it is called, and which bytes it has.
public struct ModelDocument: Codable, Sendable, Hashable {
    public var path: String
    /// Name in `winnow list models`.
    public var name: String
    /// A hash of the bytes: equal models have equal versions wherever they were trained.
    public var version: String
    public var bytes: Int

    /// Larger files are hardly models: refused before they are read.
    static let mostBytes = 4 << 30

    /// Refuses a place that cannot be written, or that holds something else than a model, before any work is done.
    static func check(_ path: String) throws {
        var isFolder: ObjCBool = false
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw WorkflowError(.unavailable, "model.folder", "there is no folder `\(folder)` for the model", hint: "make it first")
        }
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        let start = FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: 7) }
        guard !isFolder.boolValue, start.map({ $0 == Data("WNMODEL".utf8) }) ?? false else {
            throw WorkflowError(.conflict, "model.exists", "`\(path)` is there already and is no model of `winnow`", hint: "an earlier model is written anew, anything else is left alone: name another file")
        }
    }

    static func write(_ data: [UInt8], kind: String, to path: String) throws -> ModelDocument {
        do { try Data(data).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw WorkflowError(.unavailable, "model.not-written", "the model cannot be written to `\(path)`", hint: "look at the folder's permissions and free space")
        }
        return ModelDocument(path: path, name: kind, version: ModelFile.version(of: data), bytes: data.count)
    }

    static func read(_ path: String) throws -> [UInt8] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw WorkflowError(.unavailable, "model.none", "there is no model `\(path)`", hint: "`winnow train` writes one") }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= mostBytes, let data = FileManager.default.contents(atPath: path) else {
            throw WorkflowError(.unprocessable, "model.unread", "`\(path)` cannot be read as a model", hint: "`winnow train` writes one")
        }
        return [UInt8](data)
    }

    /// What the model's own stage refuses, as the refusal of the whole, with the file it is about.
    static func worded<T>(_ path: String, _ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as SuggestingError {
            throw WorkflowError(.unprocessable, error.finding.code, "`\(path)`: \(error.description)", hint: error.hint)
        }
    }
}
