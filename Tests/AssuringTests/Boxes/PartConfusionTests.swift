import Records
import Testing

@testable import Assuring

@Suite("Which labels are given to what both drew")
struct PartConfusionTests {
    @Test("matched parts by label, equal labels first; what lies elsewhere or alone is not confused")
    func counts() {
        let table = PartTable.drawn([
            "ann": [.box("1", "cell", 0, 0, 10, 10), .box("2", "bird", 0, 0, 10, 10), .box("3", "owl", 50, 0, 60, 10), .box("4", "owl", 90, 0, 99, 9)],
            "ben": [.box("1", "bird", 0, 0, 10, 10), .box("2", "cell", 0, 0, 10, 10), .box("3", "bird", 50, 0, 60, 9), .box("4", "cell", 0, 50, 9, 59)],
        ])
        let cells = PartConfusion(table).counts.map { "\($0.key.firstLabel)/\($0.key.secondLabel) \($0.value)" }.sorted()
        #expect(cells == ["bird/bird 1", "cell/cell 1", "owl/bird 1"])
        #expect(PartConfusion(table, iou: 0.95).counts.count == 2)
    }
}
