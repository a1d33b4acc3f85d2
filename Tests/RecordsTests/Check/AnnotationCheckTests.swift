import Records
import Testing

@Suite("Annotation check")
struct AnnotationCheckTests {
    private func definition(_ question: Question, _ more: Question...) -> TaskDefinition {
        TaskDefinition(project: "p", objective: "o", media: .mixed, questions: [question] + more)
    }

    private func codes(_ answer: Answer?, _ question: Question, item: Item? = nil, unknown: Set<String> = []) -> [String] {
        let annotation = Annotation(answers: answer.map { ["q": $0] } ?? [:], unknown: unknown)
        return AnnotationCheck.check(annotation, against: definition(question), item: item).map(\.code)
    }

    private func question(_ kind: QuestionKind, labels: [String] = ["a", "b"], required: Bool = true, unknown: Bool = false, multiple: Bool = false) -> Question {
        Question(name: "q", kind: kind, labels: labels.map { LabelDefinition(name: $0) },
            attributes: [AttributeDefinition(name: "cut", kind: .boolean)], isRequired: required, allowsUnknown: unknown, allowsMultiple: multiple)
    }

    private func item(text: String? = nil, width: Int? = nil, seconds: Double? = nil) -> Item {
        var blob = BlobReference(sha256: "", size: 0, type: "image/png")
        blob.width = width
        blob.height = width
        blob.durationSeconds = seconds
        return Item(id: ItemID(raw: 1), project: ProjectID(raw: 1), source: SourceID(raw: 1), run: RunID(raw: 1), key: "k", media: .mixed,
            fields: text.map { ["text": .string($0), "left": "l", "right": "r"] } ?? [:], blobs: ["image": blob])
    }

    @Test("whole-item answers", arguments: [
        (Answer.choice("a"), QuestionKind.choice, []), (.choice("c"), .choice, ["annotation.label"]), (.text("x"), .choice, ["annotation.kind"]),
        (.choices(["a", "a"]), .choices, ["annotation.label"]), (.paths([["a", "b"]]), .tree, []), (.paths([["a", "x"]]), .tree, ["annotation.label"]),
        (.number(.nan), .number, ["annotation.number"]), (.rating(.infinity), .rating, ["annotation.number"]),
        (.date("2024-02-29"), .date, []), (.date("2023-02-29"), .date, ["annotation.date"]), (.date("2023-2-9"), .date, ["annotation.date"]),
        (.text("  "), .text, ["annotation.blank"]), (.ranking([["x"], ["x"]]), .ranking, ["annotation.ranking"]),
        (.pairwise(Pairwise(preferred: .tie, order: ["x", "x"])), .pairwise, ["annotation.pairwise"]),
        (.tokens([TokenLayer(name: "l", values: ["x"]), TokenLayer(name: "m", values: [])]), .tokens, ["annotation.layer"]),
        (.pointLabels([LabelRun(label: "a", count: 0)]), .pointLabels, ["annotation.run"]),
        (.relations([Relation(from: "1", to: "2", labels: ["a"])]), .relations, ["annotation.dangling", "annotation.dangling"]),
    ] as [(Answer, QuestionKind, [String])])
    func whole(answer: Answer, kind: QuestionKind, expected: [String]) { #expect(codes(answer, question(kind)) == expected) }

    @Test("ratings are one of the steps when the labels are numbers")
    func rating() {
        let stars = question(.rating, labels: ["1", "2", "3"])
        #expect(codes(.rating(2), stars).isEmpty)
        #expect(codes(.rating(4), stars) == ["annotation.rating"])
    }

    @Test("required, unknown and unasked")
    func presence() {
        #expect(codes(nil, question(.choice)) == ["annotation.missing"])
        #expect(codes(nil, question(.choice, required: false)).isEmpty)
        #expect(codes(nil, question(.choice, unknown: true), unknown: ["q"]).isEmpty)
        #expect(codes(nil, question(.choice), unknown: ["q"]) == ["annotation.unknown"])
        #expect(codes(.choice("a"), question(.choice, unknown: true), unknown: ["q"]) == ["annotation.unknown"])
        #expect(codes(.choice("a"), question(.choice), unknown: ["z"]) == ["annotation.question"])
    }

    @Test("shapes", arguments: [
        (Shape.box([0, 0, 1, 1]), QuestionKind.boxes, []), (.box([1, 0, 1, 1]), .boxes, ["annotation.shape"]), (.box([0, 0, .nan, 1]), .boxes, ["annotation.shape"]),
        (.box([0, 0, 1]), .boxes, ["annotation.shape"]), (.box([0, 0, 1, 99]), .boxes, ["annotation.outside"]), (.ranges([[0, 1]]), .boxes, ["annotation.kind"]),
        (.rotated([1, 1, 0, 1, 0]), .rotatedBoxes, ["annotation.shape"]), (.ellipse([1, 1, 2, 1, 0]), .ellipses, []),
        (.polygons([PolygonRings(outer: [0, 0, 1, 0, 1, 1])]), .polygons, []), (.polygons([PolygonRings(outer: [0, 0, 1, 1, 2, 2])]), .polygons, ["annotation.shape"]),
        (.polygons([]), .polygons, ["annotation.shape"]), (.line([0, 0, 1]), .polylines, ["annotation.shape"]), (.point([1, 2]), .points, []),
        (.joints([[1, 2, 3]]), .skeletons, ["annotation.shape"]), (.mask(Mask(size: [2, 2], runs: [1, 3])), .masks, []),
        (.mask(Mask(size: [2, 2], runs: [1, 2])), .masks, ["annotation.shape"]), (.mask(Mask(size: [2, 2], runs: [4])), .masks, ["annotation.shape"]),
        (.mask(Mask(size: [.max, 2], runs: [.max, .max])), .masks, ["annotation.shape"]), (.track([]), .tracks, ["annotation.shape"]),
        (.track([TrackFrame(frame: 3, shape: .box([0, 0, 1, 1])), TrackFrame(frame: 3, shape: .box([0, 0, 1, 1]))]), .tracks, ["annotation.shape"]),
        (.segment(Segment(from: 2, to: 1)), .segments, ["annotation.shape"]), (.segment(Segment(from: 0, to: 9)), .segments, ["annotation.outside"]),
        (.cuboid3D(centre: [0, 0, 0], size: [1, 1, 1], quaternion: [2, 0, 0, 0]), .cuboids3D, ["annotation.shape"]),
    ] as [(Shape, QuestionKind, [String])])
    func shapes(shape: Shape, kind: QuestionKind, expected: [String]) {
        let answer = Answer.parts([Part(id: "1", labels: ["a"], shape: shape)])
        #expect(codes(answer, question(kind), item: item(width: 10, seconds: 2)) == expected)
    }

    @Test("spans lie within the text, counted in scalars", arguments: [
        ([[0, 5]], []), ([[0, 7]], []), ([[0, 8]], ["annotation.shape"]), ([[3, 3]], ["annotation.shape"]), ([[-1, 2]], ["annotation.shape"]),
        ([[4, 5], [0, 2]], ["annotation.shape"]), ([[0, 2], [4, 5]], []), ([[0, 6]], ["annotation.split-character"]), ([[1]], ["annotation.shape"]), ([], ["annotation.shape"]),
    ] as [([[Int]], [String])])
    func spans(ranges: [[Int]], expected: [String]) {
        // Six characters, seven scalars: the last is e with a combining accent.
        let answer = Answer.parts([Part(id: "1", labels: ["a"], shape: .ranges(ranges))])
        #expect(codes(answer, question(.spans), item: item(text: "grüß!e\u{301}")) == expected)
    }

    @Test("parts: ids, labels, attributes and what they hang on")
    func parts() {
        let box = Shape.box([0, 0, 1, 1])
        #expect(codes(.parts([Part(id: "1", labels: ["a"], shape: box), Part(id: "1", labels: ["a"], shape: box)]), question(.boxes)) == ["annotation.part-id"])
        #expect(codes(.parts([Part(id: "1", labels: ["a", "b"], shape: box)]), question(.boxes)) == ["annotation.label"])
        #expect(codes(.parts([Part(id: "1", labels: ["a", "b"], shape: box)]), question(.boxes, multiple: true)).isEmpty)
        #expect(codes(.parts([Part(id: "1", labels: [], shape: box)]), question(.boxes)) == ["annotation.label"])
        #expect(codes(.parts([Part(id: "1", labels: ["a"], shape: box, attributes: ["cut": "x", "kut": true])]), question(.boxes)) == ["annotation.attribute", "annotation.attribute"])
        #expect(codes(.parts([Part(id: "1", labels: ["a"], shape: box, of: "7")]), question(.boxes)) == ["annotation.dangling"])
    }

    @Test("a part may hang on a part of the question it is asked of")
    func hanging() {
        let marks = Question(name: "marks", kind: .points, isRequired: false, of: "q")
        func check(_ of: String) -> [String] {
            let annotation = Annotation(answers: [
                "q": .parts([Part(id: "1", labels: ["a"], shape: .box([0, 0, 1, 1]))]),
                "marks": .parts([Part(id: "m", labels: [], shape: .point([0, 0]), of: of)]),
            ])
            return AnnotationCheck.check(annotation, against: definition(question(.boxes), marks), item: nil).map(\.code)
        }
        #expect(check("1").isEmpty)
        #expect(check("2") == ["annotation.dangling"])
    }

    @Test("findings name the item")
    func place() {
        #expect(AnnotationCheck.check(Annotation(), against: definition(question(.choice)), item: item(), isPartial: true).isEmpty)
        let finding = AnnotationCheck.check(Annotation(), against: definition(question(.choice)), item: item()).first
        #expect(finding?.place?.record == "k")
    }
}

@Suite("Licence terms")
struct LicenceTermsTests {
    @Test("spellings lead to one entry", arguments: [
        ("cc by 4.0", "CC-BY-4.0"), ("CC-BY-SA-4.0", "CC-BY-SA-4.0"), ("mit", "MIT"), ("Apache License 2.0", "Apache-2.0"), ("gpl-3.0-or-later", "GPL-3.0"),
        ("ODbL", "ODbL-1.0"), ("proprietary", "own"), ("research only", "research-only"), ("CC0", "CC0-1.0"),
    ])
    func spellings(name: String, expected: String) throws {
        #expect(LicenceTerms.terms(of: try #require(Licence(name)))?.name == expected)
    }

    @Test("the gate", arguments: [
        (["CC0-1.0", "MIT"], TaskDefinition.Use.commercial, []), (["CC-BY-NC-4.0"], .commercial, ["licence.non-commercial"]), (["CC-BY-NC-4.0"], .research, []),
        (["unknown"], .commercial, ["licence.unknown"]), (["CC-BY-ND-4.0"], .research, ["licence.no-derivatives"]), (["house rules"], .research, ["licence.not-in-catalogue"]),
        (["CC-BY-SA-4.0", "ODbL-1.0"], .commercial, ["licence.share-alike-mixture"]), (["CC-BY-SA-4.0", "CC BY-SA 3.0"], .commercial, []),
    ] as [([String], TaskDefinition.Use, [String])])
    func gate(names: [String], use: TaskDefinition.Use, expected: [String]) {
        #expect(LicenceTerms.gate(names.compactMap { Licence($0) }, use: use).map(\.code) == expected)
    }

    @Test("says in a few words what may be done", arguments: [
        ("CC0-1.0", "anything is allowed"), ("CC-BY-4.0", "anything is allowed, with credit"),
        ("CC-BY-SA-4.0", "anything is allowed, with credit, what is made of it goes out on the same terms"),
        ("CC-BY-NC-ND-4.0", "no commercial use, no changed copies, with credit"), ("unknown", "nobody knows what is allowed, with credit"),
    ])
    func words(name: String, expected: String) throws {
        #expect(LicenceTerms.terms(of: try #require(Licence(name)))?.summary == expected)
    }

    @Test("no two entries share a name")
    func distinct() { #expect(Set(LicenceTerms.all.map(\.name)).count == LicenceTerms.all.count) }
}
