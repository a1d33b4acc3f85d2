import Assuring
import Records

/// A model's probabilities per item: a column that names the item, then one column per class, whose names are the classes.
///
/// Rows may stand in any order. Rows of items without votes are left out; an item with votes and no row is an error, since
/// the model would have nothing to say of it.
struct ProbabilityFile {
    let name: String
    /// In the order of the columns, which is the order of the classes.
    let classes: [String]
    private var rows: [String: Int] = [:]
    private var values: [Double] = []

    init(_ path: String, item: String, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        let file = try RecordFile(path)
        name = file.name
        var (names, rows, values): ([String], [String: Int], [Double]) = ([], [:], [])
        try file.forEach(&findings, watch: watch) { record, _ in
            if names.isEmpty {
                names = file.fields.filter { $0 != item }
                guard file.fields.contains(item) else { throw file.unknownField(item, option: "--item") }
            }
            guard let key = RecordFile.text(record.fields[item]) else {
                throw Self.wrong(file.name, record.line, "has no `\(item)`")
            }
            guard rows.updateValue(rows.count, forKey: key) == nil else { throw Self.wrong(file.name, record.line, "is the second of `\(key.prefix(80))`") }
            for column in names {
                guard let value = RecordFile.number(record.fields[column]), value.isFinite, value >= -1e-6, value <= 1 + 1e-6 else {
                    throw Self.wrong(file.name, record.line, "holds `\((RecordFile.text(record.fields[column]) ?? "").prefix(80))` under `\(column)`, which is no probability")
                }
                values.append(value)
            }
        }
        guard names.count > 1 else {
            throw WorkflowError(.unprocessable, "probabilities.classes", "`\(file.name)` has \(names.count) \(names.count == 1 ? "column" : "columns") of probabilities, and two classes or more are due", hint: "one column per class, named like the class, beside `\(item)`", findings: findings.kept)
        }
        (classes, self.rows, self.values) = (names, rows, values)
    }

    private static func wrong(_ name: String, _ line: Int, _ what: String) -> WorkflowError {
        WorkflowError(.unprocessable, "probabilities.row", "line \(line) of `\(name)` \(what)", hint: "one row per item: its name, then a number from 0 to 1 for each class")
    }

    /// A row per item of the table, in its order and by its classes.
    func model(for votes: VoteTable, _ findings: inout FileFindings) throws -> ModelProbabilities {
        let missing = votes.itemNames.filter { rows[$0] == nil }
        guard missing.isEmpty else {
            throw WorkflowError(.unprocessable, "probabilities.items", "`\(name)` has no row for \(missing.count) of \(votes.itemCount) items with votes, first `\(missing[0].prefix(80))`", hint: "give the model's probabilities of every item, or take these out of the votes")
        }
        let width = classes.count
        var flat: [Double] = []
        flat.reserveCapacity(votes.itemCount * width)
        for item in votes.itemNames { flat += rows[item].map { values[$0 * width..<($0 + 1) * width] } ?? [] }
        if rows.count > votes.itemCount {
            findings.add(Finding(.note, "probabilities.no-votes", "\(rows.count - votes.itemCount) rows of `\(name)` are of items without votes and left out"))
        }
        let model = try ModelProbabilities(flat, classCount: width)
        findings += model.findings
        return model
    }
}
