import Testing

@testable import Formats
@testable import Records

/// The quick way through YOLO's rows changes how fast they are read and nothing else.
@Suite("YOLO rows, the quick way") struct YOLOPlainRowTests {
    @Test("a class and four shares, spaces and tabs between", arguments: [("0 0.5 0.5 0.25 0.125", 0), ("12\t0.5  0.5 0.25\t0.125 ", 12), (" 3 0.5 0.5 0.25 0.125", 3)])
    func taken(text: String, index: Int) throws {
        let row = try #require(Array(text.utf8).withUnsafeBytes { YOLOPlainRow($0) })
        #expect(row.index == index)
        #expect(row.shares == [0.5, 0.5, 0.25, 0.125])
    }

    @Test("everything else goes the long way", arguments: ["", " ", "0", "0 1 2 3", "0 1 2 3 4 5", "0 1e-1 0 1 1", "-1 1 1 1 1", "0.5 1 1 1 1", "a 1 1 1 1", "0 1 1 1 x", "0 .5 .5 .5 .5", "0,1 1 1 1"])
    func left(text: String) { #expect(Array(text.utf8).withUnsafeBytes { YOLOPlainRow($0) } == nil) }

    @Test("whatever ends the lines, the parts and their places are the same", arguments: ["\n", "\r\n", "\r", "\u{2028}", "\u{B}", "\u{85}"])
    func ends(line: String) throws {
        let size = try #require(PixelSize(width: 100, height: 50))
        let meaning = YOLOLabelFile.Meaning(names: ["mug", nil], joints: nil, task: .detect, questions: QuestionNames())
        let text = ["0 0.5 0.5 0.2 0.4", "", "1 5e-1 0.5 0.2 0.4", "7 0.5 0.5 0.2 0.4", "0 0.5 0.5 0.2 0.4", "0 0.5 0.5 0.2 0.4 0.9"].joined(separator: line) + line
        let file = YOLOLabelFile(text, "a.txt", of: "a.jpg", size, meaning)
        let boxes = file.parts["boxes"] ?? []
        #expect(boxes.map(\.id) == ["r1", "r3", "r5", "r6"])
        #expect(boxes.map(\.labels) == [["mug"], ["1"], ["mug"], ["mug"]])
        #expect(boxes.allSatisfy { $0.shape == .box([40, 15, 60, 35]) })
        #expect(file.findings.map(\.code) == ["yolo.row.unknown-class", "yolo.row.twice"])
        #expect(file.leftOut == ["7 0.5 0.5 0.2 0.4"])
        #expect(file.extras == ["r6": "0.9"])
    }
}
