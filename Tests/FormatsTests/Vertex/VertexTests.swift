import Media
import Testing
import Records
@testable import Formats

/// Vertex AI import files, and AutoML's tables.
@Suite("Vertex")
struct VertexTests {
    private func read(_ text: String, as name: String = "vertex", file: String = "import.jsonl", probe: SizeProbe? = nil, beside: [String] = []) throws -> (items: [LabelledItem], findings: [Finding], header: JSONObject, questions: [Question]) {
        let folder = TemporaryFolder()
        _ = folder.write(text, file)
        for name in beside { _ = folder.write("200x100", name) }
        let make = try #require(FormatCatalog.dataset(named: name)?.makeReader)
        let reader = try make(DatasetInput(folder.path), DatasetReadOptions(probe: probe))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        withExtendedLifetime(folder) {}
        return (items, reader.takeFindings(), reader.header, reader.questions)
    }

    private func rewritten(_ read: (items: [LabelledItem], findings: [Finding], header: JSONObject, questions: [Question]), as name: String, file: String) throws -> String {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let make = try #require(FormatCatalog.dataset(named: name)?.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: read.questions, header: read.header))
        for item in read.items { _ = try writer.write(item) }
        try writer.finish()
        try folder.finish()
        return outer.text("out/\(file)")
    }

    @Test("the example of the facts, with the size beside it or in a label", arguments: [true, false])
    func example(isBeside: Bool) throws {
        let size = isBeside ? "" : #","winnow-size":"200x100""#
        let line = #"{"imageGcsUri":"gs://b/k1.jpg","boundingBoxAnnotations":[{"displayName":"mug","xMin":0.2,"yMin":0.3,"xMax":0.4,"yMax":0.6,"annotationResourceLabels":{"a":"1"}}],"dataItemResourceLabels":{"aiplatform.googleapis.com/ml_use":"training"\#(size)},"more":1}"#
        let read = try self.read(line, probe: ImageFixture.probe, beside: isBeside ? ["k1.jpg"] : [])
        #expect(read.items.map(\.key) == ["k1.jpg"] && read.findings.isEmpty, "\(read.findings)")
        #expect(read.items[0].split == "train" && read.items[0].size == PixelSize(width: 200, height: 100))
        guard case .parts(let parts)? = read.items[0].answers["boxes"] else { Issue.record("no boxes"); return }
        #expect(parts.map(\.shape) == [.box([40, 30, 80, 60])] && parts.map(\.labels) == [["mug"]])
        let again = try JSONParser.parse(rewritten(read, as: "vertex", file: "vertex.jsonl"))
        #expect(again["boundingBoxAnnotations"] == (try JSONParser.parse(line))["boundingBoxAnnotations"])
        #expect(again["more"] == 1 && again["imageGcsUri"] == "gs://b/k1.jpg")
    }

    @Test("texts, labels, sentiments and seconds", arguments: [
        (#"{"textContent":"Ada met Bo","textSegmentAnnotations":[{"startOffset":0,"endOffset":3,"displayName":"PER"}]}"#, "spans", Shape.ranges([[0, 3]])),
        (#"{"videoGcsUri":"gs://b/v.mp4","timeSegmentAnnotations":[{"displayName":"jump","startTime":"1.0s","endTime":"2.5s"}]}"#, "segments", .segment(Segment(from: 1, to: 2.5))),
        (#"{"videoGcsUri":"gs://b/v.mp4","temporalBoundingBoxAnnotations":[{"displayName":"car","xMin":0.2,"yMin":0.3,"xMax":0.4,"yMax":0.6,"timeOffset":"0.4s","instanceId":"1"},{"displayName":"car","xMin":0.2,"yMin":0.3,"xMax":0.5,"yMax":0.6,"timeOffset":"0.44s","instanceId":"1"}],"dataItemResourceLabels":{"winnow-size":"200x100","winnow-rate":"25"}}"#, "tracks",
         .track([TrackFrame(frame: 10, shape: .box([40, 30, 80, 60])), TrackFrame(frame: 11, shape: .box([40, 30, 100, 60]))])),
    ])
    func parts(line: String, question: String, shape: Shape) throws {
        let read = try self.read(line)
        guard case .parts(let parts)? = read.items.first?.answers[question] else { Issue.record("\(read.items) \(read.findings)"); return }
        #expect(parts.map(\.shape) == [shape])
        #expect(read.questions.map(\.name) == [question])
    }

    @Test("what cannot be placed is told and kept", arguments: [
        (#"{"imageGcsUri":"gs://b/k1.jpg","boundingBoxAnnotations":[{"displayName":"mug","xMin":0.2,"yMin":0.3,"xMax":0.4,"yMax":0.6}]}"#, "vertex.size.missing"),
        (#"{"videoGcsUri":"gs://b/v.mp4","temporalBoundingBoxAnnotations":[{"displayName":"car","xMax":0.4,"yMax":0.6,"timeOffset":"0.4s"}]}"#, "vertex.video.unknown"),
        (#"{"textContent":"Ada","textSegmentAnnotations":[{"startOffset":3,"endOffset":3,"displayName":"PER"}]}"#, "vertex.annotation.bad"),
        (#"{"somethingElse":1,"imageGcsUri":5}"#, "vertex.line.no-item"),
    ])
    func bad(line: String, code: String) throws {
        let read = try self.read(line)
        #expect(read.findings.map(\.code) == [code])
        #expect(read.findings.first?.place?.line == 1)
    }

    @Test("AutoML tables: four or eight coordinates, empty pictures, splits")
    func table() throws {
        let rows = "TRAIN,gs://b/k1.jpg,mug,0.2,0.3,,,0.4,0.6,,\nTEST,gs://b/k2.jpg,mug,0.2,0.3,0.4,0.3,0.4,0.6,0.2,0.6\nUNASSIGNED,gs://b/k3.jpg,,,,,,,,,\n"
        let read = try self.read(rows, as: "vertex-csv", file: "import.csv", probe: ImageFixture.probe, beside: ["k1.jpg", "k2.jpg", "k3.jpg"])
        #expect(read.items.map(\.split) == ["train", "test", nil])
        #expect(read.findings.isEmpty, "\(read.findings)")
        for item in read.items.prefix(2) {
            guard case .parts(let parts)? = item.answers["boxes"] else { Issue.record("no boxes"); return }
            #expect(parts.map(\.shape) == [.box([40, 30, 80, 60])])
        }
        #expect(read.items[2].answers == ["boxes": .parts([])])
        #expect(try rewritten(read, as: "vertex-csv", file: "vertex.csv") == rows.replacing("0.2,0.3,0.4,0.3,0.4,0.6,0.2,0.6", with: "0.2,0.3,,,0.4,0.6,,"))
    }

    @Test("polygons, lines, moments, tracks and labels of a whole video are written as they were read", arguments: [
        #"{"imageGcsUri":"gs://b/k1.jpg","polygonAnnotations":[{"displayName":"mug","vertexes":[{"x":0.2,"y":0.3},{"x":0.4,"y":0.3},{"x":0.4,"y":0.6}],"annotationResourceLabels":{"a":"1"}}],"polylineAnnotations":[{"displayName":"rim","vertexes":[{"x":0.2,"y":0.3},{"x":0.4,"y":0.3}]}],"dataItemResourceLabels":{"winnow-size":"200x100"}}"#,
        #"{"videoGcsUri":"gs://b/v.mp4","timeSegmentAnnotations":[{"displayName":"sport","startTime":"0s","endTime":"Infinity"},{"displayName":"jump","startTime":"1s","endTime":"2.5s"}],"timestampAnnotations":[{"displayName":"kick","timeOffset":"1.5s"}],"timeSegments":[{"startTime":"0s","endTime":"3s"}]}"#,
        #"{"videoGcsUri":"gs://b/v.mp4","temporalBoundingBoxAnnotations":[{"displayName":"car","instanceId":"4","timeOffset":"0.4s","xMin":0.2,"yMin":0.3,"xMax":0.4,"yMax":0.6}],"dataItemResourceLabels":{"winnow-tracks":"every-frame","winnow-size":"200x100","winnow-rate":"25"}}"#,
        #"{"videoGcsUri":"gs://b/v.mp4","timeSegmentAnnotations":[{"displayName":"sport","startTime":"0s","endTime":"Infinity"}],"dataItemResourceLabels":{"winnow-single":"yes"}}"#,
    ])
    func same(line: String) throws {
        let read = try self.read(line)
        #expect(read.findings.isEmpty, "\(read.findings)")
        #expect(try JSONParser.parse(rewritten(read, as: "vertex", file: "vertex.jsonl")).text(sorted: true) == JSONParser.parse(line).text(sorted: true))
    }

    @Test("an object of another's video is at some moments; of ours it is outside where it is not")
    func moments() throws {
        let box = #""displayName":"car","instanceId":"1","xMin":0,"yMin":0,"xMax":0.5,"yMax":0.5"#
        let line = #"{"videoGcsUri":"v.mp4","temporalBoundingBoxAnnotations":[{\#(box),"timeOffset":"0s"},{\#(box),"timeOffset":"1s"}],"dataItemResourceLabels":{"winnow-size":"200x100","winnow-rate":"2"}}"#
        let shape = Shape.box([0, 0, 100, 50])
        for (text, frames) in [(line, [(0, false), (2, false)]), (line.replacing("\"winnow-rate\"", with: "\"winnow-tracks\":\"every-frame\",\"winnow-rate\""), [(0, false), (1, true), (2, false), (3, true)])] {
            let read = try self.read(text)
            #expect(read.items[0].answers["tracks"] == .parts([Part(id: "1", labels: ["car"], shape: .track(frames.map { TrackFrame(frame: $0, shape: shape, isOutside: $1) }), origin: .imported)]))
        }
    }

    @Test("masks are a PNG of colours, shares of 255; black is nothing", arguments: ["segmentationAnnotation", "maskAnnotation"])
    func masks(member: String) throws {
        let folder = TemporaryFolder()
        let png = PNGSamples(width: 3, height: 1, colour: .rgb, depth: 8, values: [128, 0, 0, 0, 0, 0, 0, 128, 0])
        _ = folder.write(try png.encoded(), "k1-mask.png")
        _ = folder.write(#"{"imageGcsUri":"gs://b/k1.jpg","\#(member)":{"maskGcsUri":"gs://b/masks/k1-mask.png","annotationSpecColors":[{"color":{},"displayName":"none"},{"color":{"red":0.5019608},"displayName":"mug"},{"color":{"green":0.5019608},"displayName":"cup"}]}}"#, "import.jsonl")
        let reader = try VertexReader(opening: DatasetInput(folder.path), options: DatasetReadOptions(needsFiles: false))
        let item = try #require(try reader.next())
        #expect(item.size == PixelSize(width: 3, height: 1) && reader.takeFindings().isEmpty)
        guard case .parts(let parts)? = item.answers["masks"] else { Issue.record("\(item)"); return }
        #expect(parts.map(\.labels) == [["mug"], ["cup"]] && parts.map(\.shape) == [[0, 1, 2], [2, 1]].map { .mask(Mask(size: [1, 3], runs: $0, at: [0, 0])) })
    }

    @Test("a mask that is not there is told and kept")
    func noMask() throws {
        let line = #"{"imageGcsUri":"gs://b/k1.jpg","segmentationAnnotation":{"maskGcsUri":"gs://b/m.png","annotationSpecColors":[{"color":{"red":1},"displayName":"mug"}]}}"#
        let read = try self.read(line)
        #expect(read.findings.map(\.code) == ["vertex.mask.missing"])
        #expect(try JSONParser.parse(rewritten(read, as: "vertex", file: "vertex.jsonl"))["segmentationAnnotation"] == JSONParser.parse(line)["segmentationAnnotation"])
    }
}
