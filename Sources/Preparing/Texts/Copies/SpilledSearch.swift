import Kernels
import Records

/// Buckets of the merged bands to pairs, pairs to verified pairs, those to groups.
struct SpilledSearch {
    private struct Pair {
        var left: Int
        var right: Int
        var scheme: ShingleScheme
    }

    private let texts: SpilledTexts
    private let store: any SpillStore
    private let settings: NearDuplicateSettings
    private let shingles: TextShingles
    private let batch: Int
    /// Also which texts are equal to an earlier one: joined with it and compared no more.
    private var joined: SpilledUnion
    private var pairs: [Pair] = []
    private var sorting = SortedHashes()
    private(set) var copies = 0
    private(set) var pairsVerified = 0
    private(set) var pairsAccepted = 0
    private(set) var bucketsCut = 0

    init(texts: SpilledTexts, store: any SpillStore, settings: NearDuplicateSettings, shingles: TextShingles, batch: Int) {
        self.texts = texts
        self.store = store
        self.settings = settings
        self.shingles = shingles
        self.batch = batch
        joined = SpilledUnion(store)
    }

    /// Texts of one hash are compared as they are, each with the first of its kind.
    mutating func joinCopies(_ runs: SortedRuns) throws {
        try runs.forEachBucket(store) { _, bucket in
            var firsts: [(document: Int, text: [UInt8])] = []
            for document in bucket {
                let text = try texts.text(of: document, store)
                if let first = firsts.first(where: { $0.text == text }) {
                    try joined.join(first.document, document)
                    try joined.markCopy(document)
                    copies += 1
                } else {
                    firsts.append((document, text))
                }
            }
        }
    }

    mutating func join(_ runs: SortedRuns, _ scheme: ShingleScheme) throws {
        try runs.forEachBucket(store) { _, bucket in
            let different = try bucket.filter { try !joined.isCopy($0) }
            guard different.count > 1 else { return }
            let isCut = different.count > settings.maximumBucket
            bucketsCut += isCut ? 1 : 0
            for left in different.indices {
                let end = isCut ? min(different.count, left + 11) : different.count
                for right in left + 1..<max(left + 1, end) where try joined.root(of: different[left]) != joined.root(of: different[right]) {
                    pairs.append(Pair(left: different[left], right: different[right], scheme: scheme))
                    if pairs.count >= batch { try verify() }
                }
            }
        }
        try verify()
    }

    /// In order of the left text, which is read once for all its pairs.
    private mutating func verify() throws {
        pairs.sort { ($0.left, $0.right) < ($1.left, $1.right) }
        var read = -1, set: [UInt64] = []
        for pair in pairs where try joined.root(of: pair.left) != joined.root(of: pair.right) {
            if settings.verifies {
                if read != pair.left { (read, set) = (pair.left, try cut(pair.left, pair.scheme)) }
                pairsVerified += 1
                guard JaccardIndex.of(set, try cut(pair.right, pair.scheme)) >= settings.threshold else { continue }
            }
            pairsAccepted += 1
            try joined.join(pair.left, pair.right)
        }
        pairs.removeAll(keepingCapacity: true)
    }

    private mutating func cut(_ document: Int, _ scheme: ShingleScheme) throws -> [UInt64] {
        try texts.text(of: document, store).withUnsafeBufferPointer { shingles.set($0, scheme, &sorting) }
    }

    /// Hands out the groups by least member. Exact are those of which all but one are copies.
    mutating func forEachGroup(bufferedKeys: Int, _ give: (DuplicateGroup) throws -> Void) throws {
        var groups = SpilledGroups(store: store, bufferedKeys: bufferedKeys)
        for document in 0..<texts.count {
            let root = try joined.root(of: document)
            if root != document { try groups.add(document, root: root) }
        }
        try groups.forEach({ members in
            DuplicateGroup(
                members: try members.map { try texts.id(of: $0, store) }.sorted(), kind: try members.count(where: { try !joined.isCopy($0) }) == 1 ? .exact : .near)
        }, give)
        try joined.remove()
    }
}
