import Preparing
import Records

/// A table of a plain file held by columns, with what could not be read of it.
struct TableInput {
    let table: TableColumns
    let file: RecordFile
    private(set) var findings = FileFindings()

    /// `look` sees the fields of every row as it comes.
    init(_ path: String, watch: ReadWatch? = nil, _ look: (JSONObject) -> Void = { _ in }) throws {
        file = try RecordFile(path)
        var builder = TableColumnsBuilder()
        try file.forEach(&findings, watch: watch) { record, _ in
            builder.add(record.fields)
            look(record.fields)
        }
        let (table, report) = builder.table()
        self.table = table
        for column in report.columns {
            for undone in column.undone {
                findings.add(Finding(.warning, "table.unread", "\(undone.count) cells of `\(column.column)` are taken as missing: \(undone.reason)", at: Place(file: file.name, record: column.column)))
            }
        }
    }

    /// Refuses a column that is not there, under the option that named it.
    func column(_ name: String, option: String) throws -> TableColumn {
        guard let column = table.column(name) else { throw file.unknownField(name, option: option) }
        return column
    }

    /// Each row's value as a text; nil where it is missing.
    func texts(_ name: String, option: String) throws -> [String?] {
        let cells = try column(name, option: option).cells
        return (0..<cells.count).map { RecordFile.text(cells.value(at: $0)) }
    }

    /// What stages refuse, as the refusal of the whole.
    static func worded<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as TableError {
            throw WorkflowError(.unprocessable, "table.step", "the table cannot be used so: \(error)")
        } catch let finding as Finding {
            throw WorkflowError(.unprocessable, finding.code, finding.message, hint: finding.hint, findings: [finding])
        }
    }
}
