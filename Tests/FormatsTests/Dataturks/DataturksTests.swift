import Testing
import Records
@testable import Formats

@Suite("Dataturks")
struct DataturksTests {
    @Test("a rectangle is two or four points in shares of the picture: 40, 30, 80, 60 of 200 x 100", arguments: [
        #"[{"x":0.2,"y":0.3},{"x":0.4,"y":0.6}]"#, #"[[0.2,0.3],[0.4,0.3],[0.4,0.6],[0.2,0.6]]"#,
    ])
    func boxes(_ points: String) throws {
        let line = #"{"content":"http://h/id___k1.jpg?x=1","annotation":[{"label":["mug"],"notes":"n","points":\#(points),"imageWidth":200,"imageHeight":100}],"extras":null}"#
        let read = try Readout("dataturks", ["d.json": line + "\n"])
        #expect(read.shapes("boxes") == [.box([40, 30, 80, 60])])
        #expect(read.parts("boxes").first?.note == "n")
        #expect(read.items.map(\.key) == ["k1.jpg"])
        #expect(read.items.first?.files["image"]?.url == "http://h/id___k1.jpg?x=1")
        #expect(read.findings.isEmpty)
    }

    @Test("polygons, and what nobody answered")
    func polygons() throws {
        let lines = [
            #"{"content":"http://h/a.jpg","annotation":[{"label":["mug"],"points":[[0,0],[0.5,0],[0.5,0.5]],"shape":"polygon","imageWidth":200,"imageHeight":100}],"extras":null}"#,
            #"{"content":"http://h/b.jpg","annotation":null,"extras":null}"#, #"{"annotation":[]}"#,
        ]
        let read = try Readout("dataturks", ["d.json": lines.joined(separator: "\n")])
        #expect(read.shapes("polygons") == [.polygons([PolygonRings(outer: [0, 0, 100, 0, 100, 50])])])
        #expect(read.items.last?.answers.isEmpty == true)
        #expect(read.findings.map(\.place?.line) == [3])
    }

    @Test("the end of a span is its last character, in UTF-16 units, and the marked text settles doubts", arguments: [
        ("Ada met Bo", #"{"start":0,"end":2,"text":"Ada"}"#, [0, 3]), ("📦 Ada", #"{"start":3,"end":5,"text":"Ada"}"#, [2, 5]),
        ("📦 Ada", #"{"start":2,"end":4,"text":"Ada"}"#, [2, 5]), ("Ada met Bo", #"{"start":0,"end":3,"text":"Ada"}"#, [0, 3]),
    ])
    func spans(_ text: String, _ point: String, _ range: [Int]) throws {
        let read = try Readout("dataturks", ["d.json": #"{"content":"\#(text)","annotation":[{"label":["PER"],"points":[\#(point)]}],"extras":null}"#])
        #expect(read.shapes("spans") == [.ranges([range])])
        #expect(read.items.first?.text == text)
    }

    @Test("labels of the whole are choices, and spans outside of the text are kept aside")
    func choices() throws {
        let read = try Readout("dataturks", ["d.json": #"{"content":"so so","annotation":{"labels":["a","b"],"note":""},"extras":{"id":4}}"# + "\n" + #"{"content":"x y","annotation":[{"label":["P"],"points":[{"start":5,"end":9}]}],"extras":null}"#])
        #expect(read.items.first?.answers["choices"] == .choices(["a", "b"]))
        #expect(read.items.first?.metadata["dataturks"]?["extras"] == ["id": 4])
        #expect(read.codes(.error) == ["dataturks.shape.bad"])
    }
}
