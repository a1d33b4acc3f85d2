import Testing
@testable import Preparing

@Suite("Personal data rewriter")
struct PersonalDataRewriterTests {
    private let key = PersonalDataOperatorTests.key

    @Test("treats each entity in its way, counts, and lets label spans follow")
    func rewrite() throws {
        let text = "Ünal (ada@example.org) paid 4111 1111 1111 1111 on March 2020, thanks"
        let rewriter = PersonalDataRewriter(Replace(), byEntity: ["EMAIL_ADDRESS": Redact(), "CREDIT_CARD": Mask(count: 15), "DATE_TIME": DateShift()], key: key)
        let result = try rewriter.rewrite(text, PersonalDataFinder().find(in: text))
        #expect(result.text == "Ünal () paid ***************1111 on <DATE_TIME>, thanks")
        #expect(result.counts == ["EMAIL_ADDRESS": 1, "CREDIT_CARD": 1, "DATE_TIME": 1] && result.replacedInstead == ["DATE_TIME": 1])
        func part(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(Array(result.text.unicodeScalars)[result.offsets.range(range)])) }
        #expect(part(0..<4) == "Ünal" && part(23..<27) == "paid" && part(63..<69) == "thanks")
        #expect(part(30..<35) == "***************1111")
        #expect(part(8..<10) == "")
    }

    @Test("spans that overlap are treated as one, so nothing of them stays", arguments: [
        ([0..<4, 2..<6], "<A>gh"), ([2..<6, 0..<4], "<A>gh"), ([0..<8], "<A>"), ([3..<3], "abcdefgh"), ([], "abcdefgh"), ([0..<1, 1..<2], "<A><A>cdefgh"), ([1..<7, 2..<3], "a<A>h"),
    ])
    func overlap(ranges: [Range<Int>], expected: String) throws {
        let spans = ranges.map { PersonalDataSpan(entity: "A", range: $0, score: 1) }
        #expect(try PersonalDataRewriter(key: key).rewrite("abcdefgh", spans).text == expected)
    }

    @Test("a span outside the text is refused with its place")
    func outside() {
        let span = PersonalDataSpan(entity: "A", range: 2..<9, score: 1)
        #expect(throws: PersonalDataError.spanOutsideText(2..<9, scalars: 3)) { try PersonalDataRewriter(key: key).rewrite("abc", [span]) }
        #expect("\(PersonalDataError.spanOutsideText(2..<9, scalars: 3))" == "span 2 to 9 lies outside a text of 3 characters")
    }

    @Test("every untouched character keeps its place under the map, on random texts")
    func law() throws {
        var random = PlantedText.random(5)
        for _ in 0..<200 {
            let length = random.below(40) + 1
            let text = String(String.UnicodeScalarView((0..<length).map { Unicode.Scalar(UInt32(0x100 + $0))! }))
            let spans = (0..<random.below(5)).map { _ in
                let start = random.below(length)
                return PersonalDataSpan(entity: "A", range: start..<start + random.below(length - start + 1), score: 1)
            }
            let result = try PersonalDataRewriter(Replace(with: "<>"), key: key).rewrite(text, spans)
            let old = Array(text.unicodeScalars), new = Array(result.text.unicodeScalars)
            for place in 0..<length where !spans.contains(where: { $0.range.contains(place) }) {
                let range = result.offsets.range(place..<place + 1)
                #expect(range.count == 1 && new[range.lowerBound] == old[place])
            }
        }
    }
}
