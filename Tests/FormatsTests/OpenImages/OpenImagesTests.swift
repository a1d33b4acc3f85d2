import Records
import Testing
@testable import Formats

@Suite("Open Images")
struct OpenImagesTests {
    private let boxes = "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside\n"
    private let labels = "ImageID,Source,LabelName,Confidence\n"

    private func read(_ files: [String: String]) throws -> (items: [LabelledItem], findings: [Finding], header: JSONObject) {
        let folder = TemporaryFolder()
        for (name, text) in files { _ = folder.write(text, name) }
        let reader = try OpenImagesReader(try DatasetInput(folder.path), DatasetReadOptions(probe: { _ in PixelSize(width: 200, height: 100) }, needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader.header)
    }

    @Test("the X pair comes first, flags are attributes unless unknown, and verified negatives survive")
    func miniature() throws {
        let files = [
            "train-annotations-bbox.csv": boxes + "000a,xclick,/m/02p5f1q,1,0.2,0.4,0.3,0.6,0,1,-1,0,0\n",
            "train-annotations-human-imagelabels.csv": labels + "000a,verification,/m/02p5f1q,1\n000a,verification,/m/01,0\n000b,crowdsource-verification,/m/01,0\n",
            "class-descriptions.csv": "LabelName,DisplayName\n/m/02p5f1q,Coffee cup\n/m/01,Table\n/m/02,Table\n", "train/000a.jpg": "x",
        ]
        let read = try read(files)
        #expect(read.findings.isEmpty, "\(read.findings)")
        #expect(read.items.map(\.key) == ["000a.jpg", "000b"] && read.items.allSatisfy { $0.split == "train" })
        #expect(read.items[0].answers["boxes"] == .parts([
            Part(id: "b1", labels: ["Coffee cup"], shape: .box([40, 30, 80, 60]), attributes: ["IsOccluded": false, "IsTruncated": true, "IsDepiction": false, "IsInside": false], origin: .imported),
        ]))
        #expect(read.items[0].answers["choices"] == .choices(["Coffee cup"]) && read.items[1].answers["choices"] == .choices([]))
        #expect(read.items[0].metadata["open-images"]?["labels"] == ["Table": ["Source": "verification", "Confidence": "0"]])
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = try OpenImagesWriter(folder, layout: DatasetLayout(questions: [], header: read.header))
        for item in read.items { try writer.write(item) }
        try writer.finish()
        try folder.finish()
        #expect(outer.text("out/annotations/train-annotations-bbox.csv") == files["train-annotations-bbox.csv"])
        #expect(outer.text("out/annotations/train-annotations-human-imagelabels.csv") == files["train-annotations-human-imagelabels.csv"])
        #expect(outer.text("out/annotations/class-descriptions.csv") == files["class-descriptions.csv"])
        #expect(writer.losses.report.isEmpty)
    }

    @Test("masks come from their PNG files, brought to the size of the picture, with what the table says of them")
    func masks() throws {
        let png = try #require(PNGMask.png(Mask(size: [50, 100], runs: [50 * 20, 50 * 10, 50 * 70])))
        let folder = TemporaryFolder()
        _ = folder.write("MaskPath,ImageID,LabelName,BoxID,BoxXMin,BoxXMax,BoxYMin,BoxYMax,PredictedIoU,Clicks\na_m1_b.png,a,/m/1,b,0.2,0.3,0,1,0.86,0.25 0.5 1\nnone.png,a,/m/1,c,0,1,0,1,,\nbad.png,a,/m/1,d,0,1,0,1,,\n", "train-annotations-object-segmentation.csv")
        _ = folder.write("LabelName,DisplayName\n/m/1,Cup\n", "class-descriptions.csv")
        _ = folder.write("x", "train/a.jpg")
        _ = folder.write(png, "train-masks/a_m1_b.png")
        _ = folder.write("no picture", "train-masks/bad.png")
        #expect(OpenImages.recognise(try DatasetInput(folder.path)) != nil)
        let read = try Self.read(folder)
        #expect(read.questions.map(\.name).contains("masks") && read.items.map(\.key) == ["a.jpg"])
        #expect(read.items.first?.answers["masks"] == .parts([Part(id: "m1", labels: ["Cup"], shape: .mask(Mask(size: [100, 200], runs: [100 * 40, 100 * 20, 100 * 140])), origin: .imported)]))
        #expect(read.items.first?.metadata["open-images"]?["masks"]?["m1"]?["PredictedIoU"] == "0.86")
        #expect(read.findings.map(\.code) == ["open-images.mask.missing", "open-images.mask.broken"] && read.findings.map { $0.place?.line } == [3, 4])
        #expect(read.items.first?.metadata["open-images"]?["masks_left_out"]?.array?.count == 2)
    }

    private static func read(_ folder: TemporaryFolder) throws -> (items: [LabelledItem], findings: [Finding], questions: [Question]) {
        let reader = try OpenImagesReader(try DatasetInput(folder.path), DatasetReadOptions(probe: { _ in PixelSize(width: 200, height: 100) }, needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader.questions)
    }

    @Test("tables in any order give the same pictures")
    func unsorted() throws {
        let read = try read([
            "test-annotations-bbox.csv": boxes + "b,xclick,/m/1,1,0.2,0.4,0.3,0.6,0,0,0,0,0\na,xclick,/m/1,1,0.2,0.4,0.3,0.6,0,0,0,0,0\nb,xclick,/m/2,1,0,1,0,1,0,0,0,0,0\n",
            "test-annotations-human-imagelabels.csv": labels + "a,verification,/m/1,1\n", "images/a.jpg": "x", "images/b.jpg": "x",
        ])
        #expect(Set(read.items.map(\.key)) == ["a.jpg", "b.jpg"])
        #expect(read.items.first { $0.key == "b.jpg" }.map { item in if case .parts(let parts)? = item.answers["boxes"] { parts.count } else { 0 } } == 2)
    }

    @Test("bad boxes are findings with their line and stay in the metadata")
    func bad() throws {
        let read = try read(["train-annotations-bbox.csv": boxes + "a,xclick,/m/1,1,0.4,0.2,0.3,0.6,0,0,0,0,0\na,xclick,/m/1,1,x,0.2,0.3,0.6,0,0,0,0,0\n", "a.jpg": "x"])
        #expect(read.findings.map(\.code) == ["open-images.box.bad", "open-images.box.bad"] && read.findings[1].place?.line == 3)
        #expect(read.items[0].metadata["open-images"]?["left_out"]?.array?.count == 2)
    }
}
