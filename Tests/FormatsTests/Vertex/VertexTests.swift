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
}
