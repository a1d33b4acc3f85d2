import Foundation
import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Names in texts")
struct NameTaggerTests {
    private static let tagger = try! NameTagger(NameModel(NameModelWriter.small.bytes))

    private static func found(_ text: String, _ finder: PersonalDataFinder = PersonalDataFinder(locales: [.unitedStates], names: tagger)) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return finder.find(in: text).map { "\($0.entity) \(String(String.UnicodeScalarView(scalars[$0.range])))" }
    }

    @Test("names come from the dictionary, from the words around, and several words make one name", arguments: [
        ("Ask Maria Keller in Rotterdam.", ["PERSON Maria Keller", "LOCATION Rotterdam"]),
        ("Maria, Maria", ["PERSON Maria", "PERSON Maria"]),
        ("Maria's flat", ["PERSON Maria"]), ("Maria’s flat", ["PERSON Maria"]),
        ("from New York to Rotterdam", ["LOCATION New York", "LOCATION Rotterdam"]),
        ("New plans", []), ("the Bank of Nowhere pays", ["ORGANIZATION Bank of Nowhere"]),
        ("mr Zyx said no", ["PERSON Zyx"]), ("Zyx said no", ["PERSON Zyx"]), ("Zyx is here", []),
        ("You will, you may", []), ("日本 José Öztürk é", ["PERSON José Öztürk"]), ("JOSÉ ÖZTÜRK", ["PERSON JOSÉ ÖZTÜRK"]),
        ("", []), ("Keller", []),
    ])
    func table(text: String, expected: [String]) {
        #expect(Self.found(text) == expected)
    }

    @Test("what has a checksum or is surer beats a name, and names stand beside other entities")
    func overlaps() {
        #expect(Self.found("mail Maria@example.org now") == ["EMAIL_ADDRESS Maria@example.org"])
        #expect(Self.found("Maria: 219-09-9999, maria.keller@example.org") == ["PERSON Maria", "US_SSN 219-09-9999", "EMAIL_ADDRESS maria.keller@example.org"])
        #expect(Self.found("mr 4111111111111111 said") == ["CREDIT_CARD 4111111111111111"])
    }

    @Test("nothing is found of names without a model, or when they are not asked for")
    func off() {
        let text = "Ask Maria Keller in Rotterdam, card 4111111111111111"
        #expect(Self.found(text, PersonalDataFinder()) == ["CREDIT_CARD 4111111111111111"])
        #expect(Self.found(text, PersonalDataFinder(entities: ["CREDIT_CARD"], names: Self.tagger)) == ["CREDIT_CARD 4111111111111111"])
        #expect(Self.found(text, PersonalDataFinder(entities: ["LOCATION"], names: Self.tagger)) == ["LOCATION Rotterdam"])
        #expect(PersonalDataFinder().entities.allSatisfy { !$0.needsNames })
        #expect(PersonalDataFinder(entities: ["PERSON"]).entities.isEmpty)
    }

    @Test("settings ask for all names beside the rest, or for some by their entity; without being asked none are looked for", arguments: [
        (["entities": ["PERSON"]], true, ["PERSON Maria"]),
        (["names": true], true, ["PERSON Maria", "LOCATION Rotterdam", "EMAIL_ADDRESS a@example.org"]),
        (["entities": ["EMAIL_ADDRESS"], "names": true], true, ["PERSON Maria", "LOCATION Rotterdam", "EMAIL_ADDRESS a@example.org"]),
        (["entities": ["EMAIL_ADDRESS"]], false, ["EMAIL_ADDRESS a@example.org"]), (["names": false], false, ["EMAIL_ADDRESS a@example.org"]),
    ] as [(JSONObject, Bool, [String])])
    func settings(declared: JSONObject, needsNames: Bool, expected: [String]) throws {
        var settings = try PersonalDataSettings(declared)
        #expect(settings.needsNames == needsNames)
        settings.names = needsNames ? Self.tagger : nil
        #expect(Self.found("Maria in Rotterdam, a@example.org", settings.finder) == expected)
    }

    @Test("`names` is true or false")
    func wrongSetting() {
        #expect(throws: Finding.self) { try PersonalDataSettings(["names": "yes"]) }
    }

    @Test("scores are at most 0.85, and a lower one is left out on demand")
    func scores() {
        let spans = PersonalDataFinder(minimumScore: 0, names: Self.tagger).find(in: "Ask Maria Keller in Rotterdam")
        #expect(spans.count == 2 && spans.allSatisfy { $0.score > 0.8 && $0.score <= 0.85 && !$0.evidence.checksum && $0.evidence.contextWord == nil })
        #expect(PersonalDataFinder(minimumScore: 0.9, names: Self.tagger).find(in: "Ask Maria Keller in Rotterdam").isEmpty)
    }

    @Test("a line of a form does not reach into the next, and long texts are found to their end")
    func long() {
        #expect(Self.found("Maria\nKeller") == ["PERSON Maria"])
        for joint in [" ", "\n", " x ", "日"] {
            let text = String(repeating: "Maria Keller,\(joint)", count: 12_000) + "New York"
            let spans = PersonalDataFinder(names: Self.tagger).find(in: text)
            #expect(spans.filter { $0.entity == "PERSON" }.count >= 12_000, "\(joint)")
            #expect(spans.last?.range == text.unicodeScalars.count - 8..<text.unicodeScalars.count)
            #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
        }
        #expect(PersonalDataFinder(names: Self.tagger).find(in: String(repeating: "é", count: 200_000)).isEmpty)
    }

    @Test("noise and bytes that are no UTF-8 do not trap, and the same text is tagged the same")
    func noise() {
        var random = PlantedText.random(9)
        let pieces: [[UInt8]] = ["Maria", "Keller", "'s", "New", "York", " ", "\n", "mr", "said", "日", "é", ".", "_", "@"].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0]]
        for _ in 0..<500 {
            let bytes = (0..<random.below(40)).flatMap { _ in pieces[random.below(pieces.count)] }
            let once = bytes.withUnsafeBufferPointer { Self.tagger.names(in: $0) }, again = bytes.withUnsafeBufferPointer { Self.tagger.names(in: $0) }
            #expect(once == again && once.allSatisfy { $0.start < $0.end && $0.end <= bytes.count })
        }
    }

    @Test("words, questions and hashes are those of the script that learns")
    func golden() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-names.json")
        let golden = try JSONDecoder().decode(GoldenNames.self, from: Data(contentsOf: file))
        var writer = NameModelWriter(rowBits: golden.bits)
        writer.add(1, ["maria"]); writer.add(2, ["keller"]); writer.add(5, ["paris"])
        writer.add(4, ["new york", "new york city"]); writer.add(96, ["the", "and"]); writer.add(32, ["new"])
        for place in writer.weights.indices where place % 8 < 7 { writer.weights[place] = Int8((place / 8 * 31 + place % 8 * 17) % 255 - 127) }
        let tagger = NameTagger(try NameModel(writer.bytes))
        for one in golden.cases {
            let sums = Array(one.text.utf8).withUnsafeBufferPointer { tagger.sums($0) }
            #expect(sums.map(\.place) == one.words.map { $0[0]..<$0[1] }, "\(one.text)")
            #expect(sums.map(\.weights) == one.sums, "\(one.text)")
        }
    }
}

private struct GoldenNames: Decodable {
    struct Case: Decodable {
        var text: String
        /// Bytes.
        var words: [[Int]]
        var sums: [[Int]]
    }
    var bits: Int
    var cases: [Case]
}

extension NameTagger {
    /// Words of one line with the sums of weights of each label.
    fileprivate func sums(_ text: UnsafeBufferPointer<UInt8>) -> [(place: Range<Int>, weights: [Int])] {
        var cuts = WordCuts(), words: [NameWord] = []
        Self.cut(text, &cuts, &words)
        let scores = scores(of: &words)
        return words.enumerated().map { place, word in
            (Int(word.start)..<Int(word.end), (0..<7).map { Int(scores[place * 7 + $0] / model.unit) })
        }
    }
}
