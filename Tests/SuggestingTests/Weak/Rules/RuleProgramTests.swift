import Kernels
import Records
import Testing
@testable import Suggesting

@Suite("Labelling rules asked")
struct RuleProgramTests {
    private static let labels = ["spam", "ham"]

    private func said(_ rule: LabellingRule, _ texts: [String?]) throws -> [Int32] {
        var program = try RuleProgram([rule], labels: Self.labels)
        return program.ask(RuleBatch(count: texts.count, texts: [texts])).cells
    }

    @Test("keywords are whole words, whatever their case, width and composition", arguments: [
        ("You WON a prize", 0), ("wonderful", -1), ("ＷＯＮ it", 0), ("won", 0), ("", -1), ("w on", -1), ("I've won!", 0),
    ])
    func words(text: String, expected: Int) throws {
        let rule = LabellingRule(name: "a", label: "spam", test: .keyword(any: ["won"], all: [], none: []))
        #expect(try said(rule, [text]) == [Int32(expected)])
    }

    @Test("any, all and none go together; phrases are words in a row", arguments: [
        ("free entry in a draw", 0), ("free and easy entry", -1), ("free entry in a draw, stop", -1), ("free entry", -1), ("FREE  ENTRY - the draw", 0),
    ])
    func together(text: String, expected: Int) throws {
        let rule = LabellingRule(name: "a", label: "spam", test: .keyword(any: ["free entry"], all: ["draw"], none: ["stop"]))
        #expect(try said(rule, [text]) == [Int32(expected)])
    }

    @Test("a dictionary gives the label of most terms, and is silent on a tie", arguments: [
        ("win cash", 0), ("win, love", -1), ("win cash love", 0), ("love you", 1), ("nothing", -1),
    ])
    func dictionary(text: String, expected: Int) throws {
        let terms = ["win": "spam", "cash": "spam", "love": "ham", "you": "ham"].sorted { $0.key < $1.key }.map { LabellingRule.Term($0.key, label: $0.value) }
        #expect(try said(LabellingRule(name: "a", test: .dictionary(terms: terms, file: nil)), [text]) == [Int32(expected)])
    }

    @Test("patterns, with and without case", arguments: [("call 0800", false, 0), ("CALL 0800", false, -1), ("CALL 0800", true, 0), ("call S", true, -1)])
    func patterns(text: String, ignoresCase: Bool, expected: Int) throws {
        let rule = LabellingRule(name: "a", label: "spam", test: .regex(pattern: "CALL\\s\\d".lowercased(with: ignoresCase), ignoresCase: ignoresCase))
        #expect(try said(rule, [text]) == [Int32(expected)])
    }

    @Test("folding a pattern leaves its escapes alone")
    func lowered() { #expect(RuleProgram.lowered("A\\SB\\\\C[A-Z]") == "a\\Sb\\\\c[a-z]") }

    @Test("examples: alike texts speak, others do not")
    func examples() throws {
        let rule = LabellingRule(name: "a", label: "spam", test: .examples(texts: ["You have won a prize, call now", "Claim your free ringtone"], similarity: 0.5))
        #expect(try said(rule, ["you have won a PRIZE. Call now!", "see you at home tonight", "claim your free ringtones", ""]) == [0, -1, 0, -1])
    }

    @Test("an example is itself at a similarity of 1")
    func same() throws {
        let rule = LabellingRule(name: "a", label: "spam", test: .examples(texts: ["Claim your free ringtone"], similarity: 1))
        #expect(try said(rule, ["Claim your free ringtone", "Claim your free ringtone now"]) == [0, -1])
    }

    @Test("a record without the field is silence, and fields are apart")
    func fields() throws {
        let rules = [
            LabellingRule(name: "a", label: "spam", test: .keyword(any: ["win"], all: [], none: [])),
            LabellingRule(name: "b", field: "title", label: "ham", test: .keyword(any: ["win"], all: [], none: [])),
        ]
        var program = try RuleProgram(rules, labels: Self.labels)
        #expect(program.fields == [nil, "title"])
        let block = program.ask(RuleBatch(count: 3, texts: [["win", nil, "no"], [nil, "win", "win"]]))
        #expect(block.cells == [0, -1, -1, 1, -1, 1])
    }

    @Test("what others answer is put where it belongs")
    func given() throws {
        let rules = [LabellingRule(name: "a", label: "spam", test: .expression("x > 1")), LabellingRule(name: "b", test: .command(["x"]))]
        var program = try RuleProgram(rules, labels: Self.labels)
        #expect(program.given == [0, 1])
        #expect(program.ask(RuleBatch(count: 2, texts: [[nil, nil]], given: [0: [0, -1], 1: [-1, 1]])).cells == [0, -1, -1, 1])
    }

    @Test("three threads say what one says")
    func threads() throws {
        var random = SeededRandom(seed: 3)
        let words = ["win", "prize", "love", "home", "call", "0800", "you", "free"]
        let texts: [String?] = (0..<5000).map { _ in (0..<random.below(12)).map { _ in words[random.below(words.count)] }.joined(separator: " ") }
        let rules = [
            LabellingRule(name: "a", label: "spam", test: .keyword(any: ["win prize", "free"], all: [], none: ["love"])),
            LabellingRule(name: "b", label: "spam", test: .regex(pattern: "call.*\\d", ignoresCase: false)),
            LabellingRule(name: "c", label: "ham", test: .examples(texts: ["love you home"], similarity: 0.6)),
        ]
        var (one, three) = (try RuleProgram(rules, labels: Self.labels), try RuleProgram(rules, labels: Self.labels))
        let batch = RuleBatch(count: texts.count, texts: [texts])
        #expect(one.ask(batch, threads: 1) == three.ask(batch, threads: 3))
    }
}

extension String {
    fileprivate func lowercased(with isNeeded: Bool) -> String { isNeeded ? self : RuleProgram.lowered(self) }
}
