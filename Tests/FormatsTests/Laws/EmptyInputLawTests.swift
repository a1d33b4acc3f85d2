import Testing
import Records
@testable import Formats

/// A folder that holds nothing of a format is no dataset of nothing.
@Suite("Empty input laws")
struct EmptyInputLawTests {
    static let read = FormatCatalog.datasets.filter { $0.makeReader != nil }.map(\.card.name)

    @Test("a folder that is empty, or holds nothing of the format, is refused by every reader with its place", arguments: read, [[], ["notes.unknown"]])
    func refused(_ name: String, _ files: [String]) throws {
        let folder = TemporaryFolder()
        for file in files { _ = folder.write("nothing that any format knows", file) }
        let format = try #require(FormatCatalog.dataset(named: name))
        let make = try #require(format.makeReader)
        do {
            let reader = try make(DatasetInput(folder.path), DatasetReadOptions())
            let first = try reader.next()
            let findings = reader.takeFindings()
            #expect(first == nil && findings.contains { $0.severity == .error && $0.place?.file != nil }, "\(findings)")
        } catch let error as ImageFormatError {
            #expect(error.finding.severity == .error && error.finding.place?.file == folder.path)
        } catch let error as FormatError {
            #expect(error.finding.place?.file != nil)
        }
    }
}
