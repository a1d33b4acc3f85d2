import Testing
import Records
@testable import Formats

/// Files of labelled time written by hand, and what is read from them.
struct TimedFixture {
    let folder = TemporaryFolder()

    init(_ files: [(name: String, text: String)]) { for file in files { _ = folder.write(file.text, file.name) } }
    init(bytes: [UInt8], _ name: String) { _ = folder.write(bytes, name) }

    func read(_ format: String, _ questions: [Question]? = nil) throws -> (items: [LabelledItem], findings: [Finding], questions: [Question]) {
        let make = try #require(FormatCatalog.dataset(named: format)?.makeReader)
        let reader = try make(DatasetInput(folder.path), DatasetReadOptions(questions: questions.map(QuestionNames.init) ?? QuestionNames(), needsFiles: false))
        let asked = reader.questions
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), asked)
    }

    /// Writes items and gives the text of each file.
    static func write(_ format: String, _ items: [LabelledItem], _ questions: [Question]) throws -> (folder: TemporaryFolder, losses: LossReport) {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let make = try #require(FormatCatalog.dataset(named: format)?.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: questions))
        for item in items { try writer.write(item) }
        try writer.finish()
        try folder.finish()
        return (outer, writer.losses.report)
    }

    static func item(_ key: String, _ answers: [String: Answer]) -> LabelledItem {
        var item = LabelledItem(key: key, answers: answers)
        item.media = .audio
        return item
    }

    static func part(_ id: String, _ from: Double, _ to: Double, _ label: String? = nil, text: String? = nil) -> Part {
        Part(id: id, labels: label.map { [$0] } ?? [], shape: .segment(Segment(from: from, to: to, text: text)), origin: .imported)
    }
}
