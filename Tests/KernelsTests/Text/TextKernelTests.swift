import Testing
@testable import Kernels

@Suite("Words, sentences and hashes of text")
struct TextKernelTests {
    private func words(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var cuts = WordCuts()
        bytes.withUnsafeBufferPointer { cuts.cut($0) }
        return (0..<cuts.count).map { String(decoding: bytes[Int(cuts.starts[$0])..<Int(cuts.ends[$0])], as: UTF8.self) }
    }

    @Test("cuts words as people see them", arguments: [
        ("don't stop", ["don't", "stop"]), ("a_b-c", ["a_b", "-", "c"]), ("'tis rock 'n' roll", ["'", "tis", "rock", "'", "n", "'", "roll"]),
        ("東京 2 ok。", ["東", "京", "2", "ok", "。"]), ("नमस्ते", ["नमस्ते"]), ("3.5%", ["3", ".", "5", "%"]), ("", []), (" \n\t", []),
        ("naïve’s 😀", ["naïve’s", "😀"]), ("a\u{A0}b\u{2028}c", ["a", "b", "c"]),
    ])
    func cut(text: String, expected: [String]) { #expect(words(text) == expected) }

    @Test("cuts sentences by rule", arguments: [
        ("One. Two! Three?", 3), ("J. Smith came. He left.", 2), ("It is 3.5 metres. ok then.", 1), ("He said \"Go.\" Then he went.", 2),
        ("一。二。三", 3), ("Heading\n\nText here.", 2), ("", 0), ("...", 1), ("Wait... What?", 2),
    ])
    func sentences(text: String, count: Int) {
        var ranges: [Range<Int>] = []
        Array(text.utf8).withUnsafeBufferPointer { SentenceCuts.cut($0, into: &ranges) }
        #expect(ranges.count == count)
    }

    @Test("bytes that are no UTF-8 are read one by one and never trap", arguments: 0..<50)
    func hostile(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let bytes = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: [0x20, 0x41, 0x80, 0xC0, 0xC3, 0xE0, 0xED, 0xA0, 0xF4, 0xF8, 0xFF][random.below(11)]) }
        bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place < bytes.count { place += ScalarReader.read(bytes, place).length }
            #expect(place == bytes.count)
            var cuts = WordCuts(), ranges: [Range<Int>] = [], folded = FoldedWords()
            cuts.cut(bytes)
            folded.cut(bytes)
            SentenceCuts.cut(bytes, into: &ranges)
        }
    }

    @Test("the reader decodes what the standard library encodes")
    func reader() {
        for value in stride(from: UInt32(0), to: 0x11_0000, by: 97) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(String(Character(scalar)).utf8)
            let read = bytes.withUnsafeBufferPointer { ScalarReader.read($0, 0) }
            #expect(read.value == value && read.length == bytes.count)
        }
    }

    @Test("words that differ in case, width or accent composition fold to one hash")
    func folded() {
        func hashes(_ text: String) -> [UInt64] {
            var words = FoldedWords()
            Array(text.utf8).withUnsafeBufferPointer { words.cut($0) }
            return words.hashes
        }
        #expect(hashes("Café, IT'S ＡＢＣ!") == hashes("cafe\u{301} it's  abc"))
        #expect(hashes("one two") != hashes("two one"))
    }

    @Test("a rolling hash is the hash of its window, wherever it lies", arguments: [1, 2, 13, 50])
    func windows(size: Int) {
        var random = SeededRandom(seed: 5)
        let hashes = (0..<200).map { _ in random.next() }
        var all: [UInt64] = [], one: [UInt64] = []
        WindowHashes.fill(&all, of: hashes, size: size)
        #expect(all.count == 200 - size + 1)
        for place in stride(from: 0, to: all.count, by: 7) {
            WindowHashes.fill(&one, of: Array(hashes[place..<place + size]), size: size)
            #expect(one == [all[place]])
        }
        WindowHashes.fill(&all, of: hashes, size: 201)
        #expect(all.isEmpty)
    }

    @Test("sorted hashes are what the standard sort gives, for hashes and for values that are none", arguments: [0, 1, 2, 33, 500, 5000])
    func sorted(count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        var sorting = SortedHashes()
        for bound in [0, 10, 1 << 40] {
            let values = (0..<count).map { _ in bound == 0 ? random.next() : UInt64(random.below(bound)) }
            var sorted = values
            sorting.sortToSet(&sorted)
            #expect(sorted == Set(values).sorted())
        }
    }

    @Test("tallies and counts agree with a dictionary, over several documents")
    func tallies() {
        var random = SeededRandom(seed: 9)
        var tally = HashTally(), counts = HashCounts(), all: [UInt64: Int] = [:]
        for size in [3, 4000, 10, 0, 700] {
            var own: [UInt64: Int] = [:]
            tally.clear(expecting: size)
            for _ in 0..<size {
                let key = Hash64.finalise(UInt64(random.below(900)))
                own[key, default: 0] += 1
                all[key, default: 0] += 1
                #expect(tally.add(key) == own[key])
                #expect(counts.add(key) == all[key])
            }
            #expect(own.allSatisfy { tally.count(of: $0.key) == $0.value })
        }
        #expect(counts.distinct == all.count && counts.count(of: 12345) == 0 && all.allSatisfy { counts.count(of: $0.key) == $0.value })
    }

    @Test("SimHash takes the majority of each bit", arguments: [1, 2, 126, 127, 128, 1000])
    func simHash(count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        let features = (0..<count).map { _ in random.next() }
        var expected: UInt64 = 0
        for bit in 0..<64 where features.count(where: { $0 >> UInt64(bit) & 1 == 1 }) * 2 > count { expected |= 1 << UInt64(bit) }
        #expect(SimHash.of(features) == expected)
        #expect(SimHash.of([UInt64]()) == 0)
    }

    @Test("Hamming pairs: the same as all with all, each once, for one to three shared pieces", arguments: [1, 2, 3])
    func hamming(shared: Int) {
        var random = SeededRandom(seed: 4)
        var words = (0..<400).map { _ in random.next() }
        for place in 0..<200 { words.append(words[place] ^ (1 << UInt64(random.below(64))) ^ (1 << UInt64(random.below(64))) ^ (1 << UInt64(random.below(64))) ^ (place % 4 == 0 ? 1 << UInt64(random.below(64)) : 0)) }
        var found: [[Int]] = [], expected: [[Int]] = []
        HammingPairs(radius: 3, shared: shared).forEach(in: words) { found.append([$0, $1]) }
        for left in words.indices {
            for right in words.indices where right > left && (words[left] ^ words[right]).nonzeroBitCount <= 3 { expected.append([left, right]) }
        }
        #expect(found.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) } == expected && expected.count >= 150)
    }
}
