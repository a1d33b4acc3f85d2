import Kernels
import Testing

@testable import Assuring

@Suite("Edit distance")
struct EditDistanceTests {
    /// The definition, row by row.
    private func plain(_ left: [Int32], _ right: [Int32]) -> Int {
        var row = Array(0...right.count)
        for (i, symbol) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                (diagonal, row[j + 1]) = (row[j + 1], min(diagonal + (symbol == right[j] ? 0 : 1), row[j] + 1, row[j + 1] + 1))
            }
        }
        return row[right.count]
    }

    @Test("agrees with the definition across block borders")
    func definition() {
        var random = SeededRandom(seed: 1)
        var distance = EditDistance(symbolCount: 5)
        for round in 0..<300 {
            let alphabet = 1 + round % 5
            let left = (0..<random.below(round < 250 ? 140 : 400)).map { _ in Int32(random.below(alphabet)) }
            var right = left
            for _ in 0..<random.below(12) where !right.isEmpty { right[random.below(right.count)] = Int32(random.below(alphabet)) }
            for _ in 0..<random.below(6) where !right.isEmpty { right.remove(at: random.below(right.count)) }
            if round % 3 == 0 { right = (0..<random.below(140)).map { _ in Int32(random.below(alphabet)) } }
            let expected = plain(left, right)
            #expect(distance.between(left[...], right[...]) == expected && distance.between(right[...], left[...]) == expected)
        }
    }

    @Test("rates of a text against a known one")
    func rates() {
        #expect(TextErrorRate.words("the cat sat", against: "the cat sat down").rate == 0.25)
        #expect(TextErrorRate.characters("kitten", against: "sitting") == TextErrorRate(edits: 3, referenceLength: 7))
        #expect(TextErrorRate.words("a", against: "").rate == nil && TextErrorRate.words("a b c", against: "x").rate == 3)
        // One scalar that is two UTF-16 units, four bytes.
        #expect(TextErrorRate.characters("a🦊", against: "ab").edits == 1)
    }
}

@Suite("Agreement on texts")
struct TextAgreementTests {
    static let names = TextAgreementCatalog.all.map(\.name)

    @Test("by hand: word, character and n-gram agreement")
    func worked() throws {
        let table = try TextTable.drawn(["the cat sat", "the cat"], ["a", "a"])
        // One word of three more, and one of one equal: 3 right of 4.
        #expect(isClose(WordAccuracy().agreement(of: table).overall.value, 0.75))
        #expect(isClose(CharacterAccuracy().agreement(of: table).overall.value, 8.0 / 12))
        // Precision 1 for each length; recall 6/9, 5/8, 4/7, 3/6, 2/5, 1/4.
        let recall = (6.0 / 9 + 5.0 / 8 + 4.0 / 7 + 3.0 / 6 + 2.0 / 5 + 1.0 / 4) / 6
        #expect(isClose(CharacterNgramF().agreement(of: table).items[0], 2 * recall / (1 + recall)))
        #expect(isClose(CharacterNgramF.score(of: "the cat", against: "the cat sat"), 5 * recall / (4 + recall)))
    }

    @Test("the mean over pairs of annotators, each pair's items added up", arguments: names)
    func pairs(name: String) throws {
        let measure = try #require(TextAgreementCatalog.named(name))
        let result = measure.agreement(of: try TextTable.drawn(["a b", "a b", "c d"], ["a b", "a b", nil]), bootstrap: Bootstrap(rounds: 200, seed: 1))
        #expect(result.pairs.map(\.value).map { $0 > 0.9 } == [true, false, false] && result.pairs.map(\.items) == [2, 1, 1])
        #expect(isClose(result.overall.value, result.pairs.map(\.value).reduce(0, +) / 3) && result.overall.items == 2)
        let interval = try #require(result.overall.interval)
        #expect(interval.low <= result.overall.value! && interval.high >= result.overall.value!)
        #expect(result.people[2].value! < result.people[0].value!)
    }

    @Test("does not depend on names or rows; equal texts agree fully; one text has no value", arguments: names)
    func laws(name: String) throws {
        let measure = try #require(TextAgreementCatalog.named(name))
        let (table, given, _) = try TextTable.random(seed: 7)
        let reversed = try TextTable(given.reversed().map { .init(item: $0.item, annotator: "z" + $0.annotator, text: $0.text) })
        #expect(isClose(measure.agreement(of: table).overall.value, measure.agreement(of: reversed).overall.value))
        #expect(measure.agreement(of: try .drawn(["a b", "a b"], ["", ""])).overall.value == 1)
        let alone = measure.agreement(of: try .drawn(["a b"]))
        #expect(alone.overall.value == nil && alone.overall.undefined == .nothingRatedTwice && alone.pooled == nil)
        let (value, people) = (measure.agreement(of: table).overall.value!, measure.agreement(of: table).people.compactMap(\.value))
        #expect(value > 0 && value < 1 && people.indices.min { people[$0] < people[$1] } == 4)
    }

    @Test("names are unique, unknown ones nil")
    func catalogue() {
        #expect(Set(Self.names).count == Self.names.count && TextAgreementCatalog.named("bleu") == nil)
    }
}
