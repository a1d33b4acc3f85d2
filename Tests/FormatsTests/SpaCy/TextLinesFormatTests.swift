import Testing
import Records
@testable import Formats

/// spaCy's lines, doccano and Prodigy: the examples of the facts, and their traps.
@Suite("Lines of text tools")
struct TextLinesFormatTests {
    @Test("spaCy: entities, groups, categories and old tuples")
    func spaCy() throws {
        let lines = """
            {"text":"Ada met 👩‍🚀 Bo","entities":[[0,3,"PER"],{"start":12,"end":14,"label":"PER"}],"cats":{"a":1.0,"b":0.25},"more":[1]}
            {"text":"Ada","spans":{"sc":[[0,3,"X"],[0,2,"Y"]]}}
            ["Bo",{"entities":[[0,2,"PER"]]}]
            {"text":"Bo","entities":[[0,9,"PER"]]}
            """
        let read = try TextFormats.read(SpaCyLines.format, ["train.jsonl": lines])
        #expect(read.items.map { TextFormats.spans($0) } == [["PER:Ada", "PER:Bo"], ["X:Ada", "Y:Ad"], ["PER:Bo"], []])
        #expect(read.items[0].answers["choices"] == .choices(["a"]) && read.items[0].split == "train")
        #expect(read.findings.map { "\($0.code) \($0.place?.line ?? 0)" } == ["spacy-jsonl.span 4"])
        let back = try TextFormats.write(SpaCyLines.format, [read.items[0]], read.questions).folder.text("out/train.jsonl")
        #expect(back == "{\"id\":1,\"text\":\"Ada met 👩‍🚀 Bo\",\"entities\":[[0,3,\"PER\"],[12,14,\"PER\"]],\"cats\":{\"a\":1.0,\"b\":0.25},\"more\":[1]}\n")
    }

    @Test("doccano: spans, relations, labels and texts", arguments: [
        ("{\"id\":7,\"text\":\"Ada met Bo\",\"label\":[[0,3,\"PER\"]],\"meta\":{\"a\":1}}", ["spans"]),
        ("{\"text\":\"Ada met Bo\",\"entities\":[{\"id\":0,\"start_offset\":0,\"end_offset\":3,\"label\":\"PER\"},{\"id\":1,\"start_offset\":8,\"end_offset\":10,\"label\":\"PER\"}],\"relations\":[{\"id\":0,\"from_id\":0,\"to_id\":1,\"type\":\"met\"}]}", ["relations", "spans"]),
        ("{\"text\":\"Ada\",\"label\":[\"a\"]}\n{\"text\":\"Bo\",\"label\":[]}", ["choices"]),
        ("{\"text\":\"Ada\",\"entities\":[[0,3,\"PER\"]],\"cats\":[\"hi\"]}", ["choices", "spans"]),
        ((0..<6).map { "{\"text\":\"Ada \($0)\",\"label\":[\"a long translation of it, number \($0)\"]}" }.joined(separator: "\n"), ["texts"]),
    ])
    func doccano(_ lines: String, _ kinds: [String]) throws {
        let read = try TextFormats.read(Doccano.format, ["all.jsonl": lines])
        #expect(read.findings.isEmpty)
        #expect(read.items.first?.answers.keys.sorted() == kinds)
        #expect(read.questions.map(\.kind.rawValue).sorted() == kinds)
        let back = try TextFormats.write(Doccano.format, read.items, read.questions)
        let again = try TextFormats.read(Doccano.format, "\(back.folder.path)/out")
        #expect(again.items.map { Renumbered.answers($0.answers) } == read.items.map { Renumbered.answers($0.answers) })
        #expect(again.items.map(\.metadata) == read.items.map(\.metadata))
    }

    @Test("Prodigy: spans, answers that were rejected, options, and several annotators of one input")
    func prodigy() throws {
        let lines = """
            {"text":"Ada met Bo","tokens":[{"text":"Ada","start":0,"end":3,"id":0,"ws":true},{"text":"met","start":4,"end":7,"id":1,"ws":true},{"text":"Bo","start":8,"end":10,"id":2,"ws":false}],"spans":[{"start":0,"end":3,"token_start":0,"token_end":0,"label":"PER"}],"answer":"accept","_input_hash":1,"_task_hash":2}
            {"text":"x","spans":[{"start":0,"end":1,"label":"PER"}],"answer":"reject","_input_hash":3,"_task_hash":4}
            {"text":"y","options":[{"id":"a","text":"A"}],"accept":["a"],"answer":"accept","_input_hash":5,"_task_hash":6}
            {"text":"z","label":"GOOD","answer":"accept","_input_hash":7,"_task_hash":8,"_annotator_id":"p-ada"}
            {"text":"z","label":"GOOD","answer":"reject","_input_hash":7,"_task_hash":8,"_annotator_id":"p-bo"}
            """
        let read = try TextFormats.read(Prodigy.format, ["all.jsonl": lines])
        #expect(read.findings.isEmpty && read.items.count == 4)
        #expect(TextFormats.spans(read.items[0]) == ["PER:Ada"])
        #expect(read.items[1].answers.isEmpty && read.items[1].metadata["prodigy"]?["shown"] != nil)
        #expect(read.items[2].answers["choices"] == .choices(["a"]))
        #expect(read.items[3].annotations.map(\.author) == ["p-ada", "p-bo"])
        #expect(read.items[3].annotations.map(\.answers) == [["choices": .choices(["GOOD"])], [:]])
        let back = try TextFormats.write(Prodigy.format, read.items, read.questions)
        let again = try TextFormats.read(Prodigy.format, "\(back.folder.path)/out")
        #expect(again.items.map(\.answers) == read.items.map(\.answers))
        #expect(again.items.map { $0.annotations.map(\.answers) } == read.items.map { $0.annotations.map(\.answers) })
        #expect(back.folder.text("out/all.jsonl").split(separator: "\n").count == 5)
        #expect(back.folder.text("out/all.jsonl").contains("\"answer\":\"reject\""))
    }

    @Test("Prodigy: boxes and polygons of a picture are in pixels")
    func prodigyPicture() throws {
        let line = #"{"image":"http://h/a.jpg","width":200,"height":100,"spans":[{"label":"mug","type":"rect","points":[[40,30],[40,60],[80,60],[80,30]],"x":40,"y":30,"width":40,"height":30},{"label":"cup","points":[[0,0],[9,0],[9,9]],"type":"polygon"}],"answer":"accept"}"#
        let read = try TextFormats.read(Prodigy.format, ["a.jsonl": line])
        let item = try #require(read.items.first)
        #expect(item.media == .image && item.size == PixelSize(width: 200, height: 100) && item.files["image"]?.url == "http://h/a.jpg")
        #expect(item.answers["boxes"] == .parts([Part(id: "s1", labels: ["mug"], shape: .box([40, 30, 80, 60]), origin: .imported)]))
        #expect(item.answers["polygons"] == .parts([Part(id: "s2", labels: ["cup"], shape: .polygons([PolygonRings(outer: [0, 0, 9, 0, 9, 9])]), origin: .imported)]))
    }
}
