import Formats
import Foundation
import Records
import Storage

/// Which item of the project an item of the dataset is: the one with its key and the same content, in the import's own
/// source first; else, where it comes with a file, one that holds the same bytes.
///
/// The same key alone is not enough: two datasets number their rows from 1. What both sides hold must agree: files by
/// their size, fields by their values. One item is taken by content once, so that copies in a dataset stay items of their own.
actor ImportMatcher {
    enum Match: Sendable {
        case byKey(Item)
        case byContent(Item)
        /// `alike`: an item of another source has the key and other content.
        case absent(alike: Bool)
        /// The import's own source has the key with other content, or several sources have the key.
        case unclear(code: String, words: String)
    }

    private let project: ProjectID
    private let source: SourceID
    private let job: JobID
    private let store: Store
    /// Beginning of a file's digest -> its first item; made when it is first asked for.
    private var byDigest: [UInt64: ItemID]?
    private var taken: Set<ItemID> = []

    init(_ project: ProjectID, source: SourceID, job: JobID, _ store: Store) {
        self.project = project
        self.source = source
        self.job = job
        self.store = store
    }

    func match(_ batch: ImportBatch) async throws -> [Match] {
        let keys = batch.items.map(\.key)
        let (project, store) = (project, store)
        let named = try await store.read { connection in
            var ids: [ItemID] = []
            for source in try connection.sources.all(of: project) { ids += try connection.items.ids(source: source.id, keys: keys).values }
            return try Dictionary(grouping: connection.items.find(ids)) { ExactText($0.key) }
        }
        var matches: [Match] = []
        for item in batch.items {
            let match = byKey(item, named[item.key] ?? [], batch)
            if case .absent = match, let found = try await byContent(item, batch) { matches.append(.byContent(found)) } else { matches.append(match) }
        }
        return matches
    }

    private func byKey(_ item: LabelledItem, _ named: [Item], _ batch: ImportBatch) -> Match {
        let same = named.filter { agrees($0, item, batch) }
        if let own = named.first(where: { $0.source == source }) {
            if same.contains(where: { $0.id == own.id }) { return .byKey(own) }
            return .unclear(code: "import.content-changed", words: "`\(item.key)` was imported before with other content; its answers are left out")
        }
        if same.count > 1 {
            return .unclear(code: "import.ambiguous", words: "`\(item.key)` is in \(same.count) sources of the project; its answers are left out")
        }
        return same.first.map(Match.byKey) ?? .absent(alike: !named.isEmpty)
    }

    private func agrees(_ present: Item, _ item: LabelledItem, _ batch: ImportBatch) -> Bool {
        for (role, blob) in present.blobs {
            guard let path = batch.path(of: role, in: item), let size = Self.size(of: path) else { continue }
            if size != blob.size { return false }
        }
        return item.fields.members.allSatisfy { name, value in present.fields[name].map { $0 == value } ?? true }
    }

    private func byContent(_ item: LabelledItem, _ batch: ImportBatch) async throws -> Item? {
        for role in item.files.keys.sorted() {
            guard let path = batch.path(of: role, in: item), let digest = try await store.blobs.offloaded({ _ in ContentHash.hex(ofFile: path) }) else { continue }
            guard let id = try await digests()[Self.beginning(digest)], !taken.contains(id), let found = try await store.read({ try $0.items.find(id) }) else { continue }
            guard found.blobs[role]?.sha256 == digest, try await !isTaken(found) else { continue }
            taken.insert(id)
            return found
        }
        return nil
    }

    /// By a batch that was stored before the job was taken up again.
    private func isTaken(_ item: Item) async throws -> Bool {
        let last = try await store.read { try $0.revisions.current(of: item.id, stage: .imported).last }
        return last.map { $0.origin == .imported(source: source) && $0.id.raw > job.raw } ?? false
    }

    private func digests() async throws -> [UInt64: ItemID] {
        if let byDigest { return byDigest }
        let (project, own) = (project, source)
        let read = try await store.read { connection in
            var digests: [UInt64: ItemID] = [:]
            try connection.items.forEachBlob(of: project) { item, source, digest in
                // What this import brought itself is known by its key.
                if source != own, digests[Self.beginning(digest)] == nil { digests[Self.beginning(digest)] = item }
            }
            return digests
        }
        byDigest = read
        return read
    }

    private static func beginning(_ digest: String) -> UInt64 { UInt64(digest.prefix(16), radix: 16) ?? 0 }

    private static func size(of path: String) -> Int64? {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? NSNumber)?.int64Value
    }
}
