import Kernels
import Testing

@testable import Assuring

extension TextTable {
    /// One list per item, a text per annotator, nil for none.
    static func drawn(_ items: [String?]...) throws -> TextTable {
        try TextTable(items.enumerated().flatMap { item, texts in
            texts.enumerated().compactMap { annotator, text in
                text.map { Given(item: "item-\(item)", annotator: "annotator-\(annotator)", text: $0) }
            }
        })
    }

    /// A true sentence per item; each annotator drops, doubles or replaces a word now and then, the last one half of the time.
    static func random(seed: UInt64, items: Int = 30, annotators: Int = 5) throws -> (table: TextTable, given: [Given], truth: [String]) {
        var random = SeededRandom(seed: seed)
        let words = ["red", "fox", "über", "the", "barn", "quick", "old", "runs", "a", "lazy"]
        var (given, truth): ([Given], [String]) = ([], [])
        for item in 0..<items {
            let sentence = (0..<3 + random.below(6)).map { _ in words[random.below(words.count)] }
            truth.append(sentence.joined(separator: " "))
            for annotator in 0..<annotators {
                let noise = annotator == annotators - 1 ? 0.5 : 0.1
                let written = sentence.flatMap { word -> [String] in
                    guard random.uniform() < noise else { return [word] }
                    return [[], [word, word], [words[random.below(words.count)]]][random.below(3)]
                }
                given.append(Given(item: "i\(item)", annotator: "a\(annotator)", text: written.joined(separator: " ")))
            }
        }
        return (try TextTable(given), given, truth)
    }
}

@Suite("One text from several")
struct TextConsensusTests {
    static let names = TextConsensusCatalog.all.map(\.name)

    @Test("who wrote what under which name, and in which row, changes nothing", arguments: names)
    func renaming(name: String) throws {
        let method = try #require(TextConsensusCatalog.named(name))
        for seed in 1...4 as ClosedRange<UInt64> {
            let (table, given, _) = try TextTable.random(seed: seed)
            var random = SeededRandom(seed: seed + 30)
            var order = Array(given.indices)
            random.shuffle(&order)
            let other = try TextTable(order.map { row in
                var text = given[row]
                text.annotator = "x\(9 - (Int(text.annotator.dropFirst()) ?? 0))"
                return text
            })
            let (left, right) = (try method.consensus(of: table), try method.consensus(of: other))
            #expect(left.items.map(\.text) == right.items.map(\.text))
            #expect(zip(left.items, right.items).allSatisfy { isClose($0.support, $1.support) && isClose($0.margin, $1.margin) })
            #expect(zip(left.annotators, right.annotators.reversed()).allSatisfy { isClose($0.accuracy, $1.accuracy) })
        }
    }

    @Test("where all wrote the same, that is it", arguments: names)
    func unanimous(name: String) throws {
        let result = try #require(TextConsensusCatalog.named(name)).consensus(of: .drawn(["a b", "a b"], ["", ""], ["über", nil]))
        #expect(result.items.map(\.text) == ["a b", "", "über"])
        #expect(result.items.allSatisfy { $0.support == 1 && !$0.isTied } && result.annotators.allSatisfy { $0.accuracy == 1 })
    }

    @Test("comes near the truth, and the careless one last", arguments: names)
    func planted(name: String) throws {
        let (table, _, truth) = try TextTable.random(seed: 5, items: 60)
        let result = try #require(TextConsensusCatalog.named(name)).consensus(of: table)
        let byName = Dictionary(uniqueKeysWithValues: truth.enumerated().map { ("i\($0.offset)", $0.element) })
        let right = result.items.count { $0.text == byName[table.itemNames[Int($0.item)]] }
        #expect(right > 40)
        let accuracy = result.annotators.compactMap(\.accuracy)
        #expect(accuracy.indices.min { accuracy[$0] < accuracy[$1] } == 4)
    }

    @Test("no texts is refused; names are unique", arguments: names)
    func empty(name: String) throws {
        let method = try #require(TextConsensusCatalog.named(name))
        #expect(throws: ConsensusError.noVotes) { try method.consensus(of: TextTable([])) }
        #expect(TextConsensusCatalog.named("\(name):nonsense") == nil && !method.summary.hasSuffix("."))
    }

    @Test("ROVER votes in columns: ties to the longer word, then to the later one, leaving out only by more votes")
    func rover() throws {
        func text(_ texts: String...) throws -> TextConsensus.Item {
            try Rover(order: .given).consensus(of: TextTable.drawn(texts.map { $0 })).items[0]
        }
        #expect(try text("the cat sat", "the cat sat down", "the bat sat").text == "the cat sat")
        #expect(try text("a cat", "a horse").text == "a horse")
        #expect(try text("a cat", "a dog").text == "a dog")
        let tied = try text("a b", "a")
        #expect(tied.text == "a b" && tied.isTied && tied.margin == 0 && tied.support == 0.75)
        #expect(try text("a b", "a", "a").text == "a")
    }

    @Test("ROVER's saved rows give the same path as a whole table would")
    func longTexts() throws {
        var random = SeededRandom(seed: 2)
        let text = (0..<700).map { _ in "w\(random.below(40))" }
        var other = text
        for place in stride(from: 5, to: 700, by: 30) { other[place] = "x" }
        other.removeSubrange(300..<310)
        other.insert(contentsOf: ["y", "z"], at: 100)
        let table = try TextTable.drawn([text.joined(separator: " "), text.joined(separator: " "), other.joined(separator: " ")])
        #expect(try Rover(order: .given).consensus(of: table).items[0].text == text.joined(separator: " "))
    }

    @Test("weights count as votes")
    func weights() throws {
        let table = try TextTable([
            .init(item: "i", annotator: "a", text: "red", weight: 3), .init(item: "i", annotator: "b", text: "green"),
            .init(item: "i", annotator: "c", text: "green"),
        ])
        for name in Self.names { #expect(try #require(TextConsensusCatalog.named(name)).consensus(of: table).items[0].text == "red") }
    }

    @Test("the last text of an annotator counts, said so")
    func repeated() throws {
        let table = try TextTable([.init(item: "i", annotator: "a", text: "old"), .init(item: "i", annotator: "a", text: "new")])
        #expect(table.texts == ["new"] && table.findings.map(\.code) == ["texts.repeated"])
        #expect(throws: VoteTableError.weightNotPositive(-1, vote: 0)) { try TextTable([.init(item: "i", annotator: "a", text: "", weight: -1)]) }
    }
}
