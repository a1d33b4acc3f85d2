import Foundation
import Testing
@testable import Suggesting

@Suite("docs/methods.md, what to label next")
struct SelectionDocumentTests {
    private static let names: [String] = [
        SelectionCatalog.all.map(\.name), StoppingCatalog.all.map(\.name), RuleModelCatalog.all.map(\.name),
        ModelCatalog.all.map(\.name), ScoreCalibration.Method.allCases.map(\.rawValue),
    ].flatMap { $0 }

    @Test("names every method there is", arguments: names)
    func isNamed(_ name: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/methods.md")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("`\(name)`"), "docs/methods.md does not say what `\(name)` is")
    }
}
