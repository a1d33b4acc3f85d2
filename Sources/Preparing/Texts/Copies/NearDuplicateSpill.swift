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
/// Memory: 5 bytes a text, `bufferedKeys` times 16 bytes, and a batch of pairs. Store: the texts, 24 bytes a text, 16 bytes a
/// text and band. Differs from the in-memory finder in one thing: a bucket above `maximumBucket` is compared along the
/// order of arrival.
public struct NearDuplicateSpill {
    public let settings: NearDuplicateSettings
    private let store: any SpillStore
    private let bufferedKeys: Int
    private let batch: Int
    private let shingles: TextShingles
    private let bands: SignatureBands
    private let minHash: MinHash
    private var copies = SortedRuns("copies")
    /// By scheme, then band.
    private var runs: [SortedRuns]
    private var texts: SpilledTexts
    private var buffered = 0
    private var folded: [UInt8] = []
    private var sorting = SortedHashes()
    private var signature: [UInt32]
    private var keys: [UInt64]

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
        minHash = MinHash(count: settings.hashes)
        texts = SpilledTexts()
        signature = [UInt32](repeating: 0, count: settings.hashes)
        keys = [UInt64](repeating: 0, count: bands.bands)
        let bandCount = bands.bands
        runs = ShingleScheme.allCases.flatMap { scheme in (0..<bandCount).map { SortedRuns("band-\(scheme.rawValue)-\($0)") } }
    }

    public mutating func add(_ id: ItemID, _ text: String) throws {
        folded.removeAll(keepingCapacity: true)
        FoldedText.appendWords(text, to: &folded)
        if folded.isEmpty { folded.append(contentsOf: text.utf8) }
        let document = texts.count
        try texts.add(id, folded, store)
        copies.add(Hash64.of(folded), document)
        buffered += 1
        for scheme in folded.withUnsafeBufferPointer({ shingles.schemes($0) }) { enter(document, scheme) }
        if buffered >= bufferedKeys { try spill() }
    }

    private mutating func enter(_ document: Int, _ scheme: ShingleScheme) {
        let set = folded.withUnsafeBufferPointer { shingles.set($0, scheme, &sorting) }
        signature.withUnsafeMutableBufferPointer { signature in
            set.withUnsafeBufferPointer { minHash.sign($0, into: signature) }
            keys.withUnsafeMutableBufferPointer { bands.keys(UnsafeBufferPointer(signature), into: $0) }
        }
        for band in 0..<bands.bands { runs[scheme.rawValue * bands.bands + band].add(keys[band], document) }
        buffered += bands.bands
    }

    private mutating func spill() throws {
        try copies.spill(store)
        for place in runs.indices { try runs[place].spill(store) }
        buffered = 0
    }

    /// Groups and report as `NearDuplicateTexts.result` gives them; the store is emptied.
    public mutating func result() throws -> NearDuplicateResult {
        try spill()
        try texts.flush(store)
        var search = SpilledSearch(texts: texts, store: store, settings: settings, shingles: shingles, batch: batch)
        try search.joinCopies(copies)
        for (place, run) in runs.enumerated() {
            try search.join(run, ShingleScheme.allCases[place / bands.bands])
            try run.remove(store)
        }
        let groups = try search.groups()
        try copies.remove(store)
        try texts.remove(store)
        let exact = groups.count { $0.kind == .exact }
        return NearDuplicateResult(groups: groups, report: NearDuplicateReport(
            settings: settings, bands: bands.bands, rows: bands.rows, seen: texts.count, distinct: texts.count - search.copies, exactGroups: exact,
            nearGroups: groups.count - exact, textsInGroups: groups.reduce(0) { $0 + $1.members.count }, pairsVerified: search.pairsVerified,
            pairsAccepted: search.pairsAccepted, bucketsCut: search.bucketsCut))
    }
}
