import Records

/// Labelled items as a table: `key`, the fields, one column per question, `split`, `licence`, `source`.
///
/// Cells of questions: a choice is its label; several choices are joined by `|` (`\|` and `\\` inside a label); ratings and
/// numbers are decimals; dates and texts stand as they are; all other kinds are their JSON. An empty cell is no
/// answer. Fields that are not text are written as JSON. A field whose name is taken, or starts with `field.`, becomes
/// the column `field.NAME`. A file that goes with the item is its path, in the column `file.ROLE` (`file.image`). With `settledBy` each question also has `<question>.settled_by`, `.reason` and `.posterior`.
public final class CSVDatasetWriter: DatasetWriter {
    public static let metadataLost = "csv.metadata-left-out"
    public static let typeLost = "csv.value-became-text"
    public static let newFieldLost = "csv.field-without-column"
    public static let emptyAnswerLost = "csv.empty-answer-unreadable"
    public static let formulaNeutralised = "csv.formula-neutralised"

    public static let revisionsLost = "csv.revisions-left-out"
    public static let peopleLost = "csv.single-people-left-out"
    public static let newFileLost = "csv.file-without-column"
    public static let losses = [newFileLost, peopleLost, metadataLost, typeLost, newFieldLost, emptyAnswerLost, formulaNeutralised, revisionsLost]

    public private(set) var losses: LossLedger
    /// Of the item under way.
    private var lost = LossReport()
    private var names = FileNames()
    private let sinks: SplitSinks
    private let questions: [Question]
    private let saysWhy: Bool
    private let neutralisesFormulas: Bool
    private var fieldNames: [String]?
    /// Roles of files that have a column: those of the first item.
    private var roles: [String]?
    private var writers: [String: CSVWriter] = [:]

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        losses = LossLedger(format: "csv", policy: layout.onLoss)
        sinks = SplitSinks(folder, ending: ".csv", compression: layout.compression)
        questions = layout.questions
        fieldNames = layout.fieldNames
        neutralisesFormulas = layout.neutralisesFormulas
        saysWhy = layout.settledBy
    }

    @discardableResult
    public func write(_ item: LabelledItem) throws -> [String: String] {
        let (item, places) = names.placed(item)
        let fields = fieldNames ?? item.fields.keys
        fieldNames = fields
        if roles == nil { roles = item.files.keys.sorted() }
        let writer = try writer(for: item.splitName, fields)
        let neutralisedBefore = writer.neutralised
        try writer.write(cells(item, fields))
        if writer.neutralised > neutralisedBefore {
            lost.add(.adapted, Self.formulaNeutralised, of: item.key, count: writer.neutralised - neutralisedBefore)
        }
        try losses.take(&lost, of: item.key)
        return places
    }

    public func finish() throws { try sinks.finish() }

    private func writer(for split: String, _ fields: [String]) throws -> CSVWriter {
        if let known = writers[split] { return known }
        let sink = try sinks.sink(for: split).sink
        let writer = CSVWriter(sink, neutralisesFormulas: neutralisesFormulas)
        writers[split] = writer
        let names = CSVColumns(questions: questions)
        try writer.write(["key"] + (roles ?? []).map { CSVColumns.file + $0 } + fields.map(names.column) + questions.flatMap { [$0.name] + (saysWhy ? CSVColumns.why($0.name) : []) } + CSVColumns.tail)
        return writer
    }

    private func cells(_ item: LabelledItem, _ fields: [String]) -> [String] {
        var cells = [item.key]
        for role in roles ?? [] { cells.append(item.files[role]?.path ?? "") }
        for name in fields { cells.append(cell(item.fields[name], item.key)) }
        for question in questions {
            cells.append(answerCell(item.answers[question.name], item.key))
            if saysWhy { cells += why(item.settledBy[question.name]) }
        }
        cells += [item.split ?? "", item.licence ?? "", item.source ?? ""]
        if !item.metadata.isEmpty { lost.add(.dropped, Self.metadataLost, of: item.key) }
        if !item.annotations.isEmpty { lost.add(.dropped, Self.peopleLost, of: item.key, count: item.annotations.count) }
        if !item.revisions.isEmpty { lost.add(.dropped, Self.revisionsLost, of: item.key) }
        for name in item.fields.keys where !fields.contains(name) { lost.add(.dropped, Self.newFieldLost, of: item.key) }
        for role in item.files.keys where roles?.contains(role) != true { lost.add(.dropped, Self.newFileLost, of: item.key) }
        return cells
    }

    private func answerCell(_ answer: Answer?, _ key: String) -> String {
        guard let answer else { return "" }
        let cell = CSVAnswer.cell(answer)
        if cell.isEmpty { lost.add(.dropped, Self.emptyAnswerLost, of: key) }
        return cell
    }

    private func why(_ settled: SettledBy?) -> [String] {
        [settled?.rule ?? "", settled?.reason ?? "", settled?.posterior.map { JSONValue.double($0).text() } ?? ""]
    }

    private func cell(_ value: JSONValue?, _ key: String) -> String {
        switch value {
        case nil: return ""
        case .string(let text)?: return text
        case let value?:
            lost.add(.adapted, Self.typeLost, of: key)
            return value.text()
        }
    }
}
