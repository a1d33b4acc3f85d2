import Testing
import Records
@testable import Formats

@Suite("Create ML")
struct CreateMLTests {
    private static let mug = #"[{"image":"k1.jpg","annotations":[{"label":"mug","coordinates":{"x":60.0,"y":45.0,"width":40.0,"height":30.0}}]}]"#

    @Test("x and y are the middle of the box: 60, 45 and 40 x 30 are the edges 40, 30, 80, 60")
    func centre() throws {
        let read = try Readout("createml", ["_annotations.createml.json": Self.mug])
        #expect(read.shapes("boxes") == [.box([40, 30, 80, 60])])
        #expect(read.parts("boxes").first?.labels == ["mug"])
        #expect(read.items.map(\.key) == ["k1.jpg"])
        #expect(read.items.first?.split == nil)
        #expect(read.questions.map(\.labelNames) == [["mug"]])
        #expect(read.findings.isEmpty)
    }

    @Test("a folder per split names the split, and the keys of the first version are understood")
    func splits() throws {
        let read = try Readout("createml", [
            "train/_annotations.createml.json": Self.mug,
            "valid/_annotations.createml.json": #"[{"imagefilename":"k2.jpg","annotation":[{"coordinates":{"x":5,"y":5,"width":2,"height":4},"label":"cup"}]}]"#,
        ])
        #expect(read.items.map(\.split) == ["train", "valid"])
        #expect(read.shapes("boxes", of: 1) == [.box([4, 3, 6, 7])])
    }

    @Test("boxes that leave their picture from the middle and never from the corner are taken for corners, with a warning")
    func corner() throws {
        let text = #"[{"image":"k1.jpg","annotations":[{"label":"mug","coordinates":{"x":0,"y":2,"width":40,"height":30}},{"label":"mug","coordinates":{"x":50,"y":60,"width":40,"height":30}}]}]"#
        let files: KeyValuePairs = ["_annotations.createml.json": text, "k1.jpg": "100x100"]
        let read = try Readout("createml", files, DatasetReadOptions(probe: ImageFixture.probe))
        #expect(read.shapes("boxes") == [.box([0, 2, 40, 32]), .box([50, 60, 90, 90])])
        #expect(read.codes(.warning) == ["createml.boxes.from-corner"])
        #expect(read.items.first?.size == PixelSize(width: 100, height: 100))
        // One box that leaves a smaller picture from its corner as well speaks for neither: the format's own word holds.
        let small = try Readout("createml", ["_annotations.createml.json": text, "k1.jpg": "80x80"], DatasetReadOptions(probe: ImageFixture.probe))
        #expect(small.shapes("boxes").first == .box([-20, -13, 20, 17]))
        let told = try Readout("createml", files, DatasetReadOptions(settings: ["createml.boxes": "centre"]))
        #expect(told.shapes("boxes").first == .box([-20, -13, 20, 17]))
    }

    @Test("no annotations is a picture without objects, a missing list a picture nobody looked at")
    func empty() throws {
        let read = try Readout("createml", ["a.json": #"[{"image":"a.jpg","annotations":[]},{"image":"b.jpg"}]"#], reading: "a.json")
        #expect(read.items.map { $0.answers["boxes"] } == [.parts([]), nil])
    }

    @Test("unknown keys come back: of the picture, of the box and of its coordinates")
    func unknownKeys() throws {
        let text = #"[{"image":"a.jpg","verified":true,"annotations":[{"label":"x","confidence":0.5,"coordinates":{"x":5,"y":5,"width":2,"height":4,"angle":0}}]}]"#
        let read = try Readout("createml", ["_annotations.createml.json": text])
        let written = try read.written("createml", CreateML.fileName)
        let (ours, theirs) = (try JSONParser.parse(written), try JSONParser.parse(text))
        #expect(ours == theirs)
    }

    @Test("bad boxes and pictures are told with their place, and the rest is read")
    func bad() throws {
        let text = """
            [{"image":"a.jpg","annotations":[{"label":"x","coordinates":{"x":5,"y":5,"width":-2,"height":4}},
              {"label":"x","coordinates":{"x":"5","y":5,"width":2,"height":4}}, 7, {"coordinates":{"x":5,"y":5,"width":2,"height":4}}]},
             {"annotations":[]}, {"image":"a.jpg","annotations":[]}, {"image":"b.jpg","annotations":[]}]
            """
        let read = try Readout("createml", ["_annotations.createml.json": text])
        #expect(read.codes(.error) == ["createml.box.no-label", "createml.box.bad", "createml.box.bad", "createml.box.bad", "createml.image.no-name", "createml.item.twice"])
        #expect(read.findings.last?.place?.line == 3)
        #expect(read.items.map(\.key) == ["a.jpg", "b.jpg"])
        #expect(read.items.first?.metadata["createml"]?["left_out"]?.array?.count == 3)
    }

    @Test("a list of pictures with coordinates is recognised, other lists are not")
    func recognition() throws {
        let own = try Readout.candidates(["x/labels.json": Self.mug])
        #expect(own == ["createml"])
        let other = try Readout.candidates(["x/labels.json": #"[{"image_id":1,"bbox":[1,2,3,4]}]"#])
        #expect(!other.contains("createml"))
    }
}
