import Kernels

/// The pairs of distinct texts that are near duplicates: MinHash bands, buckets, verification, union.
///
/// Texts are numbered in canonical order here, so every count and choice is independent of the order of arrival.
/// A pair joined through others, in an earlier band or its own bucket, is not verified again: the components are the same
/// without it.
struct CandidateSearch {
    private struct Entry {
        var key: UInt64
        var text: Int32
    }

    /// Texts of one band that share a key with others, bucket after bucket.
    private struct Buckets: Sendable {
        var texts: [Int32] = []
        var ends: [Int] = []
    }

    let bands: SignatureBands
    var joined: UnionFind
    private(set) var pairsVerified = 0
    private(set) var pairsAccepted = 0
    private(set) var bucketsCut = 0
    private let texts: DistinctTexts
    private let order: [Int]
    private let settings: NearDuplicateSettings
    private let shingles: TextShingles
    private var refused: Set<UInt64> = []

    init(texts: DistinctTexts, order: [Int], settings: NearDuplicateSettings) {
        self.texts = texts
        self.order = order
        self.settings = settings
        shingles = TextShingles(settings)
        joined = UnionFind(count: order.count)
        bands = Self.bands(settings)
    }

    /// The cut that suits the settings' threshold.
    static func bands(_ settings: NearDuplicateSettings) -> SignatureBands {
        SignatureBands.best(
            threshold: settings.threshold, count: settings.hashes, falsePositiveWeight: settings.falsePositiveWeight,
            falseNegativeWeight: 1 - settings.falsePositiveWeight)
    }

    mutating func run(threads: Int) {
        let (texts, order, shingles) = (texts, order, shingles)
        let schemes = Pieces(order.count, size: 1024).map(threads: threads) { piece in
            piece.map { texts.withBytes(of: order[$0], shingles.schemes) }
        }.flatMap { $0 }
        for scheme in ShingleScheme.allCases {
            let members = order.indices.filter { schemes[$0].contains(scheme) }
            guard members.count > 1 else { continue }
            refused.removeAll()
            let keys = bandKeys(members, scheme, threads)
            let buckets = Pieces(bands.bands, size: 1).map(threads: threads) { (band: Range<Int>) -> Buckets in
                Self.buckets(keys, members.count, band: band.lowerBound)
            }
            for band in buckets { join(band, members, scheme, threads) }
        }
    }

    /// Band-major: the keys of a band lie together.
    private func bandKeys(_ members: [Int], _ scheme: ShingleScheme, _ threads: Int) -> [UInt64] {
        let (bands, count) = (bands.bands, members.count)
        let (texts, order, empty) = (texts, order, SignedTexts(shingles, self.bands, MinHash(count: settings.hashes)))
        return [UInt64](unsafeUninitializedCapacity: count * bands) { keys, filled in
            nonisolated(unsafe) let keys = keys
            _ = Pieces(count, size: 128).map(threads: threads) { piece in
                var signed = empty
                for place in piece { texts.withBytes(of: order[members[place]]) { signed.add($0, scheme) } }
                for band in 0..<bands { for place in piece { keys[band * count + place] = signed.keys[(place - piece.lowerBound) * bands + band] } }
            }
            filled = count * bands
        }
    }

    private static func buckets(_ keys: [UInt64], _ count: Int, band: Int) -> Buckets {
        var entries = (0..<count).map { Entry(key: keys[band * count + $0], text: Int32($0)) }
        entries.sort { $0.key != $1.key ? $0.key < $1.key : $0.text < $1.text }
        var buckets = Buckets()
        var first = 0
        while first < entries.count {
            var end = first + 1
            while end < entries.count, entries[end].key == entries[first].key { end += 1 }
            if end - first > 1 {
                buckets.texts.append(contentsOf: entries[first..<end].lazy.map(\.text))
                buckets.ends.append(buckets.texts.count)
            }
            first = end
        }
        return buckets
    }

    /// Buckets of a band have no text in common and are compared side by side, each as the groups stood before the band.
    private mutating func join(_ buckets: Buckets, _ members: [Int], _ scheme: ShingleScheme, _ threads: Int) {
        let empty = ComparedBuckets(texts: texts, order: order, settings: settings, shingles: shingles, scheme: scheme)
        let (joined, refused) = (joined, refused)
        let pieces = Pieces(buckets.ends.count, size: 64).map(threads: threads) { piece in
            var compared = empty
            for bucket in piece {
                let start = bucket == 0 ? 0 : buckets.ends[bucket - 1]
                compared.compare(buckets.texts[start..<buckets.ends[bucket]].map { members[Int($0)] }, joined, refused)
            }
            return compared.outcome
        }
        for outcome in pieces {
            pairsVerified += outcome.verified
            pairsAccepted += outcome.accepted.count
            bucketsCut += outcome.cut
            for pair in outcome.accepted { self.joined.join(pair.left, pair.right) }
            self.refused.formUnion(outcome.refused)
        }
    }
}
