import Kernels
import Records

/// Copies among videos, whole or in part, by the hashes of the frames that were kept of each.
///
/// Two frames match when their hashes differ in at most `radius` bits; nearest ones are paired first, each frame once.
/// Jaccard's measure of two videos is then matches / (frames of both - matches), so an equal film at another size is near
/// 1; the contained share is matches / frames of the shorter, so an excerpt is near 1.
///
/// Flat frames (black, white) match nothing. A hash that many videos share (a logo) is compared with the first 64 of them
/// only, and counted. Cost: `HammingPairs` over all hashes. Deterministic.
public struct VideoDuplicates: Sendable {
    /// In bits of 64.
    public var radius = 6
    public var minimumJaccard = 0.5
    public var minimumContained = 0.8
    /// Fewer matches prove nothing.
    public var minimumMatches = 3
    private static let mostOwners = 64
    private var videos: [(id: ItemID, hashes: [UInt64])] = []

    public struct Pair: Sendable, Hashable, Codable {
        public var first: ItemID
        public var second: ItemID
        public var matches: Int
        public var jaccard: Double
        /// Of the video with fewer frames.
        public var contained: Double
    }

    public struct Found: Sendable, Hashable {
        /// By first, then second; ids ascending in each.
        public var pairs: [Pair]
        /// Ids ascending, groups by their first.
        public var groups: [[ItemID]]
        /// Videos with too few frames that are not flat; compared with none.
        public var tooShort: Int
        /// How many hashes were compared with some of their videos only.
        public var crowdedHashes: Int
    }

    public init() {}

    public mutating func add(_ id: ItemID, _ frames: [KeptFrame]) {
        videos.append((id, frames.filter { !$0.isFlat }.map(\.hash.bits)))
    }

    public func result() -> Found {
        let ordered = videos.sorted { $0.id < $1.id }
        let long = ordered.filter { $0.hashes.count >= minimumMatches }
        let (meetings, crowded) = meetings(long.map(\.hashes))
        let pairs = FrameMeeting.matches(meetings).compactMap { match in
            pair(match, long[match.first].id, long[match.second].id, long[match.first].hashes.count, long[match.second].hashes.count)
        }
        var places: [ItemID: Int] = [:]
        for (place, video) in long.enumerated() { places[video.id] = place }
        var joined = UnionFind(count: long.count)
        for pair in pairs { joined.join(places[pair.first] ?? 0, places[pair.second] ?? 0) }
        return Found(pairs: pairs, groups: joined.groups().map { $0.map { long[$0].id } }, tooShort: ordered.count - long.count, crowdedHashes: crowded)
    }

    private func pair(_ match: FrameMeeting.Match, _ first: ItemID, _ second: ItemID, _ left: Int, _ right: Int) -> Pair? {
        let jaccard = Double(match.count) / Double(left + right - match.count), contained = Double(match.count) / Double(min(left, right))
        guard match.count >= minimumMatches, jaccard >= minimumJaccard || contained >= minimumContained else { return nil }
        return Pair(first: first, second: second, matches: match.count, jaccard: jaccard, contained: contained)
    }

    /// Every two frames of different videos that are near each other.
    private func meetings(_ hashes: [[UInt64]]) -> ([FrameMeeting], Int) {
        var owners: [(word: UInt64, frame: FrameMeeting.Frame)] = []
        for (video, words) in hashes.enumerated() {
            for (place, word) in words.enumerated() { owners.append((word, FrameMeeting.Frame(video: video, place: place))) }
        }
        owners.sort { ($0.word, $0.frame) < ($1.word, $1.frame) }
        var words: [UInt64] = [], starts: [Int] = []
        for (place, owner) in owners.enumerated() where words.last != owner.word {
            words.append(owner.word)
            starts.append(place)
        }
        starts.append(owners.count)
        let crowded = words.indices.count { starts[$0 + 1] - starts[$0] > Self.mostOwners }
        func frames(_ word: Int) -> [FrameMeeting.Frame] { owners[starts[word]..<min(starts[word + 1], starts[word] + Self.mostOwners)].map(\.frame) }
        var meetings: [FrameMeeting] = []
        for word in words.indices { FrameMeeting.add(frames(word), frames(word), bits: 0, to: &meetings) }
        HammingPairs(radius: radius, shared: 2).forEach(in: words) { left, right in
            FrameMeeting.add(frames(left), frames(right), bits: (words[left] ^ words[right]).nonzeroBitCount, to: &meetings)
        }
        return (meetings, crowded)
    }
}
