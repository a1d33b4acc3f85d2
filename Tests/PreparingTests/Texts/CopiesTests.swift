import Foundation
import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Copies inside and between texts")
struct CopiesTests {
    static func words(_ count: Int, _ random: inout SeededRandom, of vocabulary: Int = 5000) -> [String] {
        (0..<count).map { _ in "w\(String(random.below(vocabulary) * 7_654_321, radix: 36))" }
    }

    private func marked(_ text: String, _ marks: TextMarks) -> [String] {
        let bytes = Array(text.utf8)
        return marks.ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    @Test("equal after folding: named by the first, in any number")
    func exact() {
        var seen = ExactTexts()
        #expect(["Hello, World", "hello world!", "bye", "!!!", "...", "Bye.", "!!!"].map { seen.add($0) } == [nil, 0, nil, nil, nil, 2, 3])
        var many = ExactTexts()
        for place in 0..<5000 { #expect(many.add("document \(place)") == nil) }
        for place in 0..<5000 { #expect(many.add("DOCUMENT, \(place)") == place) }
        #expect(many.seen == 10_000 && many.distinct == 5000)
    }

    @Test("marks merge, count, and take out what they cover")
    func marks() {
        var marks = TextMarks(bytes: 10)
        for range in [0..<2, 1..<4, 4..<5, 7..<8, 8..<8] { marks.mark(range) }
        #expect(marks.ranges == [0..<5, 7..<8] && marks.share == 0.6)
        #expect(marks.removed(from: "0123456789") == "5689")
        #expect(TextMarks(bytes: 0).share == 0)
        var other = TextMarks(bytes: 10)
        other.mark(5..<6)
        #expect(marks.union(other).ranges == [0..<6, 7..<8])
    }

    @Test("SimHash groups long copies with few changes and leaves strangers alone; order does not matter")
    func similar() {
        var random = SeededRandom(seed: 2)
        var texts: [(Int, String)] = []
        for place in 0..<60 {
            var words = Self.words(800, &random)
            texts.append((2 * place, words.joined(separator: " ")))
            words[400] = "other"
            texts.append((2 * place + 1, words.joined(separator: " ")))
        }
        func groups(_ texts: [(Int, String)]) -> [[ItemID]] {
            var finder = SimilarTexts()
            for (id, text) in texts { finder.add(ItemID(raw: Int64(id)), text) }
            return finder.groups()
        }
        let found = groups(texts)
        print("SimHash: \(found.count) of 60 pairs of 800 words with one changed")
        #expect(found.count >= 50 && found.allSatisfy { $0.count == 2 && $0[0].raw / 2 == $0[1].raw / 2 })
        #expect(groups(texts.reversed()) == found)
        #expect(groups([(1, "Hi there"), (2, "hi, there!"), (3, "there hi"), (4, ""), (5, "ok")]).map { $0.map(\.raw) } == [[1, 2]])
    }

    @Test("groups of SimHash are those of comparing all with all")
    func similarAgainstAll() {
        var random = SeededRandom(seed: 8)
        var finder = SimilarTexts(distance: 12)
        var prints: [UInt64] = []
        for place in 0..<300 {
            let text = Self.words(12, &random, of: place % 3 == 0 ? 14 : 4000).joined(separator: " ")
            finder.add(ItemID(raw: Int64(place)), text)
            prints.append(finder.fingerprint(text))
        }
        var joined = UnionFind(count: 300)
        for left in 0..<300 { for right in 0..<left where (prints[left] ^ prints[right]).nonzeroBitCount <= 12 { joined.join(left, right) } }
        #expect(finder.groups().map { $0.map { Int($0.raw) } } == joined.groups())
    }

    @Test("lines of many documents are marked, digits and case aside, once counted per document")
    func lines() {
        var lines = RepeatedLines(documents: 3)
        let pages = (1...4).map { "Home | Contact\nPage \($0) of 9\nText number \(["one", "two", "three", "four"][$0 - 1])\nText number\nText number\n---" }
        for page in pages { lines.count(page) }
        #expect(lines.seen == 4 && lines.documents(with: "HOME contact") == 4)
        #expect(lines.documents(with: "page 7 of 3") == 4 && lines.documents(with: "Text number one") == 1)
        let marks = lines.marks(pages[0])
        #expect(marked(pages[0], marks) == ["Home | Contact\nPage 1 of 9\n", "Text number\nText number\n"])
        #expect(marks.removed(from: pages[0]) == "Text number one\n---")
    }

    @Test("three sentences in a row that were there before are marked, two are not")
    func sentences() {
        var sentences = RepeatedSentences()
        let first = "Alpha is one. Beta is two. Gamma is three. Delta is four."
        #expect(sentences.add(first).ranges.isEmpty)
        #expect(sentences.add("Alpha is one. Beta is two. Something else.").ranges.isEmpty)
        let third = "New. Alpha is one! BETA is TWO. Gamma is three. ... Delta is four. Newer."
        #expect(marked(third, sentences.add(third)) == ["Alpha is one! BETA is TWO. Gamma is three. ... Delta is four."])
        #expect(sentences.add("").ranges.isEmpty)
    }

    @Test("repeated passages are those a comparison of all windows finds, whole and in shards", arguments: [5, 12])
    func passages(length: Int) {
        var random = SeededRandom(seed: UInt64(length))
        let texts = (0..<30).map { _ in Self.words(10 + random.below(120), &random, of: 2).joined(separator: random.below(2) == 0 ? " " : ", ") } + ["", "one"]
        var whole = RepeatedPassages(words: length)
        var shards = (0..<3).map { RepeatedPassages(words: length, shard: $0, of: 3) }
        var seen: [[String]] = [], markedAny = 0
        for text in texts {
            let words = text.components(separatedBy: CharacterSet(charactersIn: ", ")).filter { !$0.isEmpty }
            var covered = Set<Int>()
            for start in 0..<max(0, words.count - length + 1) {
                let window = Array(words[start..<start + length])
                if seen.contains(window) { covered.formUnion(start..<start + length) }
                seen.append(window)
            }
            let marks = whole.add(text)
            let found = marked(text, marks).flatMap { $0.components(separatedBy: CharacterSet(charactersIn: ", ")).filter { !$0.isEmpty } }
            #expect(found == covered.sorted().map { words[$0] })
            var joined = TextMarks(bytes: text.utf8.count)
            for shard in shards.indices { joined = joined.union(shards[shard].add(text)) }
            #expect(joined == marks)
            markedAny += marks.ranges.isEmpty ? 0 : 1
        }
        #expect(markedAny > 3)
    }

    @Test("an evaluation document is met by its runs of words, with places; short ones are counted apart")
    func evaluation() {
        var random = SeededRandom(seed: 3)
        let question = Self.words(20, &random), other = Self.words(20, &random)
        var overlap = EvaluationOverlap([
            ("whole", question.joined(separator: " ")), ("none", other.joined(separator: " ")), ("short", "too short to tell"),
            ("nine", question[0..<9].joined(separator: "-")),
        ])
        let before = "Some text in front. "
        let text = before + question[0..<15].joined(separator: ", ").uppercased() + " and more"
        let marks = overlap.look(in: "page", text)
        #expect(marked(text, marks) == [question[0..<15].joined(separator: ", ").uppercased()])
        overlap.look(in: "empty", "")
        let report = overlap.report
        #expect(report.documents.map(\.runs) == [8, 8, 0, 1] && report.documents.map(\.runsMet) == [3, 0, 0, 1])
        #expect(report.unchecked == 1 && report.trainingSeen == 2 && report.trainingHit == 1)
        #expect(report.documents[0].places == [.init(training: "page", start: before.utf8.count, end: text.utf8.count - 9)])
        #expect(report.documents[0].share == 0.375)
    }

    @Test("planted copies at known distances: recall by length, with the defaults", arguments: [10, 30, 60, 100, 300])
    func recall(length: Int) {
        for share in [0.03, 0.1] {
            let changed = max(1, Int((Double(length) * share).rounded()))
            var random = SeededRandom(seed: UInt64(length))
            var finder = NearDuplicateTexts(), near = 0, found = 0
            var pairs: [(String, String)] = []
            for place in 0..<200 {
                let words = Self.words(length, &random)
                var copy = words
                var places = Array(0..<length)
                random.shuffle(&places)
                for change in places.prefix(changed) { copy[change] = Self.words(1, &random)[0] }
                pairs.append((words.joined(separator: " "), copy.joined(separator: " ")))
                finder.add(ItemID(raw: Int64(2 * place)), pairs[place].0)
                finder.add(ItemID(raw: Int64(2 * place + 1)), pairs[place].1)
            }
            let groups = finder.result().groups
            for (place, pair) in pairs.enumerated() {
                let isFound = groups.contains { $0.members.contains(ItemID(raw: Int64(2 * place))) && $0.members.contains(ItemID(raw: Int64(2 * place + 1))) }
                let isNear = NearDuplicateTexts.similarity(pair.0, pair.1) >= 0.7
                near += isNear ? 1 : 0
                found += isFound ? 1 : 0
            }
            let expected = RecallCurve.jaccard(words: length, changed: changed, shingle: 5)
            print("planted copies of \(length) words, \(changed) changed: \(found) of 200 found, \(near) of them at least 0.7 alike; word 5-grams alone would be \((expected * 100).rounded() / 100) alike")
            #expect(Double(found) >= 0.95 * Double(near))
            if share == 0.03, length == 60 { #expect(found >= 190) }
        }
    }

    @Test("spilled search finds the groups of the search in memory, whatever fits at a time", arguments: [(50, 3), (1000, 40), (1_000_000, 1_000_000)])
    func spilled(keys: Int, batch: Int) throws {
        var random = SeededRandom(seed: 11)
        var texts: [String] = ["", "", "!!!"]
        for length in [4, 20, 60, 90, 150] {
            for _ in 0..<25 {
                let words = Self.words(length, &random)
                var copy = words
                copy[length / 2] = "other"
                texts += [words.joined(separator: " "), copy.joined(separator: " ")]
                if random.below(4) == 0 { texts.append(words.joined(separator: ", ").uppercased()) }
            }
        }
        let store = MemorySpill()
        var memory = NearDuplicateTexts(), spill = NearDuplicateSpill(store: store, bufferedKeys: keys, batch: batch)
        for (place, text) in texts.enumerated() {
            memory.add(ItemID(raw: Int64(place)), text)
            try spill.add(ItemID(raw: Int64(place)), text)
        }
        let expected = memory.result(), found = try spill.result()
        #expect(found.groups == expected.groups && found.groups.count > 100)
        #expect(found.report.distinct == expected.report.distinct && found.report.exactGroups == expected.report.exactGroups)
        #expect(store.names.isEmpty, "the store is left as it was")
    }

    @Test("batches on several threads give what one text after the other gives", arguments: [1, 2, 5])
    func batches(threads: Int) throws {
        var random = SeededRandom(seed: 12)
        var batch: [(id: ItemID, text: String)] = [(ItemID(raw: -4), ""), (ItemID(raw: 900), "!!!"), (ItemID(raw: -4), "...")]
        for place in 0..<600 {
            let text = Self.words([3, 12, 60][place % 3], &random).joined(separator: " ")
            // Ids fall, some below zero, and one comes twice.
            batch.append((ItemID(raw: Int64(300 - place)), text))
            if place % 4 == 0 { batch.append((ItemID(raw: Int64(1000 + place / 8)), text.uppercased() + (place % 8 == 0 ? " other" : "!"))) }
        }
        var single = NearDuplicateTexts(), together = NearDuplicateTexts()
        let store = MemorySpill()
        var spill = NearDuplicateSpill(store: store, bufferedKeys: 700, batch: 30)
        for (id, text) in batch { single.add(id, text) }
        for start in stride(from: 0, to: batch.count, by: 300) {
            let part = Array(batch[start..<min(batch.count, start + 300)])
            together.add(part, threads: threads)
            try spill.add(part, threads: threads)
        }
        let expected = single.result()
        #expect(together.result(threads: threads) == expected)
        var given: [DuplicateGroup] = []
        let report = try spill.result(threads: threads) { given.append($0) }
        #expect(given == expected.groups && given.count > 90)
        #expect(report.exactGroups == expected.report.exactGroups && report.nearGroups == expected.report.nearGroups)
        #expect(report.textsInGroups == expected.report.textsInGroups && store.names.isEmpty)
    }

    @Test("a store that loses bytes is an error with a place")
    func lossy() throws {
        let store = MemorySpill()
        var spill = NearDuplicateSpill(store: store, bufferedKeys: 10)
        for place in 0..<20 { try spill.add(ItemID(raw: Int64(place)), "the same text again and again") }
        store.remove("band-1-0")
        store.remove("copies")
        #expect(throws: SpillError.self) { try spill.result() }
    }

    @Test("the recall curve rises from 0 to 1 and is steepest near its threshold")
    func curve() {
        let curve = RecallCurve(bands: 20, rows: 6)
        #expect(curve.points.count == 21 && curve.points[0].recall == 0 && curve.points[20].recall == 1)
        #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.recall <= $1.recall })
        #expect(abs(curve.points[14].recall - 0.9182) < 1e-3)
        #expect(RecallCurve.jaccard(words: 60, changed: 2, shingle: 5) == 46.0 / 66.0)
    }
}
