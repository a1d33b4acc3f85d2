import Records
import Testing

@testable import Preparing

extension LanguageSettings {
    fileprivate static func wanting(_ keep: [String] = [], threshold: Double = 0.2, keepsUndetermined: Bool = false) -> LanguageSettings {
        var settings = LanguageSettings()
        (settings.keep, settings.threshold, settings.keepsUndetermined) = (keep, threshold, keepsUndetermined)
        return settings
    }
}

@Suite("Languages that are wanted")
struct LanguageFilterTests {
    static let texts = [
        "what are the children thinking of this", "die Kinder spielen im Garten", "the children have a new dog", "los niños están en la casa", "42", "ΤΟ ΣΠΙΤΙ",
    ]

    static func filter(_ settings: LanguageSettings, excerpt: Int = 0) -> LanguageFilter {
        LanguageFilter(LanguageTests.identifier, settings, excerpt: excerpt)
    }

    @Test("others are not kept and say why; nothing is wanted, nothing is refused", arguments: [
        (.wanting(), [nil, nil, nil, nil, nil, nil]),
        (.wanting(["en", "el"]), [nil, .other, nil, .other, .undetermined, nil]),
        (.wanting(["en", "de"], keepsUndetermined: true), [nil, nil, nil, .other, nil, .other]),
    ] as [(LanguageSettings, [LanguageVerdict.Reason?])])
    func reasons(settings: LanguageSettings, expected: [LanguageVerdict.Reason?]) {
        var filter = Self.filter(settings)
        let reasons = Self.texts.enumerated().map { filter.add("\($0.offset)", $0.element).reason }
        #expect(reasons == expected)
        #expect(filter.report.kept == expected.count { $0 == nil } && filter.report.seen == 6)
    }

    @Test("every text is counted once: by its language, or as undetermined")
    func report() {
        var filter = Self.filter(.wanting(["en"]), excerpt: 12)
        for (place, text) in Self.texts.enumerated() { filter.add("\(place)", text) }
        let report = filter.report
        #expect(report.languages.map(\.language) == ["en", "de", "el", "es"])
        #expect(report.languages.map(\.count) == [2, 1, 1, 1] && report.languages.map(\.isKept) == [true, false, false, false])
        #expect(report.undetermined.count == 1 && report.undetermined.withoutLetters == 1)
        #expect(abs(report.languages.reduce(report.undetermined.share) { $0 + $1.share } - 1) < 1e-12)
        #expect(report.languages[1].examples == [.init(key: "1", probability: report.languages[1].probability, excerpt: "die Kinder …")])
        #expect(report.languages.allSatisfy { (0.2...1).contains($0.probability) })
    }

    @Test("a guess below the threshold tells no language; without a letter there is none at any threshold")
    func threshold() {
        var (strict, loose) = (Self.filter(.wanting(threshold: 1)), Self.filter(.wanting(threshold: 0)))
        #expect(strict.add("a", "en").language == nil)
        #expect(loose.add("a", "en").language != nil && loose.add("b", "--").language == nil)
        #expect(strict.report.undetermined.withoutLetters == 0 && loose.report.undetermined.withoutLetters == 1)
    }

    @Test("examples are the same in any order of the texts, a few of each, and on one line")
    func examples() {
        func report(_ keys: [Int]) -> LanguageReport {
            var filter = LanguageFilter(LanguageTests.identifier, examples: 3, excerpt: 20)
            for key in keys { filter.add("\(key)", "the\n\tchildren \(key) are in the garden") }
            return filter.report
        }
        let there = report(Array(0..<50)), back = report((0..<50).reversed())
        #expect(there.languages[0].examples == back.languages[0].examples && there.languages[0].examples.count == 3)
        #expect(there.languages[0].examples.allSatisfy { $0.excerpt?.hasPrefix("the children") == true && $0.excerpt?.contains("\n") == false })
        #expect(Self.filter(.wanting()).report == LanguageReport())
    }

    @Test("settings of the step", arguments: [
        (["keep": .array([.string("EN"), .string("pt-BR"), .string("nb")])], ["en", "pt", "no"], 0.65),
        (["keep": .string("de"), "threshold": .double(0.3)], ["de"], 0.3),
    ] as [(JSONObject, [String], Double)])
    func settings(object: JSONObject, keep: [String], threshold: Double) throws {
        let settings = try LanguageSettings(object)
        #expect(settings.keep == keep && settings.threshold == threshold && !settings.keepsUndetermined)
    }

    @Test("settings that cannot be are refused", arguments: [["keep": .int(3)], ["threshold": .double(2)], ["only": .string("en")], ["keep": .array([])]] as [JSONObject])
    func refused(object: JSONObject) {
        #expect(throws: Finding.self) { try LanguageSettings(object) }
        #expect(!LanguageStep().check(object, of: .text).isEmpty)
    }

    @Test("a language that nobody can tell is named, with its setting; pictures have no language")
    func unknown() throws {
        let identifier = LanguageTests.identifier
        #expect(try LanguageSettings(["keep": .array([.string("en"), .string("xx")])]).unknown(to: identifier)?.language == "xx")
        #expect(try LanguageSettings(["among": .string("tlh")]).unknown(to: identifier)?.setting == "among")
        #expect(try LanguageSettings(["keep": .string("el"), "among": .string("de")]).unknown(to: identifier) == nil)
        #expect(!LanguageStep().check([:], of: .image).isEmpty && LanguageStep().check([:], of: .document).isEmpty)
        #expect(LanguageSettings.codes("en, de_AT,,fil") == ["en", "de", "tl"])
    }
}
