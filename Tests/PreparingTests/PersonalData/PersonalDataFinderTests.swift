import Testing
import Kernels
@testable import Preparing

@Suite("Personal data finder")
struct PersonalDataFinderTests {
    private func found(_ text: String, _ locales: [PersonalDataLocale] = [.unitedStates, .unitedKingdom, .germany], minimum: Double = 0.4) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return PersonalDataFinder(locales: locales, minimumScore: minimum).find(in: text).map { span in
            "\(span.entity) \(String(String.UnicodeScalarView(scalars[span.range])))"
        }
    }

    @Test("takes the surest of what overlaps, and tells nothing of ordinary text", arguments: [
        ("Card 4111 1111 1111 1111 is mine", ["CREDIT_CARD 4111 1111 1111 1111"]),
        ("write to ada@example.org or see https://example.org.", ["EMAIL_ADDRESS ada@example.org", "URL https://example.org"]),
        ("My SSN is 219-09-9999", ["US_SSN 219-09-9999"]),
        ("Überweisung an DE89 3704 0044 0532 0130 00 bitte", ["IBAN_CODE DE89 3704 0044 0532 0130 00"]),
        ("call (202) 555-0143 ext 7 now", ["PHONE_NUMBER (202) 555-0143 ext 7"]),
        ("Born 12.03.1980, NI AB 12 34 56 C", ["DATE_TIME 12.03.1980", "UK_NINO AB 12 34 56 C"]),
        ("The public office counted 123456789 votes", []),
        ("It cost 1,250,000 in 2019 and 35 people came at 7", []),
        ("order 4111111111111112 failed", []),
        ("NY (212) 909-0951;Fax(281)528-8636", ["PHONE_NUMBER (212) 909-0951", "PHONE_NUMBER (281)528-8636"]),
        ("Slope: 0.1171 (0.0022)", []), ("+1 212-848-8400 collect", ["PHONE_NUMBER +1 212-848-8400"]), ("tel. 512-471-5073", ["PHONE_NUMBER 512-471-5073"]),
        ("EY4096.1 01-Feb-02 P", ["DATE_TIME 01-Feb-02"]), ("Ann <ann...@ebs.bbc.co.uk>", []), ("Groups: alt.animals.cat, take care.so soon.xxx", []),
        ("Account Statement for 07742676969 shows", ["PHONE_NUMBER 07742676969"]),
        ("", []), ("\u{FFFD}é日本", []), ("@ : . + (", []), (":::::", []), ("+", []), ("((((((0)(0)(0)(0)", []),
    ])
    func table(text: String, expected: [String]) {
        #expect(found(text) == expected)
    }

    @Test("one finder asked by several threads gives what it gives one", arguments: [1, 3])
    func batches(threads: Int) {
        let finder = PersonalDataFinder(locales: [.unitedStates])
        let texts = (0..<700).map { $0 % 3 == 0 ? "nothing" : "mail a\($0)@example.org or (202) 555-0\(100 + $0 % 100)" }
        let expected = texts.map { finder.find(in: $0) }
        let found = Pieces(texts.count, size: 64).map(threads: threads) { piece in piece.map { finder.find(in: texts[$0]) } }
        #expect(Array(found.joined()) == expected)
        #expect(expected.joined().count > 700)
    }

    @Test("a word of context lifts the score by 0.35 and to 0.4 at least, as a whole word within five")
    func context() {
        let finder = PersonalDataFinder(locales: [.unitedStates], entities: ["US_PASSPORT", "US_SSN", "US_BANK_NUMBER"], minimumScore: 0)
        #expect(finder.find(in: "passport 912345678").first?.score == 0.4)
        #expect(finder.find(in: "SSN: 219-09-9999").first.map { [$0.score, 0.85] }.map { abs($0[0] - $0[1]) < 1e-9 } == true)
        #expect(finder.find(in: "ssnx 219-09-9999").first?.score == 0.5)
        #expect(finder.find(in: "ssn one two three four 219-09-9999").first?.evidence.contextWord == "ssn")
        #expect(finder.find(in: "ssn one two three four five 219-09-9999").first?.evidence.contextWord == nil)
        #expect(finder.find(in: "219-09-9999 ssn").first?.evidence.contextWord == nil)
    }

    @Test("a bare run of digits with one check digit is certain only with its context")
    func bareNumbers() {
        let finder = PersonalDataFinder(locales: [.unitedKingdom], entities: ["UK_NHS"])
        #expect(finder.find(in: "order 9434765919").isEmpty)
        #expect(finder.find(in: "NHS number 9434765919").first?.score == 1)
        #expect(finder.find(in: "order 943 476 5919").first?.score == 1)
        #expect(finder.find(in: "order 943 476 5918").isEmpty)
    }

    @Test("context words of other scripts are found inside words, accents in either case")
    func scripts() {
        #expect(PersonalDataFinder(locales: [.korea]).find(in: "제 주민등록번호는 700916-1467339입니다").first?.evidence.contextWord == "주민등록번호")
        #expect(PersonalDataFinder(locales: [.france]).find(in: "SÉCURITÉ 2 55 08 14 168 025 38").first?.evidence.contextWord == "sécurité")
    }

    @Test("national numbers of a country are found when its pack is on", arguments: [
        (PersonalDataLocale.spain, "612 34 56 78"), (.poland, "512 345 678"), (.netherlands, "020 123 4567"), (.singapore, "6123 4567"), (.japan, "03-1234-5678"),
        (.korea, "010-1234-5678"), (.australia, "(02) 9876 5432"),
    ])
    func telephones(locale: PersonalDataLocale, number: String) {
        let span = PersonalDataFinder(locales: [locale], entities: nil).find(in: "ring \(number) now").first
        #expect(span?.entity == "PHONE_NUMBER" && span?.range == 5..<5 + number.unicodeScalars.count)
    }

    @Test("offsets count Unicode scalars, whatever their bytes")
    func offsets() {
        let text = "日本語 👩‍👩‍👧 é: ada@example.org 終"
        let span = PersonalDataFinder().find(in: text).first
        let scalars = Array(text.unicodeScalars)
        #expect(span.map { String(String.UnicodeScalarView(scalars[$0.range])) } == "ada@example.org")
    }

    @Test("no text makes it trap, and spans lie in the text, sorted and apart")
    func hostile() {
        let alphabet = Array("0123456789 -./:+@()ABxz'_é,#\n日".unicodeScalars)
        var random = PlantedText.random(17)
        let finder = PersonalDataFinder(locales: PersonalDataLocale.allCases, minimumScore: 0)
        for length in 0..<1500 {
            let text = String(String.UnicodeScalarView((0..<length % 160).map { _ in alphabet[random.below(alphabet.count)] }))
            let spans = finder.find(in: text)
            let count = text.unicodeScalars.count
            #expect(spans.allSatisfy { !$0.range.isEmpty && $0.range.lowerBound >= 0 && $0.range.upperBound <= count })
            #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
        }
    }

    @Test("a long text of one pattern takes time in proportion to its length", arguments: [
        "a.", "a@", "://", "aa://", "1 ", "123 456 789 ", "::", "a:", "(0)", "a1-", "日1", "!", "+1", "1.1.1.1 ", "202-555-0143 ", "AB 12 ", "ada@example.org,", "a.co/",
    ])
    func long(pattern: String) {
        let text = String(repeating: pattern, count: 400_000 / pattern.utf8.count)
        let spans = PersonalDataFinder(locales: PersonalDataLocale.allCases, minimumScore: 0).find(in: text)
        #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
    }

    @Test("sentences of ordinary numbers hold next to nothing, with every pack on")
    func ordinary() {
        var random = PlantedText.random(3), found: [String: Int] = [:]
        let finder = PersonalDataFinder(locales: PersonalDataLocale.allCases)
        for _ in 0..<2000 { for span in finder.find(in: PlantedText.noise(&random)) { found[span.entity, default: 0] += 1 } }
        print("ordinary sentences: \(found.sorted { $0.key < $1.key }) of 2000")
        #expect(found.values.reduce(0, +) <= 60, "\(found)")
    }

    @Test("real messages: telephones, postcodes and links of the SMS corpus, and no card or account")
    func messages() throws {
        guard let texts = SharedFolder.messages(for: "personal data in messages")?.texts else { return }
        var found: [String: Int] = [:]
        let finder = PersonalDataFinder(locales: [.unitedStates, .unitedKingdom])
        for text in texts { for span in finder.find(in: text) { found[span.entity, default: 0] += 1 } }
        print("messages: \(found.sorted { $0.key < $1.key })")
        #expect((400...480).contains(found["PHONE_NUMBER"] ?? 0) && (30...45).contains(found["UK_POSTCODE"] ?? 0) && (6...9).contains(found["EMAIL_ADDRESS"] ?? 0))
        #expect(["CREDIT_CARD", "US_SSN", "US_BANK_NUMBER", "UK_NHS", "IP_ADDRESS", "US_DRIVER_LICENSE"].allSatisfy { found[$0] == nil }, "\(found)")
    }
}
