import Media
import Testing
import Records
@testable import Formats

/// Ground Truth's manifests: each kind of job, with the examples of the facts.
@Suite("SageMaker Ground Truth")
struct SageMakerTests {
    private typealias Read = (items: [LabelledItem], findings: [Finding], reader: SageMakerReader)

    private func read(_ text: String, beside: [String: [UInt8]] = [:]) throws -> Read {
        let folder = TemporaryFolder()
        _ = folder.write(text, "output.manifest")
        for (name, bytes) in beside { _ = folder.write(bytes, name) }
        let reader = try SageMakerReader(opening: DatasetInput(folder.path), options: DatasetReadOptions(needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        withExtendedLifetime(folder) {}
        return (items, reader.takeFindings(), reader)
    }

    private static let common = #""human-annotated":"yes","creation-date":"2026-01-02T03:04:05.000000","job-name":"labeling-job/j""#
    private static let box = #"{"source-ref":"s3://b/k1.jpg","box":{"image_size":[{"width":200,"height":100,"depth":3}],"annotations":[{"class_id":0,"left":40,"top":30,"width":40,"height":30}]},"box-metadata":{"objects":[{"confidence":0.9}],"class-map":{"0":"mug"},"type":"groundtruth/object-detection",\#(common)}}"#
    private static let spans = #"{"source":"Ada met Bo","ner":{"annotations":{"entities":[{"startOffset":0,"endOffset":3,"label":"PER"}],"labels":[{"label":"PER","shortDisplayName":"P"}]}},"ner-metadata":{"entities":[{"confidence":0}],"type":"groundtruth/text-span",\#(common)}}"#
    private static let several = #"{"source-ref":"s3://b/k1.jpg","tags":[0,2],"tags-metadata":{"class-map":{"0":"mug","2":"table"},"confidence-map":{"0":0.8,"2":0.7},"type":"groundtruth/image-classification-multilabel",\#(common)}}"#
    private static let one = #"{"source-ref":"s3://b/k1.jpg","kind":4,"kind-metadata":{"class-name":"cat","confidence":0.7,"type":"groundtruth/image-classification",\#(common)},"shelf":{"row":3}}"#
    private static let verified = #"{"source-ref":"s3://b/k1.jpg","check":1,"check-metadata":{"class-name":"bad","confidence":0.9,"type":"groundtruth/label-verification","worker-feedback":[{"comment":"too wide"}],\#(common)}}"#

    @Test("each job is a question of its attribute's name", arguments: [
        (box, "box", Answer.parts([Part(id: "b1", labels: ["mug"], shape: .box([40, 30, 80, 60]), score: 0.9, origin: .imported)])),
        (spans, "ner", .parts([Part(id: "s1", labels: ["PER"], shape: .ranges([[0, 3]]), origin: .imported)])),
        (several, "tags", .choices(["mug", "table"])), (one, "kind", .choice("cat")), (verified, "check", .choice("bad")),
    ])
    func jobs(line: String, question: String, answer: Answer) throws {
        let read = try self.read(line)
        #expect(read.items.map(\.answers) == [[question: answer]])
        #expect(read.findings.isEmpty, "\(read.findings)")
    }

    @Test("a line is written as it was read", arguments: [box, spans, several, one])
    func rewritten(line: String) throws {
        let read = try self.read(line)
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = try SageMakerWriter(folder, layout: DatasetLayout(questions: read.reader.questions, header: read.reader.header))
        for item in read.items { _ = try writer.write(item) }
        try writer.finish()
        try folder.finish()
        #expect(try JSONParser.parse(outer.text("out/output.manifest")).text(sorted: true) == JSONParser.parse(line).text(sorted: true))
    }

    @Test("objects of a sequence are tracks, outside where a frame has them not; cuboids turn about z")
    func sequences() throws {
        let line = #"{"source-ref":"s3://b/seq.json","cars-ref":"s3://b/job/SeqLabel.json","cars-ref-metadata":{"class-map":{"0":"mug"},"type":"groundtruth/video-object-tracking",\#(Self.common)}}"#
        let video = #"{"tracking-annotations":[{"frame-no":"0","frame":"0.jpg","frame-attributes":{},"annotations":[{"class-id":"0","left":40,"top":30,"width":40,"height":30,"object-id":"u1","object-name":"mug:1","label-category-attributes":{"occluded":"no"}}]},{"frame-no":"2","annotations":[{"class-id":"0","left":42,"top":30,"width":40,"height":30,"object-id":"u1","object-name":"mug:1"}]}]}"#
        let read = try self.read(line, beside: ["job/SeqLabel.json": Array(video.utf8)])
        #expect(read.items[0].answers["cars"] == .parts([Part(
            id: "u1", labels: ["mug"], shape: .track([TrackFrame(frame: 0, shape: .box([40, 30, 80, 60])), TrackFrame(frame: 1, shape: .box([40, 30, 80, 60]), isOutside: true), TrackFrame(frame: 2, shape: .box([42, 30, 82, 60]))]),
            attributes: ["occluded": "no"], origin: .imported)]), "\(read.items) \(read.findings)")

        let cloud = #"{"tracking-annotations":[{"frame-number":0,"annotations":[{"object-name":"Car:1","class-id":0,"center-x":4.1,"center-y":-1.5,"center-z":0.8,"length":4.2,"width":1.8,"height":1.5,"roll":0,"pitch":0,"yaw":3.141592653589793,"label-category-attributes":{}}]}]}"#
        let other = try self.read(line.replacing("video-object-tracking", with: "point_cloud_object_detection"), beside: ["job/SeqLabel.json": Array(cloud.utf8)])
        guard case .parts(let parts)? = other.items[0].answers["cars"], case .cuboid3D(let centre, let size, let turn)? = parts.first?.shape else { Issue.record("\(other.items) \(other.findings)"); return }
        #expect(centre == [4.1, -1.5, 0.8] && size == [4.2, 1.8, 1.5] && abs(turn[3] - 1) < 1e-12 && abs(turn[0]) < 1e-12)
    }

    @Test("angles and quaternions are the same turn")
    func turns() {
        for (roll, pitch, yaw) in [(0.0, 0.0, 0.3), (0.2, -0.4, 2.5), (-1, 0.7, -3)] {
            let back = SageMakerTurn.angles(SageMakerTurn.quaternion(roll: roll, pitch: pitch, yaw: yaw))
            #expect(abs(back.roll - roll) < 1e-12 && abs(back.pitch - pitch) < 1e-12 && abs(back.yaw - yaw) < 1e-12)
        }
    }

    @Test("colours of a raster are masks, the background is none")
    func raster() throws {
        let line = ##"{"source-ref":"s3://b/k1.jpg","seg-ref":"s3://b/seg/k1.png","seg-ref-metadata":{"internal-color-map":{"0":{"class-name":"BACKGROUND","hex-color":"#ffffff"},"1":{"class-name":"mug","hex-color":"#2ca02c"}},"type":"groundtruth/semantic-segmentation",\##(Self.common)}}"##
        let mug: [UInt16] = [0x2C, 0xA0, 0x2C], none: [UInt16] = [255, 255, 255]
        let png = PNGSamples(width: 3, height: 2, colour: .rgb, depth: 8, values: [none, mug, mug, none, mug, none].flatMap(\.self))
        let read = try self.read(line, beside: ["seg/k1.png": try png.encoded()])
        #expect(read.items[0].answers["seg"] == .parts([Part(id: "m1", labels: ["mug"], shape: .mask(Mask(size: [2, 3], runs: [2, 3, 1], at: [0, 0])), origin: .imported)]), "\(read.findings)")
    }

    @Test("what failed or cannot be read is told and kept", arguments: [
        (#"{"source-ref":"s3://b/k1.jpg","box-metadata":{"failure-reason":"timeout","type":"groundtruth/object-detection","job-name":"j"}}"#, "sagemaker.job.failed"),
        (box.replacing(#""width":40"#, with: #""width":0"#), "sagemaker.label.bad"),
        (#"{"source-ref":"s3://b/k1.jpg","x":{"y":1},"x-metadata":{"type":"groundtruth/custom","job-name":"j"}}"#, "sagemaker.job.not-read"),
        (#"{"nothing":1}"#, "sagemaker.line.no-source"),
    ])
    func bad(line: String, code: String) throws {
        let read = try self.read(line)
        #expect(read.findings.map(\.code) == [code])
        if code != "sagemaker.line.no-source" { #expect(!read.items[0].fields.isEmpty) }
    }

    private func write(_ items: [LabelledItem], _ questions: [Question], header: JSONObject = [:]) throws -> TemporaryFolder {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = try SageMakerWriter(folder, layout: DatasetLayout(questions: questions, header: header))
        for item in items { _ = try writer.write(item) }
        try writer.finish()
        try folder.finish()
        return outer
    }

    private static let map = ##""internal-color-map":{"0":{"class-name":"BACKGROUND","hex-color":"#ffffff","confidence":0},"1":{"class-name":"mug","hex-color":"#2ca02c","confidence":0.5},"7":{"class-name":"cup","hex-color":"#1f77b4","confidence":0}}"##
    private static let raster = #"{"source-ref":"s3://b/k1.jpg","seg-ref":"seg/k1.jpg.png","seg-ref-metadata":{\#(map),"type":"groundtruth/semantic-segmentation",\#(common)},"winnow":{"size":[3,1]}}"#

    @Test("a raster is written in the colours and under the numbers it was read with")
    func rasterRewritten() throws {
        let png = PNGSamples(width: 3, height: 1, colour: .rgb, depth: 8, values: [0x2C, 0xA0, 0x2C, 255, 255, 255, 0x1F, 0x77, 0xB4])
        let read = try self.read(Self.raster, beside: ["seg/k1.jpg.png": try png.encoded()])
        #expect(read.findings.isEmpty && read.reader.questions.map(\.labelNames) == [["mug", "cup"]], "\(read.findings)")
        let out = try write(read.items, read.reader.questions, header: read.reader.header)
        #expect(try JSONParser.parse(out.text("out/output.manifest")).text(sorted: true) == JSONParser.parse(Self.raster).text(sorted: true))
        let again = try PNGSamples.decode(try #require(out.bytes("out/seg/k1.jpg.png")))
        #expect(again.values == [1, 0, 7] && again.palette[7] == PNGSamples.Entry(0x1F, 0x77, 0xB4))
    }

    @Test("masks of one label stay apart, the second under a number of its own and the same name")
    func instances() throws {
        var item = LabelledItem(picture: "k1.jpg", size: PixelSize(width: 3, height: 1))
        let masks = [[0, 1, 2], [2, 1]].map { Shape.mask(Mask(size: [1, 3], runs: $0)) }
        item.answers["seg"] = .parts(masks.enumerated().map { Part(id: "x\($0)", labels: ["mug"], shape: $1) })
        let out = try write([item], [Question(name: "seg", kind: .masks, labels: [LabelDefinition(name: "mug")])])
        #expect(try PNGSamples.decode(try #require(out.bytes("out/seg/k1.jpg.png"))).values == [1, 0, 255])
        let map = try JSONParser.parse(out.text("out/output.manifest"))["seg-ref-metadata"]?["internal-color-map"]
        #expect(map?.object?.keys == ["0", "1", "255"] && map?["255"]?["class-name"] == "mug")
    }

    @Test("colours that the map does not name are told")
    func strangers() throws {
        let png = PNGSamples(width: 3, height: 1, colour: .rgb, depth: 8, values: [0x2C, 0xA0, 0x2C, 9, 9, 9, 255, 255, 255])
        let read = try self.read(Self.raster, beside: ["seg/k1.jpg.png": try png.encoded()])
        #expect(read.findings.map(\.code) == ["sagemaker.colours.unnamed"])
    }

    @Test("a sequence is written with all its frames, and with what they were read with", arguments: [
        ("groundtruth/video-object-tracking", #"{"tracking-annotations":[{"frame-no":"0","frame":"0.jpg","frame-attributes":{"blurred":"yes"},"annotations":[{"left":40,"top":30,"width":40,"height":30,"class-id":"0","object-id":"u1","object-name":"mug:1","label-category-attributes":{"occluded":"no"}}]},{"frame-no":"1","annotations":[]},{"frame-no":"2","annotations":[{"left":42,"top":30,"width":40,"height":30,"class-id":"0","object-id":"u1","object-name":"mug:1","label-category-attributes":{"occluded":"yes"},"seen":1}]}]}"#),
        ("groundtruth/video-object-detection", #"{"detection-annotations":[{"frame-no":"0","annotations":[{"left":40,"top":30,"width":40,"height":30,"class-id":"0","label-category-attributes":{}}]},{"frame-no":"1","annotations":[{"left":40,"top":30,"width":40,"height":30,"class-id":"0","label-category-attributes":{}}]}]}"#),
        ("groundtruth/point_cloud_object_tracking", #"{"tracking-annotations":[{"frame-number":0,"annotations":[{"center-x":4,"center-y":-1.5,"center-z":0.5,"length":4,"width":2,"height":1.5,"roll":0,"pitch":0,"yaw":0,"class-id":0,"object-id":"u1","object-name":"mug:1","label-category-attributes":{}}]}]}"#),
    ])
    func sequenceRewritten(type: String, sequence: String) throws {
        let line = #"{"source-ref":"s3://b/seq.json","cars-ref":"cars/seq.json/SeqLabel.json","cars-ref-metadata":{"class-map":{"0":"mug"},"type":"\#(type)",\#(Self.common)}}"#
        let read = try self.read(line, beside: ["cars/seq.json/SeqLabel.json": Array(sequence.utf8)])
        #expect(read.findings.isEmpty && read.items.first?.media == (type.contains("cloud") ? .pointcloud : .video), "\(read.findings)")
        let out = try write(read.items, read.reader.questions, header: read.reader.header)
        #expect(try JSONParser.parse(out.text("out/output.manifest")).text(sorted: true) == JSONParser.parse(line).text(sorted: true))
        #expect(try JSONParser.parse(out.text("out/cars/seq.json/SeqLabel.json")).text(sorted: true) == JSONParser.parse(sequence).text(sorted: true))
    }

    @Test("polygons, lines and key points of frames are tracks of theirs")
    func otherShapes() throws {
        let line = #"{"source-ref":"v.mp4","cars-ref":"l/SeqLabel.json","cars-ref-metadata":{"class-map":{"0":"mug"},"type":"groundtruth/video-object-tracking",\#(Self.common)}}"#
        let frame = #"{"frame-no":"0","polygons":[{"class-id":"0","object-id":"p","vertices":[{"x":0,"y":0},{"x":4,"y":0},{"x":4,"y":4}]}],"polylines":[{"class-id":"0","object-id":"l","vertices":[{"x":0,"y":0},{"x":4,"y":0}]}],"keypoints":[{"class-id":"0","object-id":"k","x":1,"y":2}]}"#
        let read = try self.read(line, beside: ["l/SeqLabel.json": Array(#"{"tracking-annotations":[\#(frame)]}"#.utf8)])
        guard case .parts(let parts)? = read.items[0].answers["cars"] else { Issue.record("\(read.findings)"); return }
        let shapes: [Shape] = [.polygons([PolygonRings(outer: [0, 0, 4, 0, 4, 4])]), .line([0, 0, 4, 0]), .point([1, 2])]
        #expect(parts.map(\.id) == ["p", "l", "k"] && parts.map(\.shape) == shapes.map { .track([TrackFrame(frame: 0, shape: $0)]) })
        #expect(read.items[0].media == .video)
    }

    @Test("attributes of boxes stand where Ground Truth has those of sequences")
    func attributes() throws {
        let line = Self.box.replacing(#""height":30}"#, with: #""height":30,"label-category-attributes":{"full":"yes"},"mine":[1]}"#)
        let read = try self.read(line)
        guard case .parts(let parts)? = read.items[0].answers["box"] else { Issue.record("\(read.findings)"); return }
        #expect(parts[0].attributes == ["full": "yes"])
        let out = try write(read.items, read.reader.questions, header: read.reader.header)
        #expect(try JSONParser.parse(out.text("out/output.manifest")).text(sorted: true) == JSONParser.parse(line).text(sorted: true))
    }
}
