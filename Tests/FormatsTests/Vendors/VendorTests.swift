import Foundation
import Testing
import Records
@testable import Formats

@Suite("Exports of labelling services")
struct VendorTests {
    static func read(_ format: String, _ files: [(name: String, text: String)], _ questions: [Question]? = nil) throws -> (items: [LabelledItem], findings: [Finding], questions: [Question]) {
        let folder = TemporaryFolder()
        for file in files { _ = folder.write(file.text, file.name) }
        let make = try #require(FormatCatalog.dataset(named: format)?.makeReader)
        let options = DatasetReadOptions(questions: questions.map(QuestionNames.init) ?? QuestionNames(), probe: ImageFixture.probe, needsFiles: false)
        let input = try DatasetInput(folder.path)
        #expect(FormatCatalog.candidates(for: input).first?.format.card.name == format)
        let reader = try make(input, options)
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader.questions)
    }

    static func shapes(_ item: LabelledItem?, _ question: String) -> [Shape] {
        if case .parts(let parts)? = item?.answers[question] { parts.map(\.shape) } else { [] }
    }

    @Test("the same box in each service's words", arguments: [
        ("labelbox", "a.ndjson", #"{"uuid":"0c2e8f1a-0000-4000-8000-000000000001","dataRow":{"globalKey":"k1"},"name":"mug","bbox":{"top":30,"left":40,"height":30,"width":40},"classifications":[{"name":"full","answer":{"name":"yes"}}]}"# + "\n"),
        ("scale", "k1.json", #"{"task_id":"t1","response":{"annotations":[{"uuid":"u1","type":"box","label":"mug","left":40,"top":30,"width":40,"height":30,"attributes":{"full":"yes"}}],"global_attributes":{}}}"#),
        ("playment", "k1.json", #"{"data":{"annotations":{"rectangles":[{"_id":"a1","label":"mug","attributes":{"full":{"value":"yes"}},"coordinates":[{"x":0.2,"y":0.3},{"x":0.4,"y":0.3},{"x":0.4,"y":0.6},{"x":0.2,"y":0.6}]}]}}}"#),
        ("clarifai", "inputs.json", #"{"inputs":[{"id":"k1","data":{"image":{"url":"http://h/k1.jpg"},"regions":[{"region_info":{"bounding_box":{"top_row":0.3,"left_col":0.2,"bottom_row":0.6,"right_col":0.4}},"data":{"concepts":[{"id":"mug","value":1}]}}]}}]}"#),
        ("labelbox", "v1.json", #"[{"ID":"x","DataRow ID":"r","Labeled Data":"http://h/k1.jpg","Label":{"objects":[{"featureId":"f","title":"mug","value":"mug","bbox":{"top":30,"left":40,"height":30,"width":40},"classifications":[{"title":"full","value":"full","answer":{"title":"yes","value":"yes"}}]}],"classifications":[]},"Created By":"ada@h","Seconds to Label":4.5,"External ID":"k1"}]"#),
        ("labelbox", "v2.ndjson", #"{"data_row":{"id":"r","global_key":"k1","row_data":"http://h/k1.jpg"},"media_attributes":{"height":100,"width":200,"mime_type":"image/jpeg"},"projects":{"p":{"labels":[{"id":"l","label_details":{"created_by":"ada@h","created_at":"2026-01-02"},"performance_details":{"seconds_to_create":4.5},"annotations":{"objects":[{"feature_id":"f","name":"mug","value":"mug","annotation_kind":"ImageBoundingBox","bounding_box":{"top":30,"left":40,"height":30,"width":40},"classifications":[{"name":"full","radio_answer":{"name":"yes"}}]}],"classifications":[],"relationships":[]}}]}}}"# + "\n"),
    ])
    func sameBox(_ format: String, _ name: String, _ text: String) throws {
        let read = try Self.read(format, [(name, text), ("k1.jpg", "200x100")])
        let item = try #require(read.items.first)
        #expect(read.items.count == 1)
        guard case .parts(let parts)? = item.answers["boxes"], let part = parts.first, case .box(let box) = part.shape else { Issue.record("no box in \(item)"); return }
        #expect(zip(box, [40, 30, 80, 60]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(part.labels == ["mug"])
        if format != "clarifai" { #expect(part.attributes == ["full": "yes"]) }
        if format != "scale" { #expect(item.files["image"]?.path == "k1.jpg") }
        #expect(read.questions.contains { $0.name == "boxes" && $0.labelNames == ["mug"] })
        if name.hasPrefix("v") {
            #expect(item.annotations.map(\.author) == ["ada@h"])
            #expect(item.annotations.map(\.seconds) == [4.5])
        }
    }

    @Test("a track of Labelbox counts frames from 1 and ends behind its last key frame")
    func labelboxTrack() throws {
        let text = #"{"uuid":"u2","dataRow":{"globalKey":"v1"},"name":"mug","segments":[{"keyframes":[{"frame":1,"bbox":{"top":1,"left":2,"height":5,"width":6}},{"frame":9,"bbox":{"top":3,"left":4,"height":5,"width":6}}]}]}"#
        let item = try Self.read("labelbox", [("a.ndjson", text + "\n")]).items.first
        #expect(item?.media == .video)
        #expect(Self.shapes(item, "tracks") == [.track([
            TrackFrame(frame: 0, shape: .box([2, 1, 8, 6])), TrackFrame(frame: 8, shape: .box([4, 3, 10, 8])), TrackFrame(frame: 9, shape: .box([4, 3, 10, 8]), isOutside: true),
        ])])
    }

    @Test("lines of one data row may be apart; ends of entities are inclusive; masks are kept and told")
    func labelboxLines() throws {
        let lines = [
            #"{"uuid":"a","dataRow":{"globalKey":"t1"},"name":"PER","location":{"start":0,"end":2}}"#,
            #"{"uuid":"b","dataRow":{"globalKey":"k1"},"name":"mug","mask":{"instanceURI":"http://h/m.png","colorRGB":[1,2,3]}}"#,
            #"{"uuid":"c","dataRow":{"globalKey":"t1"},"name":"PER","location":{"start":8,"end":9}}"#,
            #"{"dataRow":{"globalKey":"t1"},"name":"met","relationship":{"source":"a","target":"c","type":"unidirectional"}}"#,
            #"{"dataRow":{"globalKey":"k1"},"name":"scene","answer":{"name":"kitchen"}}"#, #"{"dataRow":{"globalKey":"k1"},"name":"things","answer":[{"name":"a"},{"name":"b"}]}"#, #"{"uuid":"x","name":"lost"}"#,
        ]
        let read = try Self.read("labelbox", [("a.ndjson", lines.joined(separator: "\n") + "\n")])
        #expect(read.items.map(\.key) == ["t1", "k1"])
        #expect(Self.shapes(read.items[0], "spans") == [.ranges([[0, 3]]), .ranges([[8, 10]])])
        #expect(read.items[0].answers["relations"] == .relations([Relation(from: "a", to: "c", labels: ["met"])]))
        #expect(read.items[1].answers == ["scene": .choice("kitchen"), "things": .choices(["a", "b"])])
        #expect(read.items[1].metadata["labelbox"]?["left_out"]?[0]?["mask"]?["instanceURI"] == "http://h/m.png")
        #expect(read.findings.map(\.code).sorted() == ["labelbox.mask.left-out", "labelbox.no-data-row"])
    }

    @Test("each shape of Scale; frames of a video are tracks, cuboids of lidar turn from +y")
    func scale() throws {
        let task = #"{"task_id":"t1","params":{"attachment":"http://h/d/k1.jpg?sig=1"},"response":{"annotations":[{"uuid":"1","type":"polygon","label":"a","vertices":[{"x":0,"y":0},{"x":4,"y":0},{"x":4,"y":4},{"x":0,"y":0}]},{"uuid":"2","type":"line","label":"a","vertices":[{"x":0,"y":0},{"x":4,"y":1}]},{"uuid":"3","type":"point","label":"a","x":5,"y":6},{"uuid":"4","type":"ellipse","label":"a","center":{"x":5,"y":6},"radius":{"x":2,"y":1}},{"uuid":"5","type":"smoke","label":"a"}]}}"#
        let frames = #"[{"annotations":[{"uuid":"u","type":"box","label":"car","left":0,"top":0,"width":4,"height":4}]},{"annotations":[]},{"annotations":[{"uuid":"u","type":"box","label":"car","left":2,"top":0,"width":4,"height":4}]}]"#
        let lidar = #"[{"cuboids":[{"uuid":"c","label":"car","position":{"x":1,"y":2,"z":3},"dimensions":{"x":1.8,"y":4.2,"z":1.5},"yaw":0,"stationary":true}]}]"#
        let read = try Self.read("scale", [("a.json", task), ("b.json", frames), ("c.json", lidar)])
        #expect(read.items.map(\.key) == ["k1.jpg", "b", "c/0"])
        #expect(Self.shapes(read.items[0], "polygons") == [.polygons([PolygonRings(outer: [0, 0, 4, 0, 4, 4])])])
        #expect(Self.shapes(read.items[0], "polylines") == [.line([0, 0, 4, 1])])
        #expect(Self.shapes(read.items[0], "points") == [.point([5, 6])])
        #expect(Self.shapes(read.items[0], "ellipses") == [.ellipse([5, 6, 2, 1, 0])])
        #expect(Self.shapes(read.items[1], "tracks") == [.track([
            TrackFrame(frame: 0, shape: .box([0, 0, 4, 4])), TrackFrame(frame: 1, shape: .box([0, 0, 4, 4]), isOutside: true), TrackFrame(frame: 2, shape: .box([2, 0, 6, 4])),
        ])])
        guard case .cuboid3D(let centre, let size, let turn)? = Self.shapes(read.items[2], "cuboids-3d").first else { Issue.record("no cuboid"); return }
        #expect(centre == [1, 2, 3])
        #expect(size == [4.2, 1.8, 1.5])
        // The first axis, turned, points along +y.
        #expect(abs(turn[0] * turn[0] - turn[3] * turn[3]) < 1e-9 && abs(2 * turn[0] * turn[3] - 1) < 1e-9)
        #expect(read.findings.map(\.code) == ["scale.shape.left-out"])
    }

    @Test("a polygon of Playment is a graph: its edges are walked; without a picture nothing is placed")
    func playment() throws {
        let text = #"{"data":{"annotations":{"polygons":[{"_id":"a","label":"x","points":{"p1":{"x":0,"y":0},"p2":{"x":1,"y":1},"p3":{"x":1,"y":0},"p4":{"x":0,"y":1}},"edges":{"e1":["p1","p3"],"e2":["p3","p2"],"e3":["p2","p4"],"e4":["p4","p1"]}}]}}}"#
        #expect(Self.shapes(try Self.read("playment", [("k1.json", text), ("k1.jpg", "200x100")]).items.first, "polygons") == [.polygons([PolygonRings(outer: [0, 0, 200, 0, 200, 100, 0, 100])])])
        let without = try Self.read("playment", [("k1.json", text)])
        #expect(without.findings.map(\.code) == ["playment.no-size"])
        #expect(without.items.first?.metadata["playment"]?["left_out"]?.array?.count == 1)
    }

    @Test("cut off or changed at random, exports are told or read, and never crash", arguments: [
        ("labelbox", "a.ndjson", "{\"uuid\":\"u2\",\"dataRow\":{\"globalKey\":\"v1\"},\"name\":\"mug\",\"segments\":[{\"keyframes\":[{\"frame\":1,\"bbox\":{\"top\":1,\"left\":2,\"height\":5,\"width\":6}}]}]}\n"),
        ("scale", "a.json", "{\"task_id\":\"t1\",\"response\":{\"annotations\":[{\"uuid\":\"u1\",\"type\":\"box\",\"label\":\"mug\",\"left\":40,\"top\":30,\"width\":40,\"height\":30,\"vertices\":[{\"x\":1,\"y\":2}]}]}}"),
        ("playment", "a.json", "{\"data\":{\"width\":200,\"height\":100,\"annotations\":{\"polygons\":[{\"_id\":\"a1\",\"label\":\"mug\",\"points\":{\"p1\":{\"x\":0,\"y\":0}},\"edges\":{\"e1\":[\"p1\",\"p1\"]}}]}}}"),
        ("clarifai", "a.json", "{\"inputs\":[{\"id\":\"k1\",\"data\":{\"image\":{\"image_info\":{\"width\":20,\"height\":10}},\"regions\":[{\"region_info\":{\"bounding_box\":{\"top_row\":0.3,\"left_col\":0.2,\"bottom_row\":0.6,\"right_col\":0.4}},\"data\":{\"concepts\":[{\"id\":\"mug\",\"value\":1}]}}]}}]}"),
        ("appen", "a.csv", "_unit_id,_worker_id,_created_at,_started_at,mood,text\n7,w1,2/19/2015 06:23:55,2/19/2015 06:23:25,good,x\n7,w2,,,\"bad\",x\n"),
        ("mturk", "a.csv", "HITId,WorkerId,WorkTimeInSeconds,Input.text,Answer.a,Answer.b.x\nH1,W1,31,Hello,\"{\"\"a\"\":[1,{\"\"b\"\":true}]}\",true\n"),
    ])
    func hostile(_ format: String, _ name: String, _ text: String) throws {
        let make = try #require(FormatCatalog.dataset(named: format)?.makeReader)
        let folder = TemporaryFolder()
        var random = Seeded(3)
        let whole = Array(text.utf8)
        for round in 0..<150 {
            var bytes = round < 50 ? Array(whole.prefix(whole.count * round / 50)) : whole
            if round >= 50 { for _ in 0..<3 { bytes[Int.random(in: 0..<bytes.count, using: &random)] = [UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "["), UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0 } }
            _ = folder.write(bytes, name)
            guard let reader = try? make(DatasetInput(folder.path), DatasetReadOptions(needsFiles: false)) else { continue }
            var count = 0
            while count < 100, case .some? = (try? reader.next()) { count += 1 }
        }
    }
}
