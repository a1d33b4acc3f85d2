import Records
import Testing
@testable import Formats

@Suite("MOT Challenge")
struct MOTTests {
    private func read(_ files: [String: String]) throws -> (items: [LabelledItem], findings: [Finding]) {
        let folder = TemporaryFolder()
        for (name, text) in files { _ = folder.write(text, name) }
        let reader = try MOTReader(try DatasetInput(folder.path), DatasetReadOptions(needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings())
    }

    private func parts(_ item: LabelledItem?) -> [Part] {
        if case .parts(let parts)? = item?.answers["tracks"] { parts } else { [] }
    }

    private let info = "[Sequence]\nname=MOT17-02\nimDir=img1\nframeRate=25\nseqLength=4\nimWidth=640\nimHeight=480\nimExt=.jpg\nweather=fair\n"

    @Test("frames and pixels count from 0, and a track is outside where it has no row")
    func rows() throws {
        let read = try read(["train/MOT17-02/gt/gt.txt": "1,7,41,31,40,30,1,3,0.9\n3,7,42.5,31,40,30,0,3,1\n4,7,42.5,31,40,30,1,3,1\n1,2,1,1,5,5,1,1,1\n", "train/MOT17-02/seqinfo.ini": info])
        #expect(read.findings.isEmpty, "\(read.findings)")
        let item = try #require(read.items.first)
        #expect(item.key == "MOT17-02" && item.split == "train")
        #expect(item.files["video"] == LabelledFile(width: 640, height: 480, duration: 0.16, rate: 25, frames: 4))
        #expect(parts(item).map(\.id) == ["t7", "t2"] && parts(item).map(\.labels) == [["car"], ["pedestrian"]])
        #expect(parts(item).first?.shape == .track([
            TrackFrame(frame: 0, shape: .box([40, 30, 80, 60])), TrackFrame(frame: 1, shape: .box([40, 30, 80, 60]), isOutside: true),
            TrackFrame(frame: 2, shape: .box([41.5, 30, 81.5, 60])), TrackFrame(frame: 3, shape: .box([41.5, 30, 81.5, 60])),
        ]))
        #expect(item.metadata["mot"] == ["seqinfo": ["imDir": "img1", "imExt": ".jpg", "weather": "fair"], "parts": ["t7": ["frames": ["0": ["visibility": 0.9], "2": ["conf": .double(0)]]]]])
    }

    @Test("what is written is what was read")
    func again() throws {
        let rows = "1,2,1,1,5,5,1,1,1\n1,7,41,31,40,30,1,2,0.9\n3,7,42.5,31.3,40.1,30,0,2,1\n"
        let item = try #require(try read(["s/gt/gt.txt": rows, "s/gt/labels.txt": "person\ncar\n", "s/seqinfo.ini": info]).items.first)
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = MOTWriter(folder, layout: DatasetLayout(questions: []))
        try writer.write(item)
        try writer.finish()
        try folder.finish()
        #expect(outer.text("out/MOT17-02/gt/gt.txt") == rows)
        #expect(outer.text("out/MOT17-02/gt/labels.txt") == "person\ncar\n")
        #expect(Set(outer.text("out/MOT17-02/seqinfo.ini").split(separator: "\n")) == Set(info.split(separator: "\n")))
    }

    @Test("detections are tracks of one frame with a score")
    func detections() throws {
        let item = try read(["s/det/det.txt": "1,-1,41,31,40,30,0.75,-1,-1,-1\n"]).items.first
        #expect(parts(item).first?.score == 0.75 && parts(item).first?.labels == ["pedestrian"])
        #expect(parts(item).first?.shape == .track([TrackFrame(frame: 0, shape: .box([40, 30, 80, 60])), TrackFrame(frame: 1, shape: .box([40, 30, 80, 60]), isOutside: true)]))
    }

    @Test("where there is a list of classes, one beyond it keeps its number and is told once", arguments: [("", "1", ["3", "1"]), ("person\n", "1", ["3", "person"]), ("person\ncar\nbus\n", nil, ["bus", "person"])] as [(String, String?, [String])])
    func classes(_ list: String, _ code: String?, _ labels: [String]) throws {
        let read = try read(["s/gt/gt.txt": "1,9,41,31,40,30,1,3,1\n2,9,41,31,40,30,1,3,1\n1,4,1,1,5,5,1,1,1\n", "s/gt/labels.txt": list])
        #expect(parts(read.items.first).map(\.labels) == labels.map { [$0] })
        #expect(Set(read.findings.map(\.code)) == (code == nil ? [] : ["mot.class.unnamed"]) && read.findings.count == labels.count { $0 == "3" || $0 == "1" })
        #expect(read.findings.allSatisfy { $0.place?.file == "s/gt/gt.txt" && $0.message.contains("s/gt/labels.txt") })
    }

    @Test("a bad row is a finding with its place", arguments: [
        ("1,2,3,4,5", "mot.row.columns"), ("0,2,3,4,5,5,1,1,1", "mot.row.frame"), ("1,2,x,4,5,5,1,1,1", "mot.row.not-a-number"), ("1,2,3,4,0,5,1,1,1", "mot.row.no-area"), ("1,9,3,4,5,5,1,1,1", "mot.row.twice"),
    ])
    func bad(_ row: String, _ code: String) throws {
        let read = try read(["s/gt/gt.txt": "1,9,41,31,40,30,1,1,1\n\(row)\n"])
        #expect(read.findings.map(\.code) == [code])
        #expect(read.findings.first?.place == Place(file: "s/gt/gt.txt", line: 2, record: "s"))
    }
}
