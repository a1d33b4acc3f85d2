import Foundation
import Kernels
import Preparing
import Records
import Storage
import Synchronization

/// What the checks know of every picture of a project: measured once, kept by the picture's digest.
///
/// `measure` decodes what is not known yet, `forEachBatch` gives what is known. So the checks and the search for copies
/// share one decoding, a second run with another threshold decodes nothing, and no more than a batch is in memory.
/// Pictures that cannot be read are kept in memory only and tried again by the next job: the library that was missing may
/// be there then.
final class MeasuredPictures: Sendable {
    /// Changes when `ImageMeasurements` or `ImageChecks.decoding` do.
    static let kind = "image-measurements/1"
    /// Measured, then written: what a cancelled job has to do again at most.
    private static let batch = 64

    struct Picture: Sendable {
        var item: Item
        var reading: PictureReading
    }

    private let store: Store
    private let project: ProjectID
    private let width: Int
    private let unreadable = Mutex<[String: Finding]>([:])

    /// `width`: how many pictures are decoded at a time, each on a thread of its own. Results do not depend on it.
    init(_ store: Store, of project: ProjectID, width: Int = ProcessInfo.processInfo.activeProcessorCount) {
        self.store = store
        self.project = project
        self.width = width
    }

    /// Sees to it that all pictures of ready items, or of others, are known; how many had to be decoded.
    func measure(_ progress: StepProgress, of filter: ItemFilter = .ready) async throws -> Int {
        var done = 0
        var decoded = 0
        try await store.forEachBatch(of: project, filter, size: Self.batch) { items in
            let unknown = try await unknown(items.compactMap(\.picture))
            done += items.count - unknown.count
            try await progress.report(done)
            var measured: [(sha256: String, value: ImageMeasurements)] = []
            try await EveryCore.forEach(unknown, width: width, { [store] in PictureReading.of($0, in: store.blobs) }) { place, reading in
                switch reading {
                case .measured(let measurements): measured.append((sha256: unknown[place], value: measurements))
                case .unreadable(let finding): unreadable.withLock { $0[unknown[place]] = finding }
                }
                done += 1
                decoded += 1
                try await progress.report(done)
            }
            guard !measured.isEmpty else { return }
            let news = measured
            try await store.writeBulk { try $0.blobFacts.save(news, kind: Self.kind) }
        }
        return decoded
    }

    /// Digests that neither this job nor one before it has looked at, each once.
    private func unknown(_ blobs: [BlobReference]) async throws -> [String] {
        let digests = Set(blobs.map(\.sha256)).sorted()
        let failed = unreadable.withLock { failed in Set(digests.filter { failed[$0] != nil }) }
        let known = try await store.read { try $0.blobFacts.known(digests, kind: Self.kind) }
        return digests.filter { !known.contains($0) && !failed.contains($0) }
    }

    /// The ready items (or others) that have a picture, in the order of their ids, with what is known of it.
    func forEachBatch(of filter: ItemFilter = .ready, _ body: ([Picture]) async throws -> Void) async throws {
        try await store.forEachBatch(of: project, filter, size: 1000) { items in
            let digests = Set(items.compactMap { $0.picture?.sha256 }).sorted()
            let known = try await store.read { try $0.blobFacts.find(digests, kind: Self.kind, as: ImageMeasurements.self) }
            let failed = unreadable.withLock { failed in Dictionary(uniqueKeysWithValues: digests.compactMap { digest in failed[digest].map { (digest, $0) } }) }
            try await body(items.compactMap { item in
                guard let digest = item.picture?.sha256 else { return nil }
                if let measurements = known[digest] { return Picture(item: item, reading: .measured(measurements)) }
                guard var finding = failed[digest] else { return nil }
                finding.place = Place(record: item.key)
                return Picture(item: item, reading: .unreadable(finding))
            })
        }
    }
}
