import Records
import Testing
@testable import Preparing

@Suite("Text checks")
struct TextCheckTests {
    @Test("find what is wrong and nothing else", arguments: [
        ("", ["text.empty"]), (" \n\t", ["text.empty"]), ("k", ["text.too-short"]), ("ok", []), ("é", ["text.too-short"]),
        ("bell\u{7}", ["text.control-characters"]), ("line\r\nend\t.", []), ("next\u{85}line", ["text.control-characters"]),
        ("caf\u{FFFD}", ["text.replacement-characters"]), ("cafÃ© au lait", ["text.mojibake"]), ("itâ€™s", ["text.mojibake"]),
        ("café à la carte", []), ("Â£5", ["text.mojibake"]), ("£5 ÃO", []),
        ("a &lt;b&gt; c", ["text.markup"]), ("R&D; AT&T", []), ("&#39;tis", ["text.markup"]), ("salt & pepper; yes", []),
        ("nooooooooooooo", ["text.repeated-characters"]), ("wait......", []),
        ("THIS IS WRITTEN IN CAPITALS", ["text.capitals"]), ("OK THANKS", []), ("URGENT! Call NOW before it is late", []),
    ])
    func table(text: String, codes: [String]) {
        #expect(TextCheckCatalog.findings(text, key: "k").map(\.code) == codes)
    }

    @Test("long texts by their characters, not their bytes")
    func long() {
        #expect(TextCheckCatalog.findings(String(repeating: "éa ", count: 3400), key: "k").map(\.code) == ["text.too-long"])
        #expect(TextCheckCatalog.findings(String(repeating: "éa ", count: 3300), key: "k").isEmpty)
    }

    @Test("each finding names its item, and each check has its own name and a summary without a full stop")
    func law() {
        #expect(TextCheckCatalog.findings("", key: "row-7").first?.place?.record == "row-7")
        let names = TextCheckCatalog.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(TextCheckCatalog.all.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") })
    }

    @Test("the step catalogue lists each step once, and each accepts no settings")
    func catalogue() {
        #expect(StepCatalog.all.map(\.name) == ["text-checks", "image-checks", "near-duplicates", "personal-data", "text-quality", "language", "profile", "split", "leakage"])
        for step in StepCatalog.all {
            #expect(step.check([:], of: .mixed).isEmpty)
            #expect(step.check(["no-such-setting": 1], of: .mixed).map(\.code) == ["prepare.setting"])
            #expect(!step.summary.hasSuffix("."))
        }
        #expect(StepCatalog.step(named: "profile") != nil && StepCatalog.step(named: "nonsense") == nil)
    }
}
