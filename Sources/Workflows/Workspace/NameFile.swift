import Foundation
import Preparing
import Synchronization

/// A model of names on disk. It is read once as long as it stays the same, since every project that looks for names asks for
/// it: some megabytes, and the newest alone is kept.
struct NameFile: Sendable, Hashable {
    private let path: String
    private let size: Int
    private let changedAt: Date

    private static let newest = Mutex<(file: NameFile, tagger: NameTagger)?>(nil)

    init(_ path: String) throws {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path) else { throw WorkflowError(.unavailable, "models.damaged", "`\(path)` cannot be read") }
        self.path = path
        size = (facts[.size] as? NSNumber)?.intValue ?? 0
        changedAt = facts[.modificationDate] as? Date ?? .distantPast
    }

    func tagger() throws -> NameTagger {
        if let kept = Self.newest.withLock({ $0?.file == self ? $0?.tagger : nil }) { return kept }
        let tagger = try read()
        Self.newest.withLock { $0 = (self, tagger) }
        return tagger
    }

    private func read() throws -> NameTagger {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "models.damaged", "`\(path)` cannot be read") }
        do { return NameTagger(try NameModel([UInt8](bytes))) } catch {
            throw WorkflowError(.unprocessable, "models.damaged", "`\(path)` holds no model of names: \(error)", hint: "make it anew with `tools/train-names`")
        }
    }
}
