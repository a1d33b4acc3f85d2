import Kernels
import Records

/// `NearDuplicateTexts` for more texts than memory holds: the same groups, from a store of sorted runs.
///
/// Texts stream past; folded text, place and id go to the store, and one key per band to that band's sorted runs. Then the
/// bands are merged one after the other: equal folded texts first, of which only the first goes on, then each band's
/// buckets, whose pairs are verified in batches, ordered by text so that reading goes forward.
///
///     var finder = NearDuplicateSpill(store: folder)
///     for item in items { try finder.add(item.id, item.text ?? "") }
///     let result = try finder.result()                // takes what it wrote out of the store
///
/// Memory: `bufferedKeys` times 16 to 32 bytes, a batch of pairs, and 16 MiB, whatever the number of texts. Groups handed out
/// one by one take none. Store: the texts, 28 bytes a text, 16 bytes a text and band. Differs from the in-memory finder in one thing: a bucket above `maximumBucket` is compared along the order of
/// arrival.
public struct NearDuplicateSpill {
    public let settings: NearDuplicateSettings
    private let store: any SpillStore
    private let bufferedKeys: Int
    private let batch: Int
    private let shingles: TextShingles
    private let bands: SignatureBands
    /// None yet: what each piece of a batch starts from.
    private let unsigned: SignedTexts
    private var copies = SortedRuns("copies")
    /// By scheme, then band.
    private var runs: [SortedRuns]
    private var texts: SpilledTexts
    private var buffered = 0

    /// - Parameters:
    ///   - bufferedKeys: keys in memory before they are sorted and written.
    ///   - batch: pairs verified together.
    public init(_ settings: NearDuplicateSettings = NearDuplicateSettings(), store: any SpillStore, bufferedKeys: Int = 8_000_000, batch: Int = 1_000_000) {
        precondition(bufferedKeys > 0 && batch > 0)
        self.settings = settings
        self.store = store
        self.bufferedKeys = bufferedKeys
        self.batch = batch
        shingles = TextShingles(settings)
        bands = CandidateSearch.bands(settings)
        unsigned = SignedTexts(shingles, bands, MinHash(count: settings.hashes))
        texts = SpilledTexts()
        let bandCount = bands.bands
        runs = ShingleScheme.allCases.flatMap { scheme in (0..<bandCount).map { SortedRuns("band-\(scheme.rawValue)-\($0)") } }
    }

    public mutating func add(_ id: ItemID, _ text: String) throws { try add([(id, text)], threads: 1) }

    /// As one after the other, folded and signed side by side. Thousands make a good batch: their keys are in memory meanwhile.
    ///
    /// - Parameter meanwhile: done once beside it, on another thread where there are several: reading the next batch.
    public mutating func add(_ batch: [(id: ItemID, text: String)], threads: Int, meanwhile: () -> Void = {}) throws {
        let (shingles, unsigned) = (shingles, unsigned)
        let pieces = Pieces(batch.count, size: 128).map(threads: threads, beside: meanwhile) { piece in Signed(batch[piece], shingles, unsigned) }
        var ids = batch.lazy.map(\.id).makeIterator()
        for piece in pieces { try enter(piece, &ids, threads) }
    }

    /// A piece of a batch, with the keys of those texts that are cut so.
    private struct Signed: Sendable {
        let folded: FoldedTexts
        var places: [[Int]]
        var signed: [SignedTexts]

        init(_ batch: ArraySlice<(id: ItemID, text: String)>, _ shingles: TextShingles, _ unsigned: SignedTexts) {
            folded = FoldedTexts(batch)
            places = ShingleScheme.allCases.map { _ in [] }
            signed = ShingleScheme.allCases.map { _ in unsigned }
            for place in 0..<folded.count {
                folded.withBytes(of: place) { text in
                    for scheme in shingles.schemes(text) {
                        places[scheme.rawValue].append(place)
                        signed[scheme.rawValue].add(text, scheme)
                    }
                }
            }
        }
    }

    private mutating func enter(_ piece: Signed, _ ids: inout some IteratorProtocol<ItemID>, _ threads: Int) throws {
        let first = texts.count
        for place in 0..<piece.folded.count {
            guard let id = ids.next() else { break }
            try piece.folded.withBytes(of: place) { try texts.add(id, $0, store) }
            copies.add(piece.folded.hashes[place], first + place)
        }
        buffered += piece.folded.count
        for scheme in ShingleScheme.allCases {
            let (places, keys) = (piece.places[scheme.rawValue], piece.signed[scheme.rawValue].keys)
            for band in 0..<bands.bands {
                for (row, place) in places.enumerated() { runs[scheme.rawValue * bands.bands + band].add(keys[row * bands.bands + band], first + place) }
            }
            buffered += keys.count
        }
        if buffered >= bufferedKeys { try spill(threads) }
    }

    private mutating func spill(_ threads: Int) throws {
        runs.withUnsafeMutableBufferPointer { runs in
            nonisolated(unsafe) let runs = runs
            _ = Pieces(runs.count, size: 1).map(threads: threads) { runs[$0.lowerBound].sort() }
        }
        try copies.spill(store)
        for place in runs.indices { try runs[place].spill(store) }
        buffered = 0
    }

    /// Groups and report as `NearDuplicateTexts.result` gives them; the store is emptied.
    public mutating func result(threads: Int = 1) throws -> NearDuplicateResult {
        var groups: [DuplicateGroup] = []
        let report = try result(threads: threads) { groups.append($0) }
        return NearDuplicateResult(groups: groups, report: report)
    }

    /// The same, with each group handed out by itself, by least member, so that memory need not hold them.
    public mutating func result(threads: Int = 1, _ give: (DuplicateGroup) throws -> Void) throws -> NearDuplicateReport {
        try spill(threads)
        copies.shrink()
        for place in runs.indices { runs[place].shrink() }
        try texts.flush(store)
        var search = SpilledSearch(texts: texts, store: store, settings: settings, shingles: shingles, batch: batch)
        try search.joinCopies(copies)
        try copies.remove(store)
        for (place, run) in runs.enumerated() {
            try search.join(run, ShingleScheme.allCases[place / bands.bands])
            try run.remove(store)
        }
        var (exact, near, members) = (0, 0, 0)
        try search.forEachGroup(bufferedKeys: bufferedKeys) { group in
            exact += group.kind == .exact ? 1 : 0
            near += group.kind == .near ? 1 : 0
            members += group.members.count
            try give(group)
        }
        try texts.remove(store)
        return NearDuplicateReport(
            settings: settings, bands: bands.bands, rows: bands.rows, seen: texts.count, distinct: texts.count - search.copies, exactGroups: exact,
            nearGroups: near, textsInGroups: members, pairsVerified: search.pairsVerified, pairsAccepted: search.pairsAccepted,
            bucketsCut: search.bucketsCut)
    }
}
