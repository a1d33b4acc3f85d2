import Glibc

/// Two sounds that share what can be heard, and how the second lies on the first.
public struct AudioPair: Sendable, Hashable, Codable {
    /// Places in the list that was searched; first < second.
    public var first: Int
    public var second: Int
    /// The second begins this much later than the first, in seconds; negative when it begins earlier.
    public var offsetSeconds: Double
    /// Share of differing bits; unrelated sounds come to about 0.5.
    public var errorRate: Double
    /// How much was compared: frames audible in both.
    public var comparedSeconds: Double
}

/// All pairs of sounds that are copies of each other, whole or in part, without comparing all with all.
///
/// Every fourth word of a sound goes into an index; the words of every other sound are looked up in it as they are and with
/// one of their three uncertain bits turned. Hits vote for a pair and an offset; the three offsets with most votes are
/// compared bit by bit (Haitsma & Kalker 2002, sections 5 and 6).
///
/// A pair counts when the share of differing bits is at most `maximumErrorRate`, or `shortErrorRate` below one second. The
/// paper takes 0.35, for music; two recordings of one voice come to 0.3, and of one word by one voice to 0.13.
///
/// A word that many sounds share is followed to the first 64 of them only, and counted: among a thousand copies each is
/// still found to be a copy of some. Deterministic, whatever the number of threads.
public struct AudioFingerprintPairs: Sendable {
    public var maximumErrorRate = 0.25
    public var shortErrorRate = 0.1
    /// Of frames audible in both; less tells nothing.
    public var minimumSeconds = 0.35
    private static let indexedStep = 4
    private static let mostHits = 64
    private static let offsetsTried = 3

    public struct Found: Sendable, Hashable {
        /// By first, then second.
        public var pairs: [AudioPair]
        /// How often a word was followed to some of its sounds only.
        public var crowdedWords: Int
    }

    public init() {}

    public func pairs(in prints: [AudioFingerprint], threads: Int = 1) -> Found {
        let index = WordIndex(prints, step: Self.indexedStep)
        let found = Pieces(prints.count, size: 16).map(threads: threads) { range in
            range.reduce(into: Found(pairs: [], crowdedWords: 0)) { found, second in search(second, prints, index, &found) }
        }
        let pairs = found.flatMap(\.pairs).sorted { ($0.first, $0.second) < ($1.first, $1.second) }
        return Found(pairs: pairs, crowdedWords: found.reduce(0) { $0 + $1.crowdedWords })
    }

    private func search(_ second: Int, _ prints: [AudioFingerprint], _ index: WordIndex, _ found: inout Found) {
        var votes: [Vote] = []
        let print = prints[second]
        for frame in print.words.indices where print.isAudible(frame) {
            var turned = print.uncertain[frame]
            vote(print.words[frame], frame, before: second, index, &votes, &found.crowdedWords)
            while turned != 0 {
                let bit = turned & (0 &- turned)
                vote(print.words[frame] ^ bit, frame, before: second, index, &votes, &found.crowdedWords)
                turned ^= bit
            }
        }
        votes.sort()
        var start = 0
        while start < votes.count {
            var end = start
            while end < votes.count, votes[end].first == votes[start].first { end += 1 }
            if let pair = best(votes[start..<end], prints, second) { found.pairs.append(pair) }
            start = end
        }
    }

    private func vote(_ word: UInt32, _ frame: Int, before second: Int, _ index: WordIndex, _ votes: inout [Vote], _ crowded: inout Int) {
        var hits = 0
        var place = index.firstPlace(of: word)
        while place < index.count, index.word(place) == word, index.sound(place) < second {
            guard hits < Self.mostHits else {
                crowded += 1
                return
            }
            votes.append(Vote(first: UInt32(index.sound(place)), offset: Int32(truncatingIfNeeded: index.frame(place) - frame)))
            hits += 1
            place += 1
        }
    }

    /// The best of the offsets with most votes; one step to each side belongs to it.
    private func best(_ votes: ArraySlice<Vote>, _ prints: [AudioFingerprint], _ second: Int) -> AudioPair? {
        var counts: [(offset: Int, count: Int)] = []
        for vote in votes {
            if counts.last?.offset == Int(vote.offset) { counts[counts.count - 1].count += 1 } else { counts.append((Int(vote.offset), 1)) }
        }
        counts.sort { ($1.count, abs($0.offset), $0.offset) < ($0.count, abs($1.offset), $1.offset) }
        let first = Int(votes[votes.startIndex].first)
        let offsets = Set(counts.prefix(Self.offsetsTried).flatMap { [$0.offset - 1, $0.offset, $0.offset + 1] }).sorted()
        let pairs = offsets.compactMap { compare(first, second, offset: $0, prints) }
        return pairs.min { ($0.errorRate, $0.offsetSeconds) < ($1.errorRate, $1.offsetSeconds) }
    }

    private func compare(_ first: Int, _ second: Int, offset: Int, _ prints: [AudioFingerprint]) -> AudioPair? {
        let (bits, frames) = prints[first].difference(from: prints[second], offset: offset)
        let seconds = Double(frames) * AudioFingerprint.step
        guard frames > 0, seconds >= minimumSeconds else { return nil }
        let rate = Double(bits) / Double(frames * 32)
        guard rate <= (seconds < 1 ? min(shortErrorRate, maximumErrorRate) : maximumErrorRate) else { return nil }
        return AudioPair(first: first, second: second, offsetSeconds: Double(offset) * AudioFingerprint.step, errorRate: rate, comparedSeconds: seconds)
    }
}

private struct Vote: Comparable {
    var first: UInt32
    var offset: Int32

    static func < (left: Self, right: Self) -> Bool { (left.first, left.offset) < (right.first, right.offset) }
}

/// Words of all sounds in ascending order, with where each came from; equal words by sound, then frame.
private struct WordIndex: Sendable {
    /// The word above, its running number below.
    private let entries: [UInt64]
    /// Running number of the first frame of each sound, and one more for the end.
    private let starts: [Int]
    /// For each upper half of a word, the first entry that has it.
    private let prefixes: [Int32]

    /// At most 2^32 frames in all: 1.5 years of sound.
    init(_ prints: [AudioFingerprint], step: Int) {
        let starts = prints.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.words.count) }
        var entries: [UInt64] = []
        entries.reserveCapacity((starts.last ?? 0) / step + prints.count)
        for (sound, print) in prints.enumerated() {
            for frame in stride(from: 0, to: print.words.count, by: step) where print.isAudible(frame) {
                entries.append(UInt64(print.words[frame]) << 32 | UInt64(UInt32(truncatingIfNeeded: starts[sound] + frame)))
            }
        }
        entries.sort()
        var prefixes = [Int32](repeating: 0, count: 65_537)
        for entry in entries { prefixes[Int(entry >> 48) + 1] += 1 }
        for prefix in 1...65_536 { prefixes[prefix] += prefixes[prefix - 1] }
        self.starts = starts
        self.entries = entries
        self.prefixes = prefixes
    }

    var count: Int { entries.count }
    func word(_ place: Int) -> UInt32 { UInt32(entries[place] >> 32) }
    func frame(_ place: Int) -> Int { number(place) - starts[sound(place)] }

    func firstPlace(of word: UInt32) -> Int {
        var low = Int(prefixes[Int(word >> 16)]), high = Int(prefixes[Int(word >> 16) + 1])
        while low < high {
            let middle = (low + high) / 2
            if self.word(middle) < word { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The last sound that starts at or before the frame; empty sounds start where the next one does.
    func sound(_ place: Int) -> Int {
        let number = number(place)
        var low = 0, high = starts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= number { low = middle } else { high = middle }
        }
        return low
    }

    private func number(_ place: Int) -> Int { Int(UInt32(truncatingIfNeeded: entries[place])) }
}
