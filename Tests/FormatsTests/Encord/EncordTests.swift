import Testing
import Records
@testable import Formats

@Suite("Encord")
struct EncordTests {
    private static func row(_ objects: String, classifications: String = "", answers: String = "{}", classes: String = "{}") -> String {
        #"{"label_hash":"l","data_title":"k1.jpg","data_type":"image","data_units":{"d1":{"data_hash":"d1","data_title":"k1.jpg","data_type":"image/jpeg","width":200,"height":100,"labels":{"objects":[\#(objects)],"classifications":[\#(classifications)]}}},"object_answers":\#(answers),"classification_answers":\#(classes),"object_actions":{}}"#
    }

    private static func object(_ members: String) -> String { #"{"name":"mug","value":"mug","featureHash":"f","objectHash":"o1","confidence":1,"manualAnnotation":true,\#(members)}"# }

    @Test("shares become pixels of 200 x 100", arguments: [
        (#""shape":"bounding_box","boundingBox":{"x":0.25,"y":0.25,"w":0.5,"h":0.5}"#, "boxes", Shape.box([50, 25, 150, 75])),
        (#""shape":"rotatable_bounding_box","rotatableBoundingBox":{"x":0.25,"y":0.25,"w":0.5,"h":0.5,"theta":30}"#, "rotated-boxes", .rotated([100, 50, 100, 50, 30])),
        (#""shape":"polygon","polygon":{"10":{"x":0,"y":0.5},"0":{"x":0,"y":0},"2":{"x":0.5,"y":0}}"#, "polygons", .polygons([PolygonRings(outer: [0, 0, 100, 0, 0, 50])])),
        (#""shape":"polygon","polygons":[[[0,0,0.5,0,0.5,0.5],[0.25,0.25,0.375,0.25,0.375,0.375]]]"#, "polygons",
         .polygons([PolygonRings(outer: [0, 0, 100, 0, 100, 50], holes: [[50, 25, 75, 25, 75, 37.5]])])),
        (#""shape":"polyline","polyline":{"0":{"x":0,"y":0},"1":{"x":0.5,"y":0.5}}"#, "polylines", .line([0, 0, 100, 50])),
        (#""shape":"point","point":{"0":{"x":0.5,"y":0.5}}"#, "points", .point([100, 50])),
        (#""shape":"circle","circle":{"x":0.5,"y":0.5,"r":0.25}"#, "ellipses", .ellipse([100, 50, 50, 50, 0])),
        (#""shape":"skeleton","skeleton":{"0":{"x":0.5,"y":0.5},"1":{"x":0,"y":0,"visibility":"occluded"}}"#, "skeletons", .joints([[100, 50, 2], [0, 0, 1]])),
    ] as [(String, String, Shape)])
    func shapes(_ members: String, _ question: String, _ expected: Shape) throws {
        let read = try Readout("encord", ["rows.json": "[\(Self.row(Self.object(members)))]"])
        #expect(read.shapes(question) == [expected])
        #expect(read.items.map(\.key) == ["k1.jpg"])
        #expect(read.findings.isEmpty)
    }

    @Test("bitmasks are COCO's letters along the rows of a window")
    func bitmask() throws {
        // 4 x 2:  . # # . / . # # .   along the rows: 1 2 2 2 1
        let text = COCORuns.encode([1, 2, 2, 2, 1])
        let read = try Readout("encord", ["rows.json": Self.row(Self.object(#""shape":"bitmask","bitmask":{"top":30,"left":40,"height":2,"width":4,"rleString":"\#(text)"}"#))])
        #expect(read.shapes("masks") == [.mask(Mask(size: [2, 2], runs: [0, 4], at: [41, 30]))])
    }

    @Test("answers are joined by their hashes: attributes of objects, questions of their own")
    func answers() throws {
        let answers = #"{"o1":{"objectHash":"o1","classifications":[{"name":"Colour","value":"colour","answers":[{"name":"Red","value":"red","featureHash":"x"}],"featureHash":"y"},{"name":"Text","answers":"hi"},{"name":"Parts","answers":[{"name":"a"},{"name":"b"}]}]}}"#
        let classes = #"{"c1":{"classificationHash":"c1","classifications":[{"name":"Weather","value":"weather","answers":[{"name":"Rain","value":"rain"}]}]}}"#
        let box = Self.object(#""shape":"bounding_box","boundingBox":{"x":0.25,"y":0.25,"w":0.5,"h":0.5}"#)
        let read = try Readout("encord", ["rows.json": Self.row(box, classifications: #"{"name":"Weather","classificationHash":"c1","featureHash":"z"}"#, answers: answers, classes: classes)])
        #expect(read.parts("boxes").first?.attributes == ["Colour": "Red", "Text": "hi"])
        #expect(read.items.first?.metadata["encord"]?["parts"]?["o1"]?["answers"] == ["Parts": ["a", "b"]])
        #expect(read.items.first?.answers["Weather"] == .choices(["Rain"]))
    }

    @Test("objects of a video are tracks by their hash; bad objects are kept aside")
    func video() throws {
        let object = Self.object(#""boundingBox":{"x":0,"y":0,"w":0.5,"h":0.5}"#)
        func frame(_ index: Int) -> String { #""\#(index)":{"objects":[\#(object)],"classifications":[]}"# }
        let text = #"{"label_hash":"l","data_title":"v.mp4","data_type":"video","data_units":{"d":{"data_title":"v.mp4","data_type":"video/mp4","data_fps":25,"data_duration":2,"width":64,"height":48,"labels":{\#(frame(2)),\#(frame(1)),"4":{"objects":[{"objectHash":"o2","name":"x","boundingBox":{"x":0}}],"classifications":[]}}}},"object_answers":{},"classification_answers":{}}"#
        let read = try Readout("encord", ["rows.json": text])
        let box = Shape.box([0, 0, 32, 24])
        #expect(read.shapes("tracks") == [.track([TrackFrame(frame: 1, shape: box), TrackFrame(frame: 2, shape: box), TrackFrame(frame: 3, shape: box, isOutside: true)])])
        #expect(read.items.first?.files["video"]?.frames == 50)
        #expect(read.codes(.error) == ["encord.object.bad"])
    }
}
