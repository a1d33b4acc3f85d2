import Foundation
import Records
import Testing

/// One answer of each shape with its JSON, as MODEL.md 2 prints it.
let answerShapes: [(Answer, String)] = [
    (.choice("spam"), #"{"choice":"spam"}"#), (.choices(["a", "b"]), #"{"choices":["a","b"]}"#), (.paths([["a", "b"]]), #"{"paths":[["a","b"]]}"#),
    (.rating(4), #"{"rating":4}"#), (.number(1.5), #"{"number":1.5}"#), (.date("2026-01-31"), #"{"date":"2026-01-31"}"#),
    (.text("x"), #"{"text":"x"}"#), (.texts(["x", "y"]), #"{"texts":["x","y"]}"#),
    (.pairwise(Pairwise(preferred: .left, order: ["b", "a"])), #"{"preferred":"left","order":["b","a"]}"#),
    (.ranking([["x"], ["y", "z"]]), #"{"ranking":[["x"],["y","z"]]}"#),
    (.chat([ChatTurn(turn: 1, rating: 2, rewrite: "r"), ChatTurn(turn: 2)]), #"{"turns":[{"turn":1,"rating":2,"rewrite":"r"},{"turn":2}]}"#),
    (.relations([Relation(from: "p", to: "q", labels: ["r"])]), #"{"relations":[{"from":"p","to":"q","labels":["r"]}]}"#),
    (.tokens([TokenLayer(name: "upos", values: ["NOUN", ""])]), #"{"layers":[{"name":"upos","values":["NOUN",""]}]}"#),
    (.pointLabels([LabelRun(label: "car", count: 7)]), #"{"runs":[{"label":"car","count":7}]}"#),
    (.cells(["z": true, "a": "x"]), #"{"cells":{"z":true,"a":"x"}}"#),
] + shapes.map { shape, json in (.parts([Part(id: "p", labels: ["RBC"], shape: shape)]), #"{"parts":[{"id":"p","labels":["RBC"],\#(json)}]}"#) }

let shapes: [(Shape, String)] = [
    (.box([1, 2, 3.5, 4]), #""box":[1,2,3.5,4]"#), (.rotated([1, 2, 3, 4, 90]), #""rotated":[1,2,3,4,90]"#), (.ellipse([1, 2, 3, 4, 0]), #""ellipse":[1,2,3,4,0]"#),
    (.polygons([PolygonRings(outer: [0, 0, 4, 0, 4, 4], holes: [[1, 1, 2, 1, 2, 2]]), PolygonRings(outer: [9, 9, 8, 8, 7, 9])]),
        #""polygons":[{"outer":[0,0,4,0,4,4],"holes":[[1,1,2,1,2,2]]},{"outer":[9,9,8,8,7,9]}]"#),
    (.line([0, 0, 1, 1]), #""line":[0,0,1,1]"#), (.point([3, 4]), #""point":[3,4]"#), (.joints([[1, 2, 2], [0, 0, 0]]), #""joints":[[1,2,2],[0,0,0]]"#),
    (.mask(Mask(size: [2, 3], runs: [1, 2, 3], at: [5, 6])), #""mask":{"size":[2,3],"runs":[1,2,3],"at":[5,6]}"#),
    (.cuboid(front: [0, 0, 1, 1], back: [1, 1, 2, 2]), #""cuboid":{"front":[0,0,1,1],"back":[1,1,2,2]}"#),
    (.track([TrackFrame(frame: 3, shape: .box([0, 0, 1, 1])), TrackFrame(frame: 9, shape: .box([0, 0, 2, 2]), isKey: false, isOutside: true)]),
        #""frames":[{"frame":3,"shape":{"box":[0,0,1,1]},"key":true,"outside":false},{"frame":9,"shape":{"box":[0,0,2,2]},"key":false,"outside":true}]"#),
    (.ranges([[0, 4], [9, 12]]), #""ranges":[[0,4],[9,12]]"#), (.segment(Segment(from: 0.5, to: 2)), #""from":0.5,"to":2"#),
    (.segment(Segment(from: 0, to: 1, channel: 1, text: "hi")), #""from":0,"to":1,"channel":1,"text":"hi""#),
    (.field(DocumentField(page: 1, words: ["w1"], box: [0, 0, 1, 1], text: "12.50", key: "total")), #""page":1,"words":["w1"],"box":[0,0,1,1],"text":"12.50","key":"total""#),
    (.cuboid3D(centre: [1, 2, 3], size: [4, 2, 1.5], quaternion: [1, 0, 0, 0]), #""centre":[1,2,3],"size":[4,2,1.5],"quaternion":[1,0,0,0]"#),
]

@Suite("Answers in JSON")
struct AnswerJSONTests {
    @Test("each shape is written as the data model says, and read back", arguments: answerShapes)
    func shape(answer: Answer, json: String) throws {
        #expect(try JSONValue(encoding: answer).text() == json)
        #expect(answer.json.text() == json)
        #expect(try JSONParser.parse(json).decode(Answer.self) == answer)
    }

    @Test("Foundation's coders agree", arguments: answerShapes)
    func foundation(answer: Answer, json: String) throws {
        let bytes = try JSONEncoder().encode(answer)
        #expect(try JSONDecoder().decode(Answer.self, from: bytes) == answer)
        #expect(try JSONParser.parse(Array(bytes)) == JSONParser.parse(json))
    }

    @Test("a part leaves out what is empty and keeps what is not")
    func part() throws {
        let part = Part(id: "7", labels: ["a"], shape: .point([1, 2]), attributes: ["cut": true], note: "n", score: 0.5, origin: .corrected("00"), of: "3")
        let json = #"{"id":"7","labels":["a"],"point":[1,2],"attributes":{"cut":true},"note":"n","score":0.5,"origin":"corrected:00","of":"3"}"#
        #expect(part.json.text() == json)
        #expect(try JSONValue(encoding: part).text() == json)
        #expect(try JSONParser.parse(json).decode(Part.self) == part)
    }

    @Test("an answer of no shape, or of two, is refused", arguments: ["{}", #"{"colour":"red"}"#, #"{"choice":"a","text":"b"}"#, #"{"rating":"4"}"#, #"{"parts":[{"id":"1","labels":[]}]}"#])
    func refused(json: String) throws {
        let value = try JSONParser.parse(json)
        #expect(throws: DecodingError.self) { try value.decode(Answer.self) }
    }

    @Test("the kind of the question decides whether an answer fits")
    func kinds() throws {
        #expect(Answer(json: ["choice": "a"], kind: .choice) == .choice("a"))
        #expect(Answer(json: ["choice": "a"], kind: .text) == nil)
        #expect(Answer(json: ["parts": [["id": "1", "labels": ["a"], "box": [0, 0, 1, 1]]]], kind: .boxes) != nil)
        #expect(Answer(json: ["parts": [["id": "1", "labels": ["a"], "box": [0, 0, 1, 1]]]], kind: .spans) == nil)
    }

    @Test("origins read back", arguments: [
        Origin.person, .model(name: "nb", version: "3"), .rule("caps"), .imported(source: SourceID(raw: 5)), .policy(suggestion: SuggestionID(raw: 6)), .restored(commit: "ab"),
    ])
    func origins(origin: Origin) throws {
        #expect(try JSONValue(encoding: origin).decode(Origin.self) == origin)
        #expect(try JSONDecoder().decode([Origin].self, from: JSONEncoder().encode([origin])) == [origin])
    }

    @Test("an annotation with sets has the same bytes every time")
    func annotation() throws {
        let annotation = Annotation(answers: ["b": .choice("x"), "a": .rating(2)], unknown: ["q3", "q1", "q2"], flags: ["blurred"], note: nil)
        let text = #"{"answers":{"a":{"rating":2},"b":{"choice":"x"}},"unknown":["q1","q2","q3"],"flags":["blurred"]}"#
        #expect(try JSONValue(encoding: annotation).text() == text)
        #expect(try JSONParser.parse(text).decode(Annotation.self) == annotation)
        #expect(try JSONValue(encoding: Annotation()).decode(Annotation.self) == Annotation())
    }

    @Test("values keep order and kind through our coders, and their content through Foundation's")
    func values() throws {
        let value: JSONValue = ["z": 1, "a": .double(1), "n": nil, "l": [true, .literal("123456789012345678901")]]
        #expect(try JSONValue(encoding: ["v": value])["v"] == value)
        #expect(try value.decode(JSONValue.self).text() == value.text())
        let back = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
        #expect(back.object?.keys == ["a", "l", "n", "z"])
        #expect(throws: EncodingError.self) { try JSONValue(encoding: Double.nan) }
        #expect(throws: DecodingError.self) { try JSONValue.int(300).decode(UInt8.self) }
    }

    @Test("an item and its parts of provenance come back equal")
    func item() throws {
        var blob = BlobReference(sha256: String(repeating: "a", count: 64), size: 12, type: "image/png")
        blob.width = 640
        let item = Item(
            id: ItemID(raw: 99), project: ProjectID(raw: 1), source: SourceID(raw: 2), run: RunID(raw: 3), key: "k", media: .image,
            fields: ["text": "hello", "n": .double(2)], blobs: ["image": blob], metadata: ["stain": "dark"], licence: Licence(" MIT "), group: ItemID(raw: 5), state: .ready)
        #expect(try JSONValue(encoding: item).decode(Item.self) == item)
        #expect(item.licence?.name == "MIT")
    }
}
