import Records
import Testing
@testable import Formats

@Suite("CVAT")
struct CVATTests {
    static let head = """
        <?xml version="1.0" encoding="utf-8"?>
        <annotations>
          <version>1.1</version>
          <meta><task><id>7</id><name>mugs</name><size>2</size><mode>annotation</mode><labels>
            <label><name>mug</name><color>#00aa00</color><type>any</type><attributes>
              <attribute><name>full</name><mutable>True</mutable><input_type>checkbox</input_type><default_value>false</default_value><values>false</values></attribute>
              <attribute><name>size</name><mutable>False</mutable><input_type>select</input_type><default_value>small</default_value><values>small
        large</values></attribute>
            </attributes></label>
            <label><name>hand</name><type>skeleton</type><attributes></attributes><svg>&lt;line/&gt;</svg></label>
            <label><name>tip</name><type>points</type><attributes></attributes><parent>hand</parent></label>
            <label><name>palm</name><type>points</type><attributes></attributes><parent>hand</parent></label>
          </labels><owner><username>ada</username></owner></task><dumped>2026-01-02</dumped></meta>

        """

    private func read(_ body: String, head: String = head, options: DatasetReadOptions = DatasetReadOptions(needsFiles: false), format: String = "cvat") throws
        -> (items: [LabelledItem], findings: [Finding], header: JSONObject, questions: [Question])
    {
        let folder = TemporaryFolder()
        _ = folder.write(head + body + "</annotations>\n", "annotations.xml")
        let reader = try CVATReader(try DatasetInput(folder.path), options, format: format)
        let questions = reader.questions
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader.header, questions)
    }

    private func write(_ items: [LabelledItem], _ header: JSONObject, _ questions: [Question], format: String = "cvat") throws -> String {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = try CVATWriter(folder, layout: DatasetLayout(questions: questions, header: header), format: format)
        for item in items { try writer.write(item) }
        try writer.finish()
        try folder.finish()
        return outer.text("out/annotations.xml")
    }

    private func image(_ inner: String) -> String { "<image id=\"0\" name=\"k1.jpg\" width=\"200\" height=\"100\">\(inner)</image>\n" }

    private func parts(_ item: LabelledItem?, _ question: String) -> [Part] {
        if case .parts(let parts)? = item?.answers[question] { parts } else { [] }
    }

    @Test("each element becomes its shape", arguments: [
        ("<box label=\"mug\" xtl=\"40.00\" ytl=\"30.00\" xbr=\"80.00\" ybr=\"60.00\"/>", "boxes", Shape.box([40, 30, 80, 60])),
        ("<box label=\"mug\" xtl=\"40\" ytl=\"30\" xbr=\"80\" ybr=\"60\" rotation=\"30.5\"/>", "rotated-boxes", .rotated([60, 45, 40, 30, 30.5])),
        ("<polygon label=\"mug\" points=\"1.5,2.00;9,2;9,8\"/>", "polygons", .polygons([PolygonRings(outer: [1.5, 2, 9, 2, 9, 8])])),
        ("<polyline label=\"mug\" points=\"1,2;3,4\"/>", "polylines", .line([1, 2, 3, 4])),
        ("<points label=\"mug\" points=\"1,2\"/>", "points", .point([1, 2])),
        ("<ellipse label=\"mug\" cx=\"5\" cy=\"6\" rx=\"3\" ry=\"2\" rotation=\"45\"/>", "ellipses", .ellipse([5, 6, 3, 2, 45])),
        ("<mask label=\"mug\" source=\"manual\" occluded=\"0\" rle=\"1, 2, 2, 2, 1\" left=\"40\" top=\"30\" width=\"4\" height=\"2\" z_order=\"0\"/>", "masks",
         .mask(Mask(size: [2, 4], runs: [2, 4, 2], at: [40, 30]))),
        ("<mask label=\"mug\" rle=\"0,3,3\" left=\"0\" top=\"0\" width=\"3\" height=\"2\"/>", "masks", .mask(Mask(size: [2, 3], runs: [0, 1, 1, 1, 1, 1, 1]))),
        ("<cuboid label=\"mug\" xtl1=\"1\" ytl1=\"2\" xbl1=\"1\" ybl1=\"12\" xtr1=\"21\" ytr1=\"2\" xbr1=\"21\" ybr1=\"12\" xtl2=\"5\" ytl2=\"4\" xbl2=\"5\" ybl2=\"11\" xtr2=\"24\" ytr2=\"3\" xbr2=\"24\" ybr2=\"12\"/>",
         "cuboids", .cuboid(front: [1, 2, 21, 12], back: [5, 4, 24, 3, 24, 12, 5, 11])),
        ("<skeleton label=\"hand\"><points label=\"palm\" outside=\"0\" occluded=\"1\" points=\"3,4\"/><points label=\"tip\" outside=\"1\" occluded=\"0\" points=\"1,2\"/></skeleton>", "skeletons",
         .joints([[1, 2, 0], [3, 4, 1]])),
    ])
    func shapes(_ element: String, _ question: String, _ shape: Shape) throws {
        let read = try read(image(element))
        #expect(read.findings.isEmpty, "\(read.findings)")
        #expect(parts(read.items.first, question).map(\.shape) == [shape])
        #expect(read.items.first?.size == PixelSize(width: 200, height: 100))
        let again = try self.read(String(try write(read.items, read.header, read.questions).components(after: "</meta>").dropLast("</annotations>\n".count)))
        #expect(again.items.map(\.answers) == read.items.map(\.answers))
    }

    @Test("attributes, tags, and all that only CVAT says come back")
    func kept() throws {
        let body = image("""
            <box label="mug" source="auto" occluded="1" xtl="1" ytl="2" xbr="3" ybr="4" z_order="5" group_id="9" score="0.5"><attribute name="full">true</attribute><attribute name="size">huge</attribute></box>
            <points label="mug" points="1,2;3,4" z_order="1"/>
            <tag label="mug" source="manual"><attribute name="size">large</attribute></tag><tag label="hand"/>
            """)
        let read = try read(body)
        let box = try #require(parts(read.items.first, "boxes").first)
        #expect(box.attributes == ["full": true])
        #expect(read.items[0].answers["choices"] == .choices(["mug", "hand"]))
        #expect(read.items[0].metadata["cvat"]?["parts"]?[box.id] == ["attributes": ["size": "huge"], "source": "auto", "occluded": true, "z_order": "5", "group_id": "9", "@score": "0.5"])
        #expect(parts(read.items.first, "points").map(\.shape) == [.point([1, 2]), .point([3, 4])])
        let text = try write(read.items, read.header, read.questions)
        #expect(text.contains("<box label=\"mug\" source=\"auto\" occluded=\"1\" xtl=\"1\" ytl=\"2\" xbr=\"3\" ybr=\"4\" z_order=\"5\" group_id=\"9\" score=\"0.5\">"))
        #expect(text.contains("points=\"1,2;3,4\"") && text.contains("<attribute name=\"size\">huge</attribute>"))
        #expect(text.contains("<username>ada</username>") && text.contains("<mutable>True</mutable>") && text.contains("<values>small\nlarge</values>") && text.contains("<svg>&lt;line/&gt;</svg>"))
        #expect(read.questions.first { $0.name == "boxes" }?.labelNames == ["mug", "hand"])
        #expect(read.questions.first { $0.name == "boxes" }?.attributes == [AttributeDefinition(name: "full", kind: .boolean), AttributeDefinition(name: "size", kind: .choice, options: ["small", "large"])])
    }

    @Test("what cannot be used is a finding with its line and stays in the metadata", arguments: [
        ("<box label=\"mug\" xtl=\"3\" ytl=\"2\" xbr=\"1\" ybr=\"4\"/>", "cvat.shape.bad"), ("<box xtl=\"1\" ytl=\"2\" xbr=\"3\" ybr=\"4\"/>", "cvat.shape.no-label"), ("<box label=\"mug\" xtl=\"nan\" ytl=\"2\" xbr=\"3\" ybr=\"4\"/>", "cvat.shape.bad"),
        ("<mask label=\"mug\" rle=\"1, 2\" left=\"0\" top=\"0\" width=\"2\" height=\"2\"/>", "cvat.shape.bad"), ("<mask label=\"mug\" rle=\"9\" left=\"0\" top=\"0\" width=\"9999999999999\" height=\"9999999999\"/>", "cvat.shape.bad"),
        ("<polygon label=\"mug\" points=\"1,2;3,4\"/>", "cvat.shape.bad"), ("<polygon label=\"mug\" points=\"1,2;3\"/>", "cvat.shape.bad"), ("<blob label=\"mug\"/>", "cvat.element.unknown"),
    ])
    func bad(_ element: String, _ code: String) throws {
        let read = try read(image("<box label=\"mug\" xtl=\"1\" ytl=\"2\" xbr=\"3\" ybr=\"4\"/>\n" + element))
        #expect(read.findings.map(\.code) == [code])
        #expect(read.findings.first?.place?.line == 15)
        #expect(read.findings.first?.place?.record == "k1.jpg")
        #expect(parts(read.items.first, "boxes").count == 1)
        #expect(read.items.first?.metadata["cvat"]?["left_out"]?.array?.count == 1)
    }

    static let video = """
        <annotations><version>1.1</version><meta><task><id>3</id><name>drive</name><size>20</size><mode>interpolation</mode><labels><label><name>car</name><attributes>
        <attribute><name>parked</name><mutable>True</mutable><input_type>checkbox</input_type><default_value>false</default_value><values/></attribute></attributes></label></labels>
        <original_size><width>640</width><height>480</height></original_size><source>v.mp4</source></task></meta>

        """

    @Test("a video is one item with the key frames of its tracks")
    func tracks() throws {
        let body = """
            <track id="4" label="car" source="manual">
            <box frame="0" keyframe="1" outside="0" occluded="0" xtl="0" ytl="0" xbr="10" ybr="10" z_order="0"><attribute name="parked">true</attribute></box>
            <box frame="1" keyframe="0" outside="0" occluded="0" xtl="1" ytl="0" xbr="11" ybr="10" z_order="0"><attribute name="parked">true</attribute></box>
            <box frame="2" keyframe="1" outside="0" occluded="1" xtl="2" ytl="0" xbr="12" ybr="10" z_order="0"><attribute name="parked">false</attribute></box>
            <box frame="5" keyframe="1" outside="1" occluded="1" xtl="2" ytl="0" xbr="12" ybr="10" z_order="0"><attribute name="parked">false</attribute></box>
            </track>

            """
        let read = try read(body, head: Self.video, format: "cvat-video")
        #expect(read.findings.isEmpty, "\(read.findings)")
        let item = try #require(read.items.first)
        #expect(read.items.count == 1 && item.key == "v.mp4" && item.media == .video)
        #expect(item.files["video"] == LabelledFile(width: 640, height: 480, frames: 20))
        let part = try #require(parts(item, "tracks").first)
        #expect(part.shape == .track([
            TrackFrame(frame: 0, shape: .box([0, 0, 10, 10])), TrackFrame(frame: 2, shape: .box([2, 0, 12, 10])), TrackFrame(frame: 5, shape: .box([2, 0, 12, 10]), isOutside: true),
        ]))
        #expect(part.attributes == ["parked": true] && part.labels == ["car"])
        #expect(item.metadata["cvat-video"]?["parts"]?["t4"]?["frames"]?["2"] == ["occluded": true, "changed": ["parked": false]])
        let text = try write(read.items, read.header, read.questions, format: "cvat-video")
        let again = try self.read(String(text.components(after: "</meta>").dropLast("</annotations>\n".count)), head: Self.video, format: "cvat-video")
        #expect(parts(again.items.first, "tracks").map(\.shape) == [part.shape])
        #expect(again.items.first?.metadata["cvat-video"]?["parts"]?["t0"] == item.metadata["cvat-video"]?["parts"]?["t4"])
        #expect(text.contains("<original_size>") && text.contains("<attribute name=\"parked\">false</attribute>"))
    }

    @Test("a track of several points is as many tracks, and a point that goes is outside")
    func trackedPoints() throws {
        let body = """
            <track id="4" label="car" source="manual">
            <points frame="0" keyframe="1" outside="0" points="1,2;3,4"/>
            <points frame="2" keyframe="1" outside="0" points="2,2;4,4"/>
            <points frame="5" keyframe="1" outside="0" points="3,2"/>
            </track>

            """
        let read = try read(body, head: Self.video, format: "cvat-video")
        #expect(read.findings.map(\.code) == ["cvat.track.points"] && read.findings.first?.severity == .note)
        #expect(parts(read.items.first, "tracks").map(\.id) == ["t4.1", "t4.2"])
        #expect(parts(read.items.first, "tracks").map(\.shape) == [
            .track([TrackFrame(frame: 0, shape: .point([1, 2])), TrackFrame(frame: 2, shape: .point([2, 2])), TrackFrame(frame: 5, shape: .point([3, 2]))]),
            .track([TrackFrame(frame: 0, shape: .point([3, 4])), TrackFrame(frame: 2, shape: .point([4, 4])), TrackFrame(frame: 5, shape: .point([4, 4]), isOutside: true)]),
        ])
    }

    @Test("what the heads of several files say and one file has no room for is told", arguments: [(1, []), (2, ["cvat.heads-left-out"])])
    func heads(_ count: Int, _ codes: [String]) throws {
        let folder = TemporaryFolder()
        for number in 0..<count { _ = folder.write("\(Self.head)<image id=\"0\" name=\"k\(number).jpg\" width=\"200\" height=\"100\"></image>\n</annotations>\n", "a\(number).xml") }
        let reader = try CVATReader(try DatasetInput(folder.path), DatasetReadOptions(needsFiles: false), format: "cvat")
        #expect(reader.takeFindings().map(\.code) == codes)
        #expect((reader.header["cvat"]?["meta"] != nil) == codes.isEmpty && reader.header["cvat"]?["labels"]?.array?.count == 4)
    }

    @Test("several videos are a project of tasks, and each keeps its tracks")
    func project() throws {
        var items: [LabelledItem] = []
        for number in 0..<3 {
            var item = LabelledItem(key: "v\(number).mp4", answers: number == 1 ? [:] : ["tracks": .parts([Part(id: "a", labels: ["car"], shape: .track([TrackFrame(frame: number, shape: .point([1, 2]))]), origin: .imported)])])
            item.media = .video
            item.files["video"] = LabelledFile(width: 10, height: 20, frames: 5)
            items.append(item)
        }
        let folder = TemporaryFolder()
        _ = folder.write(try write(items, [:], [], format: "cvat-video"), "a.xml")
        let reader = try CVATReader(try DatasetInput(folder.path), DatasetReadOptions(), format: "cvat-video")
        var read: [LabelledItem] = []
        while let item = try reader.next() { read.append(item) }
        #expect(read.map(\.key) == ["v0.mp4", "v1.mp4", "v2.mp4"])
        #expect(read.map { parts($0, "tracks").map(\.shape) } == items.map { parts($0, "tracks").map(\.shape) })
    }
}

extension String {
    fileprivate func components(after text: String) -> Substring { firstRange(of: text).map { self[$0.upperBound...] } ?? "" }
}
