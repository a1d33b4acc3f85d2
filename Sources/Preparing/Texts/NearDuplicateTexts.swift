import Kernels
import Records

/// Finds texts that are copies of each other, word for word or nearly, in groups.
///
/// Exact: equal after folding (`FoldedText.appendWords`: NFKC, lower case, no punctuation, single spaces). Near: Jaccard
/// index of the shingle sets at least `threshold`; candidates come from MinHash bands and are verified on the real sets.
/// Groups are the connected components, so two members may be less alike than the threshold, through a third.
///
///     var finder = NearDuplicateTexts()
///     for item in items { finder.add(item.id, item.text ?? "") }
///     let result = finder.result()
///
/// Memory: the folded distinct texts, and 8 bytes per band and text. Shingles are cut again for a pair that is compared, which
/// costs a third of signing a text and saves keeping them all.
/// Cost: about 128 * S / 8 operations for a text of S shingles. Results do not depend on the order of `add`.
public struct NearDuplicateTexts: Sendable {
    public let settings: NearDuplicateSettings
    private var ids: [ItemID] = []
    /// Distinct text of each added one.
    private var textOf: [Int32] = []
    private var texts = DistinctTexts()

    public init(_ settings: NearDuplicateSettings = NearDuplicateSettings()) {
        self.settings = settings
    }

    public mutating func add(_ id: ItemID, _ text: String) {
        ids.append(id)
        textOf.append(texts.add(text))
    }

    /// As one after the other, folded side by side. Thousands make a good batch: their folded copies are in memory meanwhile.
    ///
    /// - Parameter meanwhile: done once beside it, on another thread where there are several: reading the next batch.
    public mutating func add(_ batch: [(id: ItemID, text: String)], threads: Int, meanwhile: () -> Void = {}) {
        let pieces = Pieces(batch.count, size: 256).map(threads: threads, beside: meanwhile) { piece in FoldedTexts(batch[piece]) }
        ids.append(contentsOf: batch.lazy.map(\.id))
        for piece in pieces {
            for place in 0..<piece.count { textOf.append(piece.withBytes(of: place) { texts.add(folded: $0, hash: piece.hashes[place]) }) }
        }
    }

    /// The same on any number of threads.
    public func result(threads: Int = 1) -> NearDuplicateResult {
        let order = texts.canonicalOrder()
        var search = CandidateSearch(texts: texts, order: order, settings: settings)
        search.run(threads: threads)
        var members: [Int: [(id: ItemID, text: Int32)]] = [:]
        var rank = [Int](repeating: 0, count: order.count)
        for (place, text) in order.enumerated() { rank[text] = place }
        for (place, id) in ids.enumerated() {
            members[search.joined.root(of: rank[Int(textOf[place])]), default: []].append((id, textOf[place]))
        }
        let groups = members.values.filter { $0.count > 1 }.map { members in
            DuplicateGroup(
                members: members.map(\.id).sorted(),
                kind: members.allSatisfy { $0.text == members[0].text } ? .exact : .near)
        }.sorted { ($0.members[0], $0.members.count) < ($1.members[0], $1.members.count) }
        return NearDuplicateResult(groups: groups, report: report(groups, search))
    }

    /// Whether the texts are equal after folding: what makes a group exact.
    public static func areCopies(_ all: [String]) -> Bool {
        var texts = DistinctTexts()
        return all.allSatisfy { texts.add($0) == 0 }
    }

    private func report(_ groups: [DuplicateGroup], _ search: CandidateSearch) -> NearDuplicateReport {
        let exact = groups.count { $0.kind == .exact }
        return NearDuplicateReport(
            settings: settings, bands: search.bands.bands, rows: search.bands.rows,
            seen: ids.count, distinct: texts.count, exactGroups: exact, nearGroups: groups.count - exact,
            textsInGroups: groups.reduce(0) { $0 + $1.members.count }, pairsVerified: search.pairsVerified,
            pairsAccepted: search.pairsAccepted, bucketsCut: search.bucketsCut)
    }

    /// The greater of the similarities that apply to both texts; 1 for texts equal after folding.
    public static func similarity(
        _ left: String, _ right: String, _ settings: NearDuplicateSettings = NearDuplicateSettings()
    ) -> Double {
        var texts = DistinctTexts()
        guard texts.add(left) != texts.add(right) else { return 1 }
        let shingles = TextShingles(settings)
        let schemes = [0, 1].map { texts.withBytes(of: $0, shingles.schemes) }
        return ShingleScheme.allCases.filter { schemes[0].contains($0) && schemes[1].contains($0) }.map { scheme in
            JaccardIndex.of(
                texts.withBytes(of: 0) { shingles.set($0, scheme) }, texts.withBytes(of: 1) { shingles.set($0, scheme) })
        }.max() ?? 0
    }
}

/// Items whose texts belong together; the least id names the group.
public struct DuplicateGroup: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable { case exact, near }
    /// Ascending.
    public var members: [ItemID]
    public var kind: Kind
    public var id: ItemID { members[0] }
}

public struct NearDuplicateResult: Sendable, Hashable, Codable {
    /// By least member.
    public var groups: [DuplicateGroup]
    public var report: NearDuplicateReport
}

public struct NearDuplicateReport: Sendable, Hashable, Codable {
    public var settings: NearDuplicateSettings
    public var bands: Int
    public var rows: Int
    public var seen: Int
    /// Different texts after folding.
    public var distinct: Int
    public var exactGroups: Int
    public var nearGroups: Int
    public var textsInGroups: Int
    public var pairsVerified: Int
    public var pairsAccepted: Int
    /// Buckets above `maximumBucket`, whose texts were compared with their neighbours only.
    public var bucketsCut: Int
    /// Set by the caller, who has the clock.
    public var seconds: Double?

    /// The probability that a pair of this similarity is found.
    public func recall(at jaccard: Double) -> Double { SignatureBands(bands: bands, rows: rows).recall(at: jaccard) }
}
