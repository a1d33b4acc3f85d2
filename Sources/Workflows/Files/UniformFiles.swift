import Foundation
import Preparing
import Records

/// Columns written all in one way: units, dates and zones, decimal marks, truth, letters and white space.
public enum UniformFiles {
    /// What is wanted of a column, as the command line writes it: `date`, `date:day-first`, `date:zone=Europe/Rome`,
    /// `unit:kg`, `unit:kg,bare=lb`, `number`, `number:comma`, `boolean`, `text`, `text:lower`.
    public static let forms = ["date", "date:day-first", "date:month-first", "date:zone=Europe/Rome", "unit:kg", "unit:kg,bare=lb", "number", "number:comma", "number:point", "boolean", "text", "text:lower", "text:upper"]

    /// `give` gets every row. The file is read twice, since what is ambiguous in one row is told by another.
    public static func write(
        _ path: String, _ columns: [(name: String, form: String)], watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void
    ) throws -> (reports: [UniformReport], findings: FileFindings) {
        var uniform = try columns.map { column in try TableInput.worded { try UniformColumn(column.name, rule(column.form)) } }
        let file = try RecordFile(path)
        var (unheard, findings, seen) = (FileFindings(), FileFindings(), Set<String>())
        if uniform.contains(where: \.needsLook) {
            guard path != "-" else { throw WorkflowError(.badInput, "uniform.twice", "the order of dates and the decimal mark are told by the whole column, and standard input is read only once", hint: "write it to a file first, or say them: `date:day-first`, `number:comma`") }
            try file.forEach(&unheard, watch: nil) { record, _ in for place in uniform.indices { uniform[place].look(record.fields[uniform[place].name]) } }
        }
        var row = 0
        try file.forEach(&findings, watch: watch) { record, _ in
            row += 1
            var fields = record.fields
            for place in uniform.indices {
                let name = uniform[place].name
                guard let value = fields[name] else { continue }
                seen.insert(name)
                fields[name] = uniform[place].write(value, row: row, line: record.line)
            }
            try give(fields)
        }
        if let missing = columns.first(where: { !seen.contains($0.name) }), row > 0 { throw file.unknownField(missing.name, option: "--column") }
        return (uniform.map(\.report), findings)
    }

    private static func rule(_ form: String) throws -> UniformRule {
        let pieces = form.split(separator: ":", maxSplits: 1).map(String.init)
        let (kind, more) = (pieces.first ?? "", pieces.count > 1 ? pieces[1] : "")
        switch (kind, more) {
        case ("date", ""): return .date(order: nil, zone: nil)
        case ("date", let more) where more.hasPrefix("zone="): return .date(order: nil, zone: try zone(String(more.dropFirst(5))))
        case ("date", let more): if let order = DateOrder(rawValue: more) { return .date(order: order, zone: nil) }
        case ("number", ""): return .number(decimal: nil)
        case ("number", let more): if let mark = DecimalMark(rawValue: more) { return .number(decimal: mark) }
        case ("boolean", ""): return .boolean(BooleanWords())
        case ("text", ""): return .text(TextForm())
        case ("text", let more): if let letters = TextForm.Letters(rawValue: more) { return .text(TextForm(letters: letters)) }
        case ("unit", let more) where !more.isEmpty:
            let pieces = more.components(separatedBy: ",bare=")
            return .unit(to: pieces[0], bare: pieces.count > 1 ? pieces[1] : nil)
        default: break
        }
        throw WorkflowError(.badInput, "uniform.form", "`\(form)` is no form of a column", hint: "forms are \(forms.map { "`\($0)`" }.joined(separator: ", "))")
    }

    private static func zone(_ name: String) throws -> ZoneRules {
        do { return try ZoneRules.system(name) } catch { throw WorkflowError(.unprocessable, "uniform.zone", "the time zone `\(name)` cannot be used: \(error)") }
    }
}
