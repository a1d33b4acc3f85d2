import Testing
import Records
@testable import Formats

/// Datasaur's three exports by hand, and what trips readers of them up.
@Suite("Datasaur")
struct DatasaurTests {
    private static func position(_ row: Int, _ token: Int, _ character: Int) -> String { #"{"row":\#(row),"column":0,"tokenIndex":\#(token),"charIndex":\#(character)}"# }

    private static func span(_ id: Int, _ label: String, _ from: (Int, Int, Int), _ to: (Int, Int, Int), _ more: String = "") -> String {
        #"{"id":\#(id),"textPosition":{"start":\#(position(from.0, from.1, from.2)),"end":\#(position(to.0, to.1, to.2))},"labelItem":{"labelName":"\#(label)"}\#(more)}"#
    }

    private static func schema(_ spans: [String], arrows: String = "", sets: String = #"[{"name":"names","index":0,"labelItems":[{"id":"1","labelName":"PER"},{"id":"2","labelName":"LOC"}]}]"#, more: String = "") -> String {
        #"{"version":"1.2.0","data":{"labelSets":\#(sets),"rows":[[{"content":"Ada met Bo.","tokens":["Ada","met","Bo","."]}],[{"content":"📦s in New York","tokens":["📦s","in","New","York"]}]],"spanLabels":[\#(spans.joined(separator: ","))],"arrowLabels":[\#(arrows)]\#(more)}}"#
    }

    @Test("a document is an item; lines are joined; labels go by line, token and character, the last one included")
    func schema() throws {
        let text = Self.schema([Self.span(7, "PER", (0, 0, 0), (0, 0, 2)), Self.span(8, "PER", (0, 2, 0), (0, 2, 1)), Self.span(9, "LOC", (1, 2, 0), (1, 3, 3))],
                               arrows: #"{"id":10,"originId":7,"destinationId":8,"labelItem":{"labelName":"met"}}"#)
        let read = try Readout("datasaur", ["REVIEW/a.json": text])
        #expect(read.items.map(\.key) == ["a"] && read.items[0].text == "Ada met Bo.\n📦s in New York" && read.findings.isEmpty, "\(read.items) \(read.findings)")
        #expect(read.shapes("names") == [.ranges([[0, 3]]), .ranges([[8, 10]]), .ranges([[18, 26]])])
        #expect(read.items[0].answers["relations"] == .relations([Relation(from: "7", to: "8", labels: ["met"])]))
        #expect(read.questions.first { $0.name == "names" }?.labelNames == ["PER", "LOC"])
        #expect(read.items[0].metadata["datasaur"]?["version"] == "1.2.0")
    }

    @Test("characters are UTF-16 units within the token: the last unit of an emoji is the whole of it", arguments: [
        ((1, 0, 0), (1, 0, 1), [12, 13]), ((1, 0, 0), (1, 0, 2), [12, 14]), ((1, 0, 2), (1, 0, 2), [13, 14]), ((0, 3, 0), (1, 1, 1), [10, 17]),
    ])
    func units(from: (Int, Int, Int), to: (Int, Int, Int), range: [Int]) throws {
        let read = try Readout("datasaur", ["a.json": Self.schema([Self.span(1, "PER", from, to)])])
        #expect(read.shapes("names") == [.ranges([range])], "\(read.findings)")
    }

    @Test("JSON advanced has sentences and labels in one list, named by their ids in the label set")
    func advanced() throws {
        let label = #""startCellLine":0,"startCellIndex":0,"startTokenIndex":2,"startCharIndex":0,"endCellLine":0,"endCellIndex":0,"endTokenIndex":2,"endCharIndex":1,"layer":1,"counter":0"#
        let text = #"{"labelSets":[{"id":"s","name":"one","labelItems":[{"id":"a","labelName":"A"}]},{"id":"t","name":"two","labelItems":[{"id":"b","labelName":"PER"}]}],"sentences":[{"id":0,"content":"Ada met Bo.","tokens":["Ada","met","Bo","."]}],"labels":[{"id":"x",\#(label),"type":"SPAN","labelSetItemId":"b"},{"id":"y",\#(label),"type":"TIMESTAMP","startTimestampMillis":5}]}"#
        let read = try Readout("datasaur", ["a.json": text])
        #expect(read.parts("two") == [Part(id: "x", labels: ["PER"], shape: .ranges([[8, 10]]), origin: .imported)])
        #expect(read.codes(.warning) == ["datasaur.label.left-out"])
        #expect(read.items[0].metadata["datasaur"]?["left_out"]?[0]?["startTimestampMillis"] == 5)
    }

    @Test("what is unsettled or rejected is kept and is no answer", arguments: [#","labeledBy":"CONFLICT""#, #","status":"REJECTED""#, #","deleted":true"#])
    func unsettled(more: String) throws {
        let read = try Readout("datasaur", ["a.json": Self.schema([Self.span(1, "PER", (0, 0, 0), (0, 0, 2), more)])])
        #expect(read.items[0].answers["names"] == .parts([]))
        #expect(read.items[0].metadata["datasaur"]?["left_out"]?[0]?["id"] == 1)
    }

    @Test("rows that are answered one by one are items; answers by name are choices")
    func rows() throws {
        let read = try Readout("datasaur", ["a.json": Self.schema([], more: #","columns":[{"id":0,"name":"review"}],"rowAnswers":[{"row":0,"answers":{"mood":"good","stars":4}},{"row":1,"answers":{"mood":["bad","odd"]}}]"#)])
        #expect(read.items.map(\.key) == ["a/0", "a/1"] && read.items.map(\.text) == ["Ada met Bo.", "📦s in New York"])
        #expect(read.items[0].answers["mood"] == .choice("good") && read.items[0].answers["stars"] == .number(4) && read.items[1].answers["mood"] == .choices(["bad", "odd"]))
        #expect(read.items[0].fields["review"] == "Ada met Bo.")
    }

    @Test("labels that are nowhere, and arrows between them, are told and kept", arguments: [
        span(1, "PER", (0, 9, 0), (0, 9, 0)), span(1, "PER", (5, 0, 0), (5, 0, 0)), span(1, "PER", (0, 0, 3), (0, 0, 3)), span(1, "PER", (0, 2, 0), (0, 0, 0)),
        #"{"id":1,"originId":3,"destinationId":4}"#,
    ])
    func nowhere(label: String) throws {
        let read = try Readout("datasaur", ["a.json": Self.schema([label])])
        #expect(read.codes(.warning) == ["datasaur.label.left-out"] && read.items[0].metadata["datasaur"]?["left_out"]?[0]?["id"] == 1)
    }

    private static let table = "Sherlock\tB-PER\nHolmes\tI-PER\nbecome\nwidely\nin\t\n1891\tYEAR\n\nBo\tB-PER\nAda\tB-PER\n"

    @Test("tables have tokens without a tag, and labels without a sign")
    func table() throws {
        let read = try Readout("datasaur", ["a.tsv": Self.table])
        #expect(read.items.map(\.text) == ["Sherlock Holmes become widely in 1891", "Bo Ada"] && read.findings.isEmpty)
        #expect(read.parts("spans").map(\.labels) == [["PER"], ["YEAR"]] && read.shapes("spans") == [.ranges([[0, 15]]), .ranges([[33, 37]])])
        #expect(read.parts("spans", of: 1).count == 2)
    }

    @Test("it is told from its neighbours")
    func recognition() throws {
        #expect(try Readout.candidates(["a.json": Self.schema([Self.span(1, "PER", (0, 0, 0), (0, 0, 2))])]).first == "datasaur")
        #expect(try Readout.candidates(["a.tsv": Self.table]).first == "datasaur")
        #expect(try Readout.candidates(["a.tsv": "Ada\tB-PER\nmet\tO\nBo\tB-PER\nnow\tO\n"]).first == "bio")
        #expect(try Readout.candidates(["a.tsv": "key\tlabel\n1\tham\n"]).contains("datasaur") == false)
    }

    @Test("every cut of a document is refused with its place")
    func cuts() throws {
        let whole = Array(Self.schema([Self.span(1, "PER", (0, 0, 0), (0, 0, 2))]).utf8)
        for length in stride(from: 450, to: whole.count, by: 3) {
            let read = try Readout("datasaur", ["a.json": String(decoding: whole[..<length], as: UTF8.self)], reading: "a.json")
            #expect(read.items.isEmpty && read.findings.first?.place?.line == 1, "\(length)")
        }
    }
}
