import Foundation
import Testing
import Records
@testable import Formats

/// A small dataset written out in a test, and all that a reader says of it.
struct Readout {
    var items: [LabelledItem] = []
    var findings: [Finding] = []
    var questions: [Question] = []
    var header: JSONObject = [:]
    private let folder: TemporaryFolder

    /// `files` by their paths; `reading` names one of them instead of the folder.
    init(_ format: String, _ files: KeyValuePairs<String, String>, reading path: String = "", _ options: DatasetReadOptions = DatasetReadOptions(needsFiles: false)) throws {
        folder = TemporaryFolder()
        for (name, text) in files { _ = folder.write(text, name) }
        let make = try #require(FormatCatalog.dataset(named: format)?.makeReader)
        let reader = try make(DatasetInput(path.isEmpty ? folder.path : "\(folder.path)/\(path)"), options)
        questions = reader.questions
        header = reader.header
        while let item = try reader.next() { items.append(item) }
        findings = reader.takeFindings()
    }

    /// Written by the same format and read by a test as text.
    func written(_ format: String, _ name: String) throws -> String {
        let outer = TemporaryFolder()
        let out = try DatasetFolder("\(outer.path)/out")
        let make = try #require(FormatCatalog.dataset(named: format)?.makeWriter)
        let writer = try make(out, DatasetLayout(questions: questions, header: header))
        for item in items { try writer.write(item) }
        try writer.finish()
        try out.finish()
        return outer.text("out/\(name)")
    }

    func parts(_ question: String, of place: Int = 0) -> [Part] {
        guard items.indices.contains(place), case .parts(let parts)? = items[place].answers[question] else { return [] }
        return parts
    }

    func shapes(_ question: String, of place: Int = 0) -> [Shape] { parts(question, of: place).map(\.shape) }
    func codes(_ severity: Finding.Severity) -> [String] { findings.filter { $0.severity == severity }.map(\.code) }

    /// Formats a folder with these files looks like.
    static func candidates(_ files: KeyValuePairs<String, String>) throws -> [String] {
        let folder = TemporaryFolder()
        for (name, text) in files { _ = folder.write(text, name) }
        return FormatCatalog.candidates(for: try DatasetInput(folder.path)).map(\.format.card.name)
    }
}
