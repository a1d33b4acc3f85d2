import Foundation
import Testing
import Records
@testable import Formats

/// Reading and writing Label Studio exports: conventions of coordinates, people, and what nothing here understands.
@Suite("Label Studio JSON")
struct LabelStudioTests {
    static let config = """
        <View>
          <Header value="Box every mug"/>
          <Image name="img" value="$image"/>
          <RectangleLabels name="box" toName="img"><Label value="mug"/><Label value="The table" alias="table"/></RectangleLabels>
          <PolygonLabels name="poly" toName="img"><Label value="rug"/></PolygonLabels>
          <KeyPointLabels name="key" toName="img"><Label value="tip"/></KeyPointLabels>
          <EllipseLabels name="oval" toName="img"><Label value="plate"/></EllipseLabels>
          <Choices name="focus" toName="img" choice="single"><Choice value="sharp"/><Choice value="soft"/></Choices>
          <Choices name="full" toName="img" perRegion="true"><Choice value="true"/><Choice value="false"/></Choices>
        </View>
        """

    static func result(_ control: String, _ type: String, _ value: String, id: String = "r", more: String = "") -> String {
        """
        {"id":"\(id)","from_name":"\(control)","to_name":"img","type":"\(type)","origin":"manual","original_width":200,"original_height":100,"image_rotation":0,"value":\(value)\(more)}
        """
    }

    static func task(_ results: [String], more: String = "") -> String {
        """
        [{"id":7,"data":{"image":"/data/upload/3/0a1b2c3d-k1.jpg"},"annotations":[{"id":1,"completed_by":5,"result":[\(results.joined(separator: ","))],"was_cancelled":false,"ground_truth":false,"created_at":"2026-01-02T03:04:05Z","lead_time":8.65}]\(more)}]
        """
    }

    static func read(_ json: String, config: String? = Self.config, questions: QuestionNames = QuestionNames()) throws -> (items: [LabelledItem], findings: [Finding], reader: LabelStudioReader) {
        let folder = TemporaryFolder()
        _ = folder.write(Array(json.utf8), "tasks.json")
        if let config { _ = folder.write(Array(config.utf8), "label_config.xml") }
        let reader = try LabelStudioReader(opening: DatasetInput(folder.path), options: DatasetReadOptions(questions: questions, needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        withExtendedLifetime(folder) {}
        return (items, reader.takeFindings(), reader)
    }

    /// What is written again after reading.
    static func rewritten(_ json: String, config: String? = Self.config, change: (inout LabelledItem) -> Void = { _ in }) throws -> (tasks: JSONValue, config: String) {
        let read = try read(json, config: config)
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = try LabelStudioWriter(folder, layout: DatasetLayout(questions: read.reader.questions, onLoss: .adapt, header: read.reader.header))
        for var item in read.items {
            change(&item)
            _ = try writer.write(item)
        }
        try writer.finish()
        try folder.finish()
        let text = try String(contentsOfFile: "\(outer.path)/out/tasks.json", encoding: .utf8)
        return (try JSONParser.parse(text), try String(contentsOfFile: "\(outer.path)/out/label_config.xml", encoding: .utf8))
    }

    @Test("percent of the picture become pixels, turned about the top-left corner become turned about the centre", arguments: [
        ("box", "rectanglelabels", #"{"x":20,"y":30,"width":20,"height":30,"rotation":0,"rectanglelabels":["mug"]}"#, "box", Shape.box([40, 30, 80, 60])),
        // 40 x 30 pixels at (40, 30), a quarter turn clockwise: the corner stays, the box lies to its left.
        ("box", "rectanglelabels", #"{"x":20,"y":30,"width":20,"height":30,"rotation":90,"rectanglelabels":["mug"]}"#, "box-rotated", .rotated([25, 50, 40, 30, 90])),
        ("poly", "polygonlabels", #"{"points":[[10,10],[20,10],[20,40]],"closed":true,"polygonlabels":["rug"]}"#, "poly", .polygons([PolygonRings(outer: [20, 10, 40, 10, 40, 40])])),
        ("key", "keypointlabels", #"{"x":12.5,"y":50,"width":0.18,"keypointlabels":["tip"]}"#, "key", .point([25, 50])),
        ("oval", "ellipselabels", #"{"x":50,"y":50,"radiusX":10,"radiusY":20,"rotation":30,"ellipselabels":["plate"]}"#, "oval", .ellipse([100, 50, 20, 20, 30])),
    ])
    func geometry(control: String, type: String, value: String, question: String, shape: Shape) throws {
        let read = try Self.read(Self.task([Self.result(control, type, value)]))
        guard case .parts(let parts)? = read.items.first?.answers[question] else { Issue.record("no answer \(String(describing: read.items.first?.answers)) \(read.findings)"); return }
        #expect(parts.map(\.shape) == [shape])
        #expect(read.findings.isEmpty, "\(read.findings)")
    }

    @Test("a turned box goes there and back to the same numbers")
    func turnedBack() throws {
        let scale = LabelStudioScale(try #require(PixelSize(width: 597, height: 768)))
        for degrees in stride(from: 1.0, to: 360, by: 7.3) {
            let own = [101.25, 200.5, 40.125, 33.3, degrees]
            let there = scale.rectangle(own)
            #expect(scale.shape(x: there.x, y: there.y, width: there.width, height: there.height, degrees: degrees) == .rotated(own))
        }
    }

    @Test("an export is written as it was read, key by key, whatever stands in it")
    func unchanged() throws {
        let results = [
            Self.result("box", "rectanglelabels", #"{"x":31.941923774954628,"y":4.113475177304964,"width":6.352087114337568,"height":9.929078014184398,"rotation":0,"rectanglelabels":["mug"],"extra":1e-05}"#, id: "a", more: #","parentID":"z","meta":{"text":["look"],"other":1},"readonly":false"#),
            Self.result("full", "choices", #"{"x":31.941923774954628,"y":4.113475177304964,"width":6.352087114337568,"height":9.929078014184398,"rotation":0,"choices":["true"]}"#, id: "a"),
            Self.result("box", "rectanglelabels", #"{"x":10.537066764905694,"y":79.55767690059092,"width":19.045470024656689,"height":8.132522043893883,"rotation":328.33240366032836,"rectanglelabels":["table"]}"#, id: "b"),
            Self.result("focus", "choices", #"{"choices":["soft"]}"#, id: "c"),
            Self.result("gone", "bitmasklabels", #"{"imageDataURL":"data:,"}"#, id: "d"),
            #"{"type":"relation","from_id":"a","to_id":"b","direction":"left","labels":["on"]}"#,
        ]
        let json = Self.task(results, more: #","predictions":[{"id":9,"score":0.5,"model_version":"m","result":[]}],"drafts":[],"meta":{},"inner_id":1,"total_annotations":1,"file_upload":"0a1b2c3d-k1.jpg","updated_by":null"#)
        let again = try Self.rewritten(json)
        #expect(again.tasks.text(sorted: true) == (try JSONParser.parse(json)).text(sorted: true))
        #expect(again.config == Self.config)
    }

    @Test("older and foreign forms are written as they were read", arguments: [
        #"[{"image":"a.jpg","id":"own"}]"#,
        #"[{"id":1,"data":{"image":"a.jpg"}}]"#,
        #"[{"id":1,"data":{"image":"a.jpg"},"completions":[{"result":[],"skipped":true}]}]"#,
        #"[{"id":1,"data":{"image":"a.jpg","width":3},"annotations":[{"result":[]},{"was_cancelled":true,"result":[{"x":1}]},{"result":[],"ground_truth":true,"completed_by":{"id":2,"email":"a@b"}}],"meta":null}]"#,
    ])
    func foreign(json: String) throws {
        #expect(try Self.rewritten(json).tasks.text(sorted: true) == (try JSONParser.parse(json)).text(sorted: true))
    }

    @Test("a moved box is written anew and keeps what is not ours; a removed one is gone")
    func changed() throws {
        let results = [
            Self.result("box", "rectanglelabels", #"{"x":20,"y":30,"width":20,"height":30,"rotation":0,"rectanglelabels":["mug"],"extra":1}"#, id: "a", more: #","parentID":"z""#),
            Self.result("box", "rectanglelabels", #"{"x":0,"y":0,"width":5,"height":5,"rotation":0,"rectanglelabels":["mug"]}"#, id: "b"),
        ]
        let again = try Self.rewritten(Self.task(results)) { item in
            guard case .parts(var parts)? = item.answers["box"] else { return }
            parts.removeLast()
            parts[0].shape = .box([40, 30, 100, 60])
            item.answers["box"] = .parts(parts)
            item.annotations[0].answers["box"] = .parts(parts)
        }
        let result = again.tasks[0]?["annotations"]?[0]?["result"]
        #expect(result?.array?.count == 1)
        #expect(result?[0]?["value"]?["width"] == 30)
        #expect(result?[0]?["value"]?["extra"] == 1 && result?[0]?["parentID"] == "z" && result?[0]?["origin"] == "manual")
    }

    @Test("attributes asked per region, notes and labels by their alias come with the part")
    func regions() throws {
        let results = [
            Self.result("box", "rectanglelabels", #"{"x":20,"y":30,"width":20,"height":30,"rotation":0,"rectanglelabels":["table"]}"#, id: "a", more: #","meta":{"text":["look"]},"score":0.25"#),
            Self.result("full", "choices", #"{"x":20,"y":30,"width":20,"height":30,"choices":["true"]}"#, id: "a"),
        ]
        let read = try Self.read(Self.task(results))
        #expect(read.items[0].answers["box"] == .parts([Part(id: "a", labels: ["table"], shape: .box([40, 30, 80, 60]), attributes: ["full": true], note: "look", score: 0.25, origin: .imported)]))
        #expect(read.reader.questions.first { $0.name == "box" }?.labelNames == ["mug", "table"])
        #expect(read.reader.questions.first { $0.name == "box" }?.prompt == "Box every mug")
        #expect(read.items[0].size == PixelSize(width: 200, height: 100))
        #expect(read.items[0].files["image"]?.name == "k1.jpg")
    }

    @Test("people are told apart; the only ground truth counts, or the only annotation", arguments: [
        (["false"], "a", 1), (["false", "true"], "b", 2), (["false", "false"], nil, 2), (["true", "true"], nil, 2),
    ] as [([String], String?, Int)])
    func people(truths: [String], counts: String?, count: Int) throws {
        let labels = ["sharp", "soft"]
        let annotations = truths.enumerated().map { number, truth in
            #"{"completed_by":\#(number + 1),"ground_truth":\#(truth),"lead_time":2.5,"result":[{"id":"c","from_name":"focus","to_name":"img","type":"choices","value":{"choices":["\#(labels[number])"]}}]}"#
        }
        let read = try Self.read(#"[{"id":1,"data":{"image":"a.jpg"},"annotations":[\#(annotations.joined(separator: ","))]}]"#)
        #expect(read.items[0].annotations.map(\.author) == (1...count).map { String($0) })
        #expect(read.items[0].annotations.allSatisfy { $0.seconds == 2.5 })
        #expect(read.items[0].answers["focus"] == counts.map { Answer.choice($0 == "a" ? "sharp" : "soft") })
    }

    @Test("offsets are code points; UTF-16 units of old exports are told by the words they mark", arguments: [
        (13, 23, "label-studio.span.utf16"), (12, 22, nil), (11, 21, "label-studio.span.doubtful"),
    ] as [(Int, Int, String?)])
    func offsets(start: Int, end: Int, code: String?) throws {
        let config = #"<View><Text name="t" value="$body"/><Labels name="ner" toName="t"><Label value="X"/></Labels></View>"#
        let json = #"[{"id":1,"data":{"body":"💩This is an annotation."},"annotations":[{"result":[{"id":"s","from_name":"ner","to_name":"t","type":"labels","value":{"start":\#(start),"end":\#(end),"text":"annotation","labels":["X"]}}]}]}]"#
        let read = try Self.read(json, config: config)
        #expect(read.items[0].text == "💩This is an annotation.")
        #expect(read.findings.map(\.code) == [code].compactMap(\.self))
        let expected = code == "label-studio.span.doubtful" ? [start, end] : [12, 22]
        #expect(read.items[0].answers["ner"] == .parts([Part(id: "s", labels: ["X"], shape: .ranges([expected]), origin: .imported)]))
        #expect(try Self.rewritten(json, config: config).tasks == JSONParser.parse(json))
    }

    @Test("paragraphs are one text with a line end between two")
    func paragraphs() throws {
        let config = #"<View><Paragraphs name="p" value="$talk" layout="dialogue"/><ParagraphLabels name="ner" toName="p"><Label value="X"/></ParagraphLabels></View>"#
        let json = #"[{"id":1,"data":{"talk":[{"author":"A","text":"hello"},{"author":"B","text":"dear Bo"}]},"annotations":[{"result":[{"id":"s","from_name":"ner","to_name":"p","type":"paragraphlabels","value":{"start":"1","end":"1","startOffset":5,"endOffset":7,"text":"Bo","paragraphlabels":["X"]}}]}]}]"#
        let read = try Self.read(json, config: config)
        #expect(read.items[0].text == "hello\ndear Bo")
        #expect(read.items[0].answers["ner"] == .parts([Part(id: "s", labels: ["X"], shape: .ranges([[11, 13]]), origin: .imported)]))
        #expect(try Self.rewritten(json, config: config).tasks == JSONParser.parse(json))
    }

    @Test("frames count from 0 here, and a switched-off key frame is the last that shows")
    func tracks() throws {
        let config = #"<View><Video name="v" value="$video" frameRate="25"/><VideoRectangle name="box" toName="v"/><Labels name="l" toName="v"><Label value="car"/></Labels></View>"#
        let json = #"[{"id":1,"data":{"video":"a.mp4"},"annotations":[{"result":[{"id":"t","from_name":"box","to_name":"v","type":"videorectangle","original_width":200,"original_height":100,"value":{"framesCount":20,"duration":0.8,"sequence":[{"frame":1,"enabled":true,"x":20,"y":30,"width":20,"height":30,"rotation":0,"time":0.04},{"frame":5,"enabled":false,"x":30,"y":30,"width":20,"height":30,"rotation":0,"time":0.2}],"labels":["car"]}}]}]}]"#
        let read = try Self.read(json, config: config)
        guard case .parts(let parts)? = read.items[0].answers["box"], case .track(let frames)? = parts.first?.shape else { Issue.record("\(read.items) \(read.findings)"); return }
        #expect(frames == [
            TrackFrame(frame: 0, shape: .box([40, 30, 80, 60])), TrackFrame(frame: 4, shape: .box([60, 30, 100, 60])), TrackFrame(frame: 5, shape: .box([60, 30, 100, 60]), isOutside: true),
        ])
        #expect(parts.first?.labels == ["car"] && read.items[0].files["video"]?.rate == 25)
        #expect(try Self.rewritten(json, config: config).tasks == JSONParser.parse(json))
    }

    @Test("labels beside a plain rectangle are the rectangle's")
    func splitForm() throws {
        let config = #"<View><Image name="img" value="$image"/><Rectangle name="rect" toName="img"/><Labels name="tag" toName="img"><Label value="mug"/></Labels></View>"#
        let geometry = #""x":20,"y":30,"width":20,"height":30,"rotation":0"#
        let json = Self.task([Self.result("rect", "rectangle", "{\(geometry)}", id: "a"), Self.result("tag", "labels", "{\(geometry),\"labels\":[\"mug\"]}", id: "a")])
        let read = try Self.read(json, config: config)
        #expect(read.items[0].answers["rect"] == .parts([Part(id: "a", labels: ["mug"], shape: .box([40, 30, 80, 60]), origin: .imported)]))
        #expect(try Self.rewritten(json, config: config).tasks == JSONParser.parse(json))
    }

    @Test("without a configuration the results say what was asked")
    func inferred() throws {
        let json = Self.task([
            Self.result("box", "rectanglelabels", #"{"x":20,"y":30,"width":20,"height":30,"rotation":0,"rectanglelabels":["mug"]}"#, id: "a"),
            Self.result("cut", "choices", #"{"choices":["yes"]}"#, id: "a"), Self.result("focus", "choices", #"{"choices":["soft"]}"#, id: "c"),
        ])
        let read = try Self.read(json, config: nil)
        #expect(read.findings.map(\.code) == ["label-studio.config.missing"])
        #expect(read.reader.questions.map(\.name) == ["box", "box-rotated", "focus"])
        #expect(read.items[0].answers["focus"] == .choice("soft"))
        #expect(read.items[0].answers["box"] == .parts([Part(id: "a", labels: ["mug"], shape: .box([40, 30, 80, 60]), attributes: ["cut": "yes"], origin: .imported)]))
    }

    @Test("a project's questions take what fits them")
    func project() throws {
        let asked = [Question(name: "cups", kind: .boxes, labels: [LabelDefinition(name: "mug")])]
        let read = try Self.read(Self.task([Self.result("box", "rectanglelabels", #"{"x":20,"y":30,"width":20,"height":30,"rotation":0,"rectanglelabels":["mug"]}"#)]), questions: QuestionNames(asked))
        #expect(read.items[0].answers.keys.sorted() == ["cups"])
    }

    @Test("bad input is told with its place", arguments: [
        (#"[{"id":1,"data":{"image":"a.jpg"},"annotations":[{"result":[{"id":"r","from_name":"box","to_name":"img","type":"rectanglelabels","value":{"x":1,"y":1,"width":2,"height":2}}]}]}]"#, "label-studio.size.missing"),
        (LabelStudioTests.task([LabelStudioTests.result("box", "rectanglelabels", #"{"x":1,"y":1,"width":0,"height":2}"#)]), "label-studio.region.bad"),
        (LabelStudioTests.task([LabelStudioTests.result("nobody", "rectanglelabels", #"{"x":1,"y":1,"width":2,"height":2}"#)]), "label-studio.control.unknown"),
        (LabelStudioTests.task([LabelStudioTests.result("focus", "choices", #"{"choices":["sharp","soft"]}"#)]), "label-studio.result.bad"),
        (LabelStudioTests.task([LabelStudioTests.result("full", "choices", #"{"choices":["true"]}"#)]), "label-studio.region.missing"),
    ])
    func bad(json: String, code: String) throws {
        let found = try Self.read(json).findings
        #expect(found.map(\.code) == [code])
        #expect(found.first?.place?.line == 1 && found.first?.place?.file == "tasks.json")
    }
}
