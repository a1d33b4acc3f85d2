import Foundation
import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Near-duplicate texts")
struct NearDuplicateTextsTests {
    private func groups(_ texts: [String], _ settings: NearDuplicateSettings = NearDuplicateSettings()) -> [[Int64]] {
        result(texts.enumerated().map { ($0.offset, $0.element) }, settings).groups.map { $0.members.map(\.raw) }
    }

    private func result(_ texts: [(Int, String)], _ settings: NearDuplicateSettings = NearDuplicateSettings()) -> NearDuplicateResult {
        var finder = NearDuplicateTexts(settings)
        for (id, text) in texts { finder.add(ItemID(raw: Int64(id)), text) }
        return finder.result()
    }

    static let long = (0..<60).map { "word\($0 * 7919 % 1000)" }.joined(separator: " ")

    @Test("groups copies and leaves the rest alone", arguments: [
        (["Hello, World!", "hello world", "bye"], [[0, 1]]),
        (["a", "b", "c"], []),
        (["a", "A", "b", "B"], [[0, 1], [2, 3]]),
        (["!!!", ":)", "!!!"], [[0, 2]]),
        (["", "", " "], [[0, 1]]),
        ([], []),
        (["Win a prize now, call 08001234567 today before noon", "x", "Win a prize now, call 08001234568 today before noon!"], [[0, 2]]),
        ([long, long + " more", "other"], [[0, 1]]),
        (["好的，明天见，到时候再联系你吧", "好的明天见 到时候再联系你吧"], []),
        (["这是一个很长的中文句子用来测试近似重复的检测效果如何", "这是一个很长的中文句子用来测试近似重复的检测效果如何呢"], [[0, 1]]),
    ])
    func examples(texts: [String], expected: [[Int64]]) {
        #expect(groups(texts) == expected)
    }

    /// A vocabulary of 500 words, `length` drawn; then a share of the words replaced.
    private func copies(_ count: Int, length: Int, changed: Double, seed: UInt64 = 1) -> [String] {
        var random = SeededRandom(seed: seed)
        func word() -> String { "w\(String(random.below(500) * 7_654_321, radix: 36))" }
        return (0..<count).flatMap { _ in
            let words = (0..<length).map { _ in word() }
            return [words, words.map { random.uniform() < changed ? word() : $0 }].map { $0.joined(separator: " ") }
        }
    }

    @Test("finds almost every pair that comparing all with all finds, and no other", arguments: [8, 15, 40, 90, 110, 160, 400])
    func recall(length: Int) {
        let texts = copies(60, length: length, changed: 0.03)
        var expected = 0, found = 0
        let groups = groups(texts)
        let groupOf = Dictionary(uniqueKeysWithValues: groups.enumerated().flatMap { group in group.element.map { ($0, group.offset) } })
        for left in 0..<texts.count {
            for right in left + 1..<texts.count {
                let isNear = NearDuplicateTexts.similarity(texts[left], texts[right]) >= 0.7
                let isFound = groupOf[Int64(left)] != nil && groupOf[Int64(left)] == groupOf[Int64(right)]
                if isNear { expected += 1 }
                if isNear && isFound { found += 1 }
                #expect(isNear || !isFound)
            }
        }
        print("near duplicates of \(length) words: \(found) of \(expected) pairs found")
        #expect(Double(found) >= 0.95 * Double(expected))
        if length < 100 { #expect(expected >= 50) }
    }

    @Test("does not depend on the order of arrival")
    func order() {
        let texts = copies(50, length: 12, changed: 0.05) + copies(20, length: 120, changed: 0.02, seed: 2)
        var numbered = texts.enumerated().map { ($0.offset, $0.element) }
        let expected = result(numbered)
        var random = SeededRandom(seed: 3)
        for _ in 0..<3 {
            var order = Array(numbered.indices)
            random.shuffle(&order)
            numbered = order.map { numbered[$0] }
            #expect(result(numbered) == expected)
        }
    }

    @Test("says what it did")
    func report() {
        let report = result([(3, "Same text here"), (1, "same text, here"), (2, "different")]).report
        #expect((report.seen, report.distinct, report.exactGroups, report.nearGroups) == (3, 2, 1, 0))
        #expect(report.textsInGroups == 2 && report.seconds == nil)
        #expect(report.recall(at: 0.75) > 0.9)
    }

    @Test("without verification only candidates count; a huge bucket is cut and said so")
    func settings() {
        var settings = NearDuplicateSettings(verifies: false)
        #expect(groups(["one two three four", "five six seven eight"], settings) == [])
        settings = NearDuplicateSettings(threshold: 0.6, maximumBucket: 10)
        let shared = "the very same long beginning of every single one of these messages number "
        let result = result((0..<40).map { ($0, shared + String(UnicodeScalar(UInt8(65 + $0)))) }, settings)
        #expect(result.report.bucketsCut > 0)
        #expect(result.groups.map(\.members.count) == [32] || result.groups.first?.members.count ?? 0 > 30)
    }

    @Test("similarity is 1 for equal texts, falls with every change, and is symmetric")
    func similarity() {
        let (a, b, c) = ("see you at the station at noon", "see you at the station at nine", "nothing in common")
        #expect(NearDuplicateTexts.similarity(a, "See you, at the station at noon!") == 1)
        #expect(NearDuplicateTexts.similarity(a, b) == NearDuplicateTexts.similarity(b, a))
        #expect(NearDuplicateTexts.similarity(a, b) > NearDuplicateTexts.similarity(a, c))
    }

    @Test("reads its settings from a step and refuses others in words")
    func declared() throws {
        let settings = try NearDuplicateSettings(["threshold": 0.8, "hashes": 64, "verify": false])
        #expect(settings.threshold == 0.8 && settings.hashes == 64 && !settings.verifies && settings.words == 5)
        for wrong: JSONObject in [["treshold": 0.8], ["threshold": 2], ["hashes": 100], ["hashes": "many"], ["verify": 1]] {
            #expect(throws: Finding.self) { try NearDuplicateSettings(wrong) }
            #expect(NearDuplicatesStep().check(wrong, of: .text).count == 1)
        }
    }

    @Test("real text messages: groups hold together; numbers printed")
    func messages() {
        guard let (texts, _) = SharedFolder.messages(for: "near duplicates of real messages") else { return }
        let result = result(texts.enumerated().map { ($0.offset, $0.element) })
        print("near duplicates: \(result.report)")
        #expect(result.report.seen == texts.count)
        #expect(result.report.exactGroups > 200 && result.report.nearGroups > 50)
        for group in result.groups where group.kind == .near && group.members.count == 2 {
            let (a, b) = (texts[Int(group.members[0].raw)], texts[Int(group.members[1].raw)])
            #expect(NearDuplicateTexts.similarity(a, b) >= 0.7)
        }
    }
}
