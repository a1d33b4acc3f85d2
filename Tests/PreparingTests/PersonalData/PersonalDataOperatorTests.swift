import Records
import Testing
@testable import Preparing

@Suite("Personal data operators")
struct PersonalDataOperatorTests {
    static let key = PersonalDataKey(Array("sixteen bytes or more".utf8))!
    static let other = PersonalDataKey(Array("another secret of bytes".utf8))!

    private func place(_ entity: String, subject: String = "s", key: PersonalDataKey = key) -> RewritePlace { RewritePlace(entity: entity, subject: subject, key: key) }

    @Test("plain ones write what they say", arguments: [
        (Redact() as any PersonalDataOperator, "4111", ""), (Replace(), "4111", "<CREDIT_CARD>"), (Replace(with: "…"), "4111", "…"), (Keep(), "4111", "4111"),
        (Mask(), "41é1", "****"), (Mask(character: "#", count: 2), "4111", "##11"), (Mask(count: 3, fromEnd: true), "4111", "4***"),
        (Mask(count: 99), "41", "**"), (Mask(count: -1), "41", "41"),
    ])
    func plain(way: any PersonalDataOperator, value: String, expected: String) {
        #expect(way.rewritten(value, place("CREDIT_CARD")) == expected)
    }

    @Test("each has its own name and a summary without a full stop")
    func catalogue() {
        let all = PersonalDataOperatorCatalog.all
        #expect(Set(all.map(\.name)).count == all.count && all.allSatisfy { !$0.summary.hasSuffix(".") && !$0.summary.isEmpty })
        #expect(PersonalDataOperatorCatalog.operator(named: "mask")?.name == "mask" && PersonalDataOperatorCatalog.operator(named: "no") == nil)
    }

    @Test("HMAC-SHA-256 and AES-256-GCM give the published answers")
    func published() {
        // RFC 4231, test case 2; McGrew and Viega, GCM specification, test case 13 and 14.
        #expect(ContentHash.hex(KeyedHash.digest(of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        let zeros = [UInt8](repeating: 0, count: 32), nonce = [UInt8](repeating: 0, count: 12)
        #expect(SealedBytes.seal([], key: zeros, nonce: nonce).map { ContentHash.hex(Array($0.suffix(16))) } == "530f8afbc74536b9a963b4f1c4cb738b")
        #expect(SealedBytes.seal([UInt8](repeating: 0, count: 16), key: zeros, nonce: nonce).map { ContentHash.hex(Array($0.dropFirst(12))) }
            == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    }

    @Test("hashes join equal values and change with key and entity")
    func hash() {
        let way = HashValue(length: 16)
        #expect(way.rewritten("a", place("US_SSN")) == way.rewritten("a", place("US_SSN", subject: "t")))
        #expect(way.rewritten("a", place("US_SSN")) != way.rewritten("a", place("US_SSN", key: Self.other)))
        #expect(way.rewritten("a", place("US_SSN")) != way.rewritten("a", place("CREDIT_CARD")))
        #expect(way.rewritten("a", place("US_SSN"))?.utf8.count == 16)
        #expect(PersonalDataKey([1, 2, 3]) == nil)
    }

    @Test("what is sealed opens with its key and entity, and with nothing else")
    func seal() throws {
        for value in ["", "é 4111", String(repeating: "x", count: 1000)] {
            let sealed = try #require(Encrypt().rewritten(value, place("US_SSN")))
            #expect(Encrypt.opened(sealed, entity: "US_SSN", key: Self.key) == value)
            #expect(Encrypt.opened(sealed, entity: "US_SSN", key: Self.other) == nil)
            #expect(Encrypt.opened(sealed, entity: "US_ITIN", key: Self.key) == nil)
            #expect(Encrypt.opened((sealed.first == "0" ? "1" : "0") + sealed.dropFirst(), entity: "US_SSN", key: Self.key) == nil)
            #expect(sealed == Encrypt().rewritten(value, place("US_SSN")))
        }
        #expect(Encrypt.opened("zz", entity: "", key: Self.key) == nil && Encrypt.opened("a", entity: "", key: Self.key) == nil && Encrypt.opened("", entity: "", key: Self.key) == nil)
    }

    @Test("a pseudonym keeps the form, is found as the same entity, is not the value, and is the same every time", arguments: PersonalDataCatalogTests.names)
    func pseudonyms(name: String) throws {
        let finder = PersonalDataFinder(entities: [name], minimumScore: 0)
        for value in try PersonalDataVectors.read(name).valid where !(name == "DATE_TIME") {
            let fake = try #require(Pseudonym().rewritten(value, place(name)), "\(value)")
            #expect(fake != value && fake == Pseudonym().rewritten(value, place(name, subject: "t")), "\(value)")
            #expect(Pseudonym().rewritten(value, place(name, key: Self.other)) != fake, "\(value)")
            if name == "CRYPTO" { continue }
            let spans = finder.find(in: fake)
            #expect(spans.map(\.entity) == [name] && spans.first?.range == 0..<fake.unicodeScalars.count, "\(value) -> \(fake) \(spans)")
            guard !["EMAIL_ADDRESS", "URL", "IP_ADDRESS"].contains(name) else { continue }
            let form = { (text: String) in text.map { $0.isNumber ? "0" : $0.isLetter ? "a" : $0 } }
            if name != "MAC_ADDRESS" { #expect(form(fake) == form(value), "\(value) -> \(fake)") }
        }
    }

    @Test("a card written with spaces and without has one pseudonym")
    func separators() {
        let plain = Pseudonym().rewritten("4111111111111111", place("CREDIT_CARD")), spaced = Pseudonym().rewritten("4111 1111 1111 1111", place("CREDIT_CARD"))
        #expect(plain == spaced?.filter { $0 != " " } && plain?.first == "4")
    }

    @Test("addresses that differ in their dots have different pseudonyms", arguments: [
        ("IP_ADDRESS", "1.11.1.1", "11.1.1.1"), ("EMAIL_ADDRESS", "ab@example.org", "a.b@example.org"), ("URL", "example.com/a-b", "example.com/ab"),
    ])
    func dots(entity: String, first: String, second: String) {
        #expect(Pseudonym().rewritten(first, place(entity)) != Pseudonym().rewritten(second, place(entity)))
        #expect(Pseudonym().rewritten(first, place(entity)) == Pseudonym().rewritten(first.uppercased(), place(entity)) || entity == "URL")
    }

    @Test("a key does not print its secret")
    func secret() {
        #expect("\(Self.key)" == "key of 21 bytes")
        let shown = String(reflecting: place("US_SSN"))
        #expect(!shown.contains("115") && !shown.contains("sixteen"), "\(shown)")
    }

    @Test("dates of one subject move together, in their own writing", arguments: [
        "2024-02-28", "28/02/2024", "28.02.24", "February 28, 2024", "28 Feb 2024", "28-FEB-2024", "2024-02-28T14:30:00Z",
    ])
    func shift(written: String) throws {
        let way = DateShift(within: 30)
        let days = way.days(of: "s", Self.key)
        #expect(days != 0 && abs(days) <= 30)
        let moved = CalendarDay.date(CalendarDay.number(2024, 2, 28) + days)
        let new = try #require(way.rewritten(written, place("DATE_TIME")))
        let read = try #require(WrittenDate(String(new.prefix(new.contains(":") ? 10 : 99)), dayFirst: true))
        #expect((read.year, read.month, read.day) == moved, "\(written) -> \(new)")
        #expect(new.unicodeScalars.count == written.unicodeScalars.count || new.contains("F") || written.contains("F"), "\(new)")
        #expect(way.rewritten("March 2024", place("DATE_TIME")) == nil && way.rewritten("14:30", place("DATE_TIME")) == nil && way.rewritten("31/02/2024", place("DATE_TIME")) == nil)
    }

    @Test("shifts are spread over the whole range and differ between subjects")
    func spread() {
        let way = DateShift(within: 3)
        let drawn = Set((0..<200).map { way.days(of: "subject \($0)", Self.key) })
        #expect(drawn == [-3, -2, -1, 1, 2, 3])
    }

    @Test("days count without a gap over four centuries")
    func calendar() {
        var number = CalendarDay.number(1899, 12, 31)
        for year in 1900...2100 {
            for month in 1...12 {
                for day in 1...CalendarDay.length(year, month) {
                    number += 1
                    if CalendarDay.number(year, month, day) != number || CalendarDay.date(number) != (year, month, day) { Issue.record("\(year) \(month) \(day)") }
                }
            }
        }
    }

    @Test("generalising keeps the coarse part or says that it cannot", arguments: [
        (Generalise(), "DATE_TIME", "12 March 2020", "2020" as String?), (Generalise(), "UK_POSTCODE", "SW1A 1AA", "SW"), (Generalise(), "US_SSN", "219-09-9999", nil),
        (Generalise(.firstThree), "ZIP", "94110-1234", "941**"), (Generalise(.firstThree), "ZIP", "9411", nil), (Generalise(.ageBand(years: 10)), "AGE", "34", "30-39"),
        (Generalise(.ageBand(years: 10)), "AGE", "95", "90+"), (Generalise(.ageBand(years: 20)), "AGE", "85", "80-89"), (Generalise(.ageBand(years: 0)), "AGE", "x", nil), (Generalise(.year), "DATE_TIME", "03/1999", "1999"),
    ])
    func generalise(way: Generalise, entity: String, value: String, expected: String?) {
        #expect(way.rewritten(value, place(entity)) == expected)
    }
}
