import Kernels
import Records

/// Copies among sounds: the same recording at another bit rate, gain or length.
///
///     var duplicates = AudioDuplicates()
///     duplicates.add(id, measured.fingerprint)
///     let found = duplicates.result()
///
/// Groups are joined through pairs: when b is a copy of a and c of b, all three are one group.
/// Sounds with less than 0.35 s that can be heard are counted and compared with none.
public struct AudioDuplicates: Sendable {
    public struct Pair: Sendable, Hashable, Codable {
        public var first: ItemID
        public var second: ItemID
        /// The second begins this much later than the first.
        public var offsetSeconds: Double
        public var errorRate: Double
        public var comparedSeconds: Double
    }

    public struct Found: Sendable, Hashable {
        /// By first, then second; ids ascending in each.
        public var pairs: [Pair]
        /// Ids ascending, groups by their first.
        public var groups: [[ItemID]]
        public var tooShort: Int
        /// See `AudioFingerprintPairs`.
        public var crowdedWords: Int
    }

    private let search: AudioFingerprintPairs
    private var sounds: [(id: ItemID, print: AudioFingerprint)] = []

    public init(_ search: AudioFingerprintPairs = AudioFingerprintPairs()) {
        self.search = search
    }

    public mutating func add(_ id: ItemID, _ print: AudioFingerprint) {
        sounds.append((id, print))
    }

    public func result(threads: Int = 1) -> Found {
        let ordered = sounds.sorted { $0.id < $1.id }
        let long = ordered.filter { Double($0.print.audibleFrames) * AudioFingerprint.step >= search.minimumSeconds }
        let found = search.pairs(in: long.map(\.print), threads: threads)
        var joined = UnionFind(count: long.count)
        for pair in found.pairs { joined.join(pair.first, pair.second) }
        let pairs = found.pairs.map { pair in
            Pair(
                first: long[pair.first].id, second: long[pair.second].id, offsetSeconds: pair.offsetSeconds, errorRate: pair.errorRate,
                comparedSeconds: pair.comparedSeconds)
        }
        let groups = joined.groups().map { $0.map { long[$0].id } }
        return Found(pairs: pairs, groups: groups, tooShort: ordered.count - long.count, crowdedWords: found.crowdedWords)
    }
}
