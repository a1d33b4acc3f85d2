import Foundation
import Records
import Testing

let cells = """
    winnow: 1
    project: cells
    objective: Count blood cells on microscope photographs
    purpose: Screening; a missed platelet costs more than a false one
    metric: {name: mAP@0.5, target: 0.90}
    use: commercial
    media: image
    questions:
      - name: cells
        kind: boxes
        prompt: Box every cell, also cut ones
        labels:
          - {name: RBC, key: 1, colour: 1, quota: 3000, about: Red blood cell}
          - {name: WBC, key: 2}
          - {name: Platelets, key: 3}
        attributes:
          - {name: cut, kind: boolean, default: false}
        required: true
      - name: focus
        kind: choice
        labels: [sharp, soft]
        unknown: true
    environments: {stain: [dark, light]}
    guidelines: guidelines.md
    sources:
      - {name: photos, kind: folder, path: BCCD, format: voc, licence: MIT, attribution: BCCD authors, origin: external}
    prepare:
      - {step: image-checks}
      - {step: near-duplicates, radius: 4}
    labelling:
      overlap: 2
      pilot: {items: 20, measure: iou-f1, bar: 0.75}
      lease: {minutes: 15, heartbeat: 30}
      gold: {share: 0.05}
      review: {share: 0.1}
    consensus: {boxes: {method: fuse, iou: 0.5}, choice: {method: dawid-skene, settle: 0.7}}
    splits: {train: 0.8, validation: 0.1, test: 0.1, stratify: cells, group: near-duplicate, seed: 7}
    ship:
      - {format: coco, to: exports/coco}

    """

/// The least that is a definition; `extra` lines are added at the top level.
func small(_ extra: String = "", questions: String = "[{name: q, kind: choice, labels: [yes, no]}]", media: String = "text") -> String {
    "winnow: 1\nproject: p\nobjective: o\nmedia: \(media)\nquestions: \(questions)\n\(extra)\n"
}

@Suite("Definition parser")
struct DefinitionParserTests {
    @Test("reads the example of the data model without a finding")
    func example() throws {
        let (parsed, findings) = DefinitionParser.parse(yaml: cells, file: "winnow.yaml")
        #expect(findings.isEmpty)
        let definition = try #require(parsed)
        #expect(definition.questions.map(\.name) == ["cells", "focus"])
        #expect(definition.questions[0].labels[0] == LabelDefinition(name: "RBC", key: "1", colour: 1, quota: 3000, about: "Red blood cell"))
        #expect(definition.questions[0].attributes == [AttributeDefinition(name: "cut", kind: .boolean, default: false)])
        #expect(definition.questions[1].allowsUnknown)
        #expect(definition.metric == .init(name: "mAP@0.5", target: 0.9))
        #expect(definition.sources[0].settings == ["path": "BCCD", "format": "voc"])
        #expect(definition.prepare[1] == StepDeclaration(step: "near-duplicates", settings: ["radius": 4]))
        #expect(definition.labelling == LabellingPolicy(overlapFrom: 2, goldShare: 0.05, reviewShare: 0.1, pilot: ["items": 20, "measure": "iou-f1", "bar": 0.75]))
        #expect(definition.consensus["choice"] == ["method": "dawid-skene", "settle": 0.7])
        #expect(definition.splits?.shares.map(\.name) == ["train", "validation", "test"])
        #expect(definition.splits?.seed == 7)
    }

    @Test("reads the short forms")
    func shortForms() throws {
        let yaml = """
            winnow: 1
            project: sms
            objective: Spam or not
            media: text
            questions: [{name: spam, kind: choice, labels: [ham, spam, yes, no, 1, null-ish]}]
            sources: [{name: s, kind: table, path: sms.tsv, licence: CC-BY-4.0, columns: {label: 0, text: 1}, known: {spam: label}}]
            prepare: [exact-duplicates]
            labelling: {overlap: {from: 2, to: 5, settle: 0.9}, review: 0.2}
            consensus: {spam: majority}
            """
        let (parsed, findings) = DefinitionParser.parse(yaml: yaml, file: nil)
        #expect(findings.isEmpty)
        let definition = try #require(parsed)
        #expect(definition.questions[0].labelNames == ["ham", "spam", "yes", "no", "1", "null-ish"])
        #expect(definition.questions[0].labelKeys == ["1", "2", "3", "4", "5", "6"])
        #expect(definition.sources[0].known == ["spam": "label"])
        #expect(definition.sources[0].settings == ["path": "sms.tsv", "columns": ["label": 0, "text": 1]])
        #expect(definition.labelling == LabellingPolicy(overlapFrom: 2, overlapTo: 5, settle: 0.9, reviewShare: 0.2))
        #expect(definition.prepare == [StepDeclaration(step: "exact-duplicates")])
        #expect(definition.consensus == ["spam": ["method": "majority"]])
    }

    @Test("names what is wrong, where, and what was meant", arguments: [
        ("", "definition.empty", 1, 1, nil),
        ("just text", "definition.type", 1, 1, nil),
        (small("labeling: {overlap: 2}"), "definition.unknown-key", 6, 1, "did you mean `labelling`?"),
        (small("use: comercial"), "definition.unknown-value", 6, 6, "did you mean `commercial`?"),
        (small(questions: "[{name: q, kind: choise, labels: [a]}]"), "definition.unknown-value", 5, 29, "did you mean `choice`?"),
        (small(questions: "[{name: q, kind: choice, labels: [a, b, a]}]"), "definition.duplicate", 5, 52, nil),
        (small(questions: "[{name: q, kind: choice, labels: [{name: a, key: x}, {name: b, key: X}]}]"), "definition.duplicate-shortcut", 5, 80, nil),
        (small(questions: "[{name: q, kind: choice}]"), "definition.labels", 5, 13, nil),
        (small(questions: "[{name: q, kind: boxes}]"), "definition.media", 5, 29, "it is asked of image, video, document, mixed"),
        (small(questions: "[{name: q, kind: text, of: r}]"), "definition.of", 5, 39, nil),
        (small(questions: "[{name: q, kind: text}, {name: q, kind: text}]"), "definition.duplicate", 5, 43, nil),
        (small(questions: "{q: text}"), "definition.type", 5, 12, nil),
        (small("splits: {train: 0.8, test: 0.1}"), "definition.shares", 6, 9, nil),
        (small("splits: {train: 1.8, test: -0.8}"), "definition.shares", 6, 17, nil),
        (small("labelling: {overlap: 0}"), "definition.overlap", 6, 22, nil),
        (small("labelling: {overlap: two}"), "definition.type", 6, 22, nil),
        (small("labelling: {gold: {share: 5}}"), "definition.share", 6, 19, nil),
        (small("project: again"), "definition.duplicate-key", 2, 1, nil),
        (small("consensus: {qq: majority}"), "definition.consensus", 6, 17, nil),
        (small("sources: [{name: s, kind: table, licence: own, known: {spamm: label}}]"), "definition.known", 6, 63, nil),
        (small("sources: [{name: s, kind: table, licence: own, origin: outer}]"), "definition.unknown-value", 6, 56, nil),
        (small("sources: [{name: s, kind: table, licence: CC-BY-NC-4.0}]"), "licence.non-commercial", 6, 43, nil),
        (small("use: &u commercial"), "definition.anchor", 6, 6, nil),
        (small("purpose: [a, b"), "definition.yaml", 7, 1, nil),
        ("winnow: 2\n" + small().dropFirst(10), "definition.grammar", 1, 9, nil),
        ("project: p\nobjective: o\nmedia: text\nquestions: [{name: q, kind: text}]\n", "definition.missing", 1, 1, "begin the file with `winnow: 1`"),
        (small().replacing("project: p", with: "project: My Project"), "definition.slug", 2, 10, nil),
    ] as [(String, String, Int, Int, String?)])
    func findings(yaml: String, code: String, line: Int, column: Int, hint: String?) throws {
        let (definition, findings) = DefinitionParser.parse(yaml: yaml, file: "w.yaml")
        #expect(definition == nil)
        let finding = try #require(findings.first { $0.code == code }, "\(findings)")
        #expect(finding.place?.file == "w.yaml")
        #expect(finding.place?.line == line, "\(finding)")
        if code != "definition.duplicate-key", code != "definition.yaml" { #expect(finding.place?.column == column, "\(finding)") }
        if let hint { #expect(finding.hint == hint) }
    }

    @Test("a source without a licence is a warning, not an error")
    func licence() throws {
        let (definition, findings) = DefinitionParser.parse(yaml: small("sources: [{name: s, kind: table}]"), file: nil)
        #expect(definition != nil)
        #expect(findings.map(\.code) == ["definition.licence-missing"])
        #expect(findings.first?.severity == .warning)
    }

    @Test("several errors come at once, in reading order")
    func several() {
        let yaml = small("use: nobody\nmetric: {name: f1}", questions: "[{name: q, kind: wrong}, {kind: text}]")
        let lines = DefinitionParser.parse(yaml: yaml, file: nil).findings.compactMap(\.place?.line)
        #expect(lines.count >= 4)
        #expect(lines == lines.sorted())
    }

    @Test("a small file of many aliases is refused at once")
    func aliasBomb() {
        var yaml = "a0: &a0 [x, x]\n"
        for level in 1...40 { yaml += "? [*a\(level - 1), *a\(level - 1)]\n: &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let (definition, findings) = DefinitionParser.parse(yaml: yaml, file: nil)
        #expect(definition == nil)
        #expect(findings.first?.code == "definition.anchor")
        #expect(DefinitionParser.parse(yaml: "a: &a [*a]", file: nil).definition == nil)
    }

    @Test("deep nesting is refused, not followed")
    func deep() {
        let yaml = "winnow: " + String(repeating: "[", count: 100_000)
        #expect(DefinitionParser.parse(yaml: yaml, file: nil).findings.first?.place?.line == 1)
    }

    @Test("every truncation and many damages either read or say where they do not")
    func damage() {
        let scalars = Array(cells.unicodeScalars)
        for count in 0..<scalars.count { expectPlace(String(String.UnicodeScalarView(scalars[..<count]))) }
        var state: UInt64 = 3
        let junk = Array("{}[]:,-&*!|>'\"%@`#\t\n\u{0}é?".unicodeScalars)
        for _ in 0..<1500 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var damaged = scalars
            damaged[Int(state >> 33) % damaged.count] = junk[Int(state >> 20 & 0xFFF) % junk.count]
            expectPlace(String(String.UnicodeScalarView(damaged)))
        }
    }

    private func expectPlace(_ yaml: String) {
        let (definition, findings) = DefinitionParser.parse(yaml: yaml, file: nil)
        let errors = findings.filter { $0.severity == .error }
        #expect((definition == nil) == !errors.isEmpty)
        for finding in findings { #expect((finding.place?.line ?? 0) >= 1 && (finding.place?.column ?? 0) >= 1, "\(finding) \(yaml.suffix(40))") }
    }
}

@Suite("Definition writer")
struct DefinitionWriterTests {
    /// A definition that asks a question of this kind, with all that can be said about it.
    private func definition(_ kind: QuestionKind, _ text: String) -> TaskDefinition {
        let media = kind.media?.first ?? .text
        let labels = ["a", text, "no", "1", "null"].map { LabelDefinition(name: $0) }
        let rich = [LabelDefinition(name: text, key: "x", colour: 3, quota: 9, about: text), LabelDefinition(name: "b")]
        return TaskDefinition(
            project: "p-1", objective: text, purpose: text, metric: .init(name: text, target: 0.5), use: .research, media: media,
            questions: [
                Question(name: "q", kind: kind, prompt: text, labels: kind == .choice ? labels : rich, isRequired: false, allowsUnknown: true, allowsMultiple: true),
                Question(name: "spots", kind: media == .image ? .boxes : kind.hasParts ? kind : .text, labels: [LabelDefinition(name: "s")],
                    attributes: [AttributeDefinition(name: text, kind: .choice, options: [text, "y"], default: .string(text)), AttributeDefinition(name: "n", kind: .number, default: 1.0)]),
            ],
            environments: ["b": [text, "1"], "a": ["x"]], guidelines: text,
            sources: [SourceDeclaration(name: text, kind: "table", licence: Licence("own"), attribution: text, origin: "synthetic", known: ["q": text],
                settings: ["path": .string(text), "n": 1, "f": 1.0, "deep": ["t": true, "l": [nil, .string(text), .literal("123456789012345678901")]]])],
            prepare: [StepDeclaration(step: "s", settings: ["k": .string(text)]), StepDeclaration(step: "t")],
            labelling: LabellingPolicy(overlapFrom: 2, overlapTo: 4, settle: 0.75, leaseMinutes: 7.5, heartbeatSeconds: 20, goldShare: 0.25, reviewShare: 1, pilot: ["bar": 0.5]),
            consensus: ["q": ["method": .string(text)], kind.rawValue: [:]],
            splits: SplitPolicy(shares: [SplitShare(name: "b", share: 0.75), SplitShare(name: "a", share: 0.25)], stratify: "q", group: text, seed: .max),
            ship: [ShipDeclaration(format: "coco", to: text, settings: ["x": [1, 2]])])
    }

    @Test("what is written reads back equal, for every kind of question", arguments: QuestionKind.allCases)
    func kinds(kind: QuestionKind) {
        for text in ["plain", "with: colon", "# not a comment", " spaces ", "line\nbreak\n", "tab\t\"quote\" \\ 'single'", "- dash", "true", "é世😀", "{a}", "a\n\n b \n\n", "\u{85}\u{2028}\u{7F}\u{1}x", "%x", "@x", "12", "1e3", "~x", "|", "a #b", "a: b"] {
            let definition = definition(kind, text)
            let yaml = DefinitionWriter.yaml(definition)
            let (back, findings) = DefinitionParser.parse(yaml: yaml, file: nil)
            #expect(back == definition, "\(findings)\n\(yaml)")
            #expect(back.map(DefinitionWriter.yaml) == yaml)
        }
    }

    @Test("the example of the data model survives the round")
    func example() throws {
        let definition = try #require(DefinitionParser.parse(yaml: cells, file: nil).definition)
        let yaml = DefinitionWriter.yaml(definition)
        #expect(DefinitionParser.parse(yaml: yaml, file: nil).definition == definition)
        #expect(yaml.contains("    labels: [sharp, soft]\n"))
        #expect(yaml.contains("labelling:\n  overlap: 2\n"))
    }

    @Test("the JSON of a definition survives the round too")
    func json() throws {
        let definition = try #require(DefinitionParser.parse(yaml: cells, file: nil).definition)
        #expect(try JSONValue(encoding: definition).decode(TaskDefinition.self) == definition)
    }
}

@Suite("Definition diff")
struct DefinitionDiffTests {
    @Test("says what changed, by name and not by place")
    func lines() throws {
        let old = try #require(DefinitionParser.parse(yaml: cells, file: nil).definition)
        var new = old
        new.questions[0].labels[0].quota = 5000
        new.questions[0].labels.remove(at: 1)
        new.questions.swapAt(0, 1)
        new.labelling.overlapFrom = 3
        new.purpose = nil
        new.ship = []
        let lines = DefinitionDiff(from: old, to: new).lines
        #expect(lines.contains("~ questions.cells.labels.RBC.quota: 3000 -> 5000"))
        #expect(lines.contains(#"- questions.cells.labels.WBC: {"name":"WBC","key":"2"}"#))
        #expect(lines.contains("~ labelling.overlapFrom: 2 -> 3"))
        #expect(lines.contains("- purpose: Screening; a missed platelet costs more than a false one"))
        #expect(lines.contains(#"~ questions (order): ["cells","focus"] -> ["focus","cells"]"#))
        #expect(DefinitionDiff(from: old, to: old).isEmpty)
    }
}
