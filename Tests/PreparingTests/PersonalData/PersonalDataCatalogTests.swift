import Foundation
import Testing
@testable import Preparing

@Suite("Personal data catalogue")
struct PersonalDataCatalogTests {
    /// Those that are found without a model of names.
    static let names = PersonalDataCatalog.all.filter { !$0.needsNames }.map(\.name)

    @Test("every entity has a name of its own, a summary without a full stop, context words in small letters and layouts that can begin a word")
    func law() {
        #expect(Set(PersonalDataCatalog.all.map(\.name)).count == PersonalDataCatalog.all.count)
        for entity in PersonalDataCatalog.all {
            #expect(!entity.summary.isEmpty && !entity.summary.hasSuffix("."), "\(entity.name)")
            #expect(entity.contextWords.allSatisfy { $0 == $0.lowercased() && !$0.isEmpty }, "\(entity.name)")
            #expect(entity.score > 0 && entity.score <= 1, "\(entity.name)")
            #expect(entity.forms.isEmpty != (entity.scanner == nil), "\(entity.name)")
            #expect(entity.forms.allSatisfy { $0.firstChunk > 0 && $0.classes.count <= LayoutTable.longest }, "\(entity.name)")
        }
    }

    @Test("every locale but those of telephones has entities, and asking for it adds them to the global ones")
    func packs() {
        for locale in PersonalDataLocale.allCases {
            #expect(!locale.entities.isEmpty, "\(locale)")
            let finder = PersonalDataFinder(locales: [locale])
            #expect(Set(finder.entities.map(\.locale)) == [.global, locale])
        }
        #expect(PersonalDataLocale(declared: "de-AT") == .austria && PersonalDataLocale(declared: "uk") == .unitedKingdom && PersonalDataLocale(declared: "xx") == nil)
    }

    @Test("every valid vector is found whole and with its name", arguments: names)
    func valid(name: String) throws {
        let finder = PersonalDataFinder(entities: [name], minimumScore: 0)
        let vectors = try PersonalDataVectors.read(name)
        #expect(vectors.valid.count >= 1)
        for value in vectors.valid {
            let spans = finder.find(in: "Öst has \(value), so it is")
            #expect(spans.map(\.entity) == [name] && spans.first?.range == 8..<8 + value.unicodeScalars.count, "\(value): \(spans)")
        }
    }

    @Test("no invalid vector is found", arguments: names)
    func invalid(name: String) throws {
        let finder = PersonalDataFinder(entities: [name], minimumScore: 0)
        for value in try PersonalDataVectors.read(name).invalid {
            let spans = finder.find(in: "Öst has \(value), so it is")
            #expect(spans.isEmpty, "\(value): \(spans)")
        }
    }

    @Test("python-stdnum agrees on numbers drawn at random, searched to be valid, and changed in one digit")
    func golden() throws {
        let golden = try PersonalDataVectors.golden()
        #expect(golden.count > 40)
        for (name, verdicts) in golden.sorted(by: { $0.key < $1.key }) {
            let entity = try #require(PersonalDataCatalog.entity(named: name))
            for verdict in verdicts {
                #expect(entity.accepts(verdict.number) == verdict.isValid, "\(name) \(verdict.number)")
            }
        }
    }

    @Test("every change of one digit is caught by Luhn, Verhoeff and modulo 97", arguments: [
        "CREDIT_CARD", "IBAN_CODE", "CA_SIN", "FR_SIREN", "IN_AADHAAR", "FR_NIR", "US_NPI", "SE_ORGANISATIONSNUMMER", "ZA_ID_NUMBER", "IL_ID_NUMBER",
    ])
    func singleDigits(name: String) throws {
        let finder = PersonalDataFinder(entities: [name], minimumScore: 0)
        for value in try PersonalDataVectors.read(name).valid {
            let bytes = Array(value.utf8)
            for place in bytes.indices where bytes[place] &- 48 < 10 {
                for digit in UInt8(48)...57 where digit != bytes[place] {
                    var changed = bytes
                    changed[place] = digit
                    let text = String(decoding: changed, as: UTF8.self)
                    let whole = finder.find(in: text).contains { $0.range == 0..<bytes.count }
                    #expect(!whole, "\(name) \(value) -> \(text)")
                }
            }
        }
    }
}
