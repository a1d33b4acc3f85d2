import Foundation
import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Quality rules of texts")
struct TextQualityTests {
    @Test("every rule measures what datatrove's filter drops by", arguments: GoldenTexts.shared.quality.documents)
    func golden(document: GoldenTexts.Quality.Document) throws {
        let measures = TextMeasures(document.text)
        #expect(measures.words == document.words)
        for (name, expected) in document.values.sorted(by: { $0.key < $1.key }) {
            let rule = try #require(TextRuleCatalog.rule(named: name))
            let value = rule.measure(measures)
            #expect(abs(value - expected) <= 1e-9 * max(1, expected), "\(name): \(value) and not \(expected)")
        }
    }

    @Test("a page gets the reason of C4 that datatrove gives it", arguments: GoldenTexts.shared.quality.documents)
    func cleaned(document: GoldenTexts.Quality.Document) {
        var quality = TextQuality(TextQualitySettings(families: [.c4]))
        let reasons = quality.add("page", document.text)
        if document.c4.isEmpty { #expect(reasons.isEmpty) } else { #expect(reasons.contains(document.c4)) }
    }

    @Test("real texts: as many dropped per rule as by datatrove", arguments: ["sms-spam", "banking77", "ud-ewt"])
    func real(set: String) throws {
        guard let texts = RealTexts.named(set, for: "quality rules against datatrove's counts") else { return }
        let golden = try #require(GoldenTexts.shared.quality.sets[set])
        let documents = texts.enumerated().map { (key: String($0.offset), text: $0.element) }
        let report = TextQuality.report(documents, threads: 2)
        #expect(report.seen == golden.documents)
        for rule in report.rules {
            let expected = try rule.rule == "document_removed_with_badwords" ? 0 : #require(golden.dropped[rule.rule])

            #expect(rule.dropped == expected, "\(rule.rule)")
        }
        print("\(set): \(report.kept) of \(report.seen) kept;", report.rules.filter { $0.dropped > 0 }.map { "\($0.rule) \($0.dropped)" }.joined(separator: ", "))
    }

    @Test("the catalogue: a name each, a sentence each, and all 30 rules and more of the four families")
    func catalogue() {
        let names = TextRuleCatalog.all.map(\.name)
        #expect(Set(names).count == names.count && names.count == 31)
        for rule in TextRuleCatalog.all {
            #expect(!rule.definition.hasSuffix(".") && rule.scale.edges.count == HistogramScale.binCount + 1)
        }
        for family in TextRule.Family.allCases { #expect(TextRuleCatalog.all.contains { $0.family == family }) }
    }

    @Test("a report names what each rule dropped, and its bins add up to what was seen")
    func report() {
        var quality = TextQuality(TextQualitySettings(families: [.fineweb], examples: 1))
        #expect(quality.add("good", "A sentence that is long enough to be none of the short ones.") == [])
        #expect(quality.add("list", "one\ntwo\nthree") == ["line_punct_ratio", "short_line_ratio", "list_ratio"])
        #expect(quality.add("more", "four\nfive\nsix").count == 3)
        let report = quality.report
        #expect(report.seen == 3 && report.kept == 1)
        for rule in report.rules { #expect(rule.histogram.reduce(0, +) == 3) }
        let first = report.rules[0]
        #expect(first.dropped == 2 && first.droppedFirst == 2 && first.examples.map(\.key) == ["list"])
        #expect(report.rules[1].droppedFirst == 0)
    }

    @Test("the report does not depend on the number of threads")
    func threads() {
        let documents = (0..<2000).map { (key: String($0), text: String(repeating: "word \($0 % 7). ", count: $0 % 90)) }
        #expect(TextQuality.report(documents, threads: 1) == TextQuality.report(documents, threads: 3))
    }

    @Test("settings: families and rules are switched off, thresholds are set, the rest is refused in words")
    func settings() throws {
        let settings = try TextQualitySettings(["c4": false, "gopher-repetition": false, "list_ratio": false, "gopher_short_doc": 20])
        #expect(settings.rules.count == 13)
        #expect(settings.rules.first?.threshold == 20)
        for wrong: JSONObject in [["c5": false], ["c4": 1], ["list_ratio": -1], ["list_ratio": "a"]] {
            #expect(throws: Finding.self) { try TextQualitySettings(wrong) }
        }
    }

    @Test("C4 keeps good lines without their citations and marks the others where they are")
    func lines() {
        var page = "Menu\nThis is a sentence that stays.[3] And so.\r\n  Please enable JavaScript to go on.\nRead our Privacy Policy first.\nNo no!\nGoes on and on..."
        #expect(CleanedLines.kept(page) == "This is a sentence that stays. And so.")
        let outcomes = page.withUTF8 { bytes in
            CleanedLines.outcomes(bytes).map { (String(decoding: bytes[$0.range], as: UTF8.self), $0.outcome) }
        }
        #expect(outcomes.map(\.1) == [.noTerminalPunctuation, .kept, .javascript, .policy, .tooFewWords, .noTerminalPunctuation])
        #expect(outcomes[2].0 == "Please enable JavaScript to go on.")
    }

    @Test("blocked words are met as words, phrases across punctuation, and only when a list was given")
    func blocked() {
        var settings = TextQualitySettings(families: [.c4])
        let text = "This is a DARN, good-for-nothing page. It is one of them. Here it is. There it was. And so on."
        #expect(BlockedWords(["...", "a b c d e f g h i"]).ignored == 2)
        for (list, isDropped) in [([], false), (["darn"], true), (["dar", "arn"], false), (["good for nothing"], true), (["for good"], false)] {
            settings.blocked = BlockedWords(list)
            var quality = TextQuality(settings)
            #expect(quality.add("page", text) == (isDropped ? ["document_removed_with_badwords"] : []))
        }
    }

    @Test("no bytes trap, and no value is NaN", arguments: 0..<40)
    func hostile(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let pieces: [UInt8] = [0, 10, 13, 32, 35, 46, 91, 93, 97, 0x80, 0xC3, 0xE2, 0x80, 0xA6, 0xF0, 0xFF, 39, 123]
        let bytes = (0..<random.below(200)).map { _ in pieces[random.below(pieces.count)] }
        var measurer = TextMeasurer()
        let measures = bytes.withUnsafeBufferPointer { measurer.measure($0) }
        for rule in TextRuleCatalog.all { #expect(rule.measure(measures).isFinite) }
        #expect(bytes.withUnsafeBufferPointer { CleanedLines.outcomes($0) }.count == measures.displayedLines)
    }

    @Test("an empty text has no lines and is too short")
    func empty() {
        var quality = TextQuality()
        #expect(quality.add("none", "").contains("gopher_short_doc"))
    }
}
