import Foundation
import Preparing
import Records

/// Tables of plain files against a contract: rules with the share of values that must keep them.
public enum ContractFiles {
    /// `give` gets every row the contract keeps, changed where it says so.
    public static func check(
        _ path: String, against contract: String, keys: [String: String] = [:], watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void
    ) throws -> (result: ContractResult, findings: FileFindings) {
        let file = try RecordFile(path)
        var findings = FileFindings(), rows: [JSONObject] = [], lines: [Int] = []
        var check = try TableInput.worded { try ContractCheck(try read(contract), keys: try keys.mapValues(values)) }
        func flush() throws {
            for row in check.check(rows, lines: lines) { if let row { try give(row) } }
            (rows, lines) = ([], [])
        }
        try file.forEach(&findings, watch: watch) { record, _ in
            rows.append(record.fields)
            lines.append(record.line)
            if rows.count == 4096 { try flush() }
        }
        try flush()
        return (check.result(), findings)
    }

    /// A contract that the table keeps, to be looked at and changed.
    public static func draft(from path: String, watch: ReadWatch? = nil) throws -> (contract: JSONObject, findings: FileFindings) {
        var (report, findings) = try PrepareFiles.profile(path, watch: watch)
        // Columns the profile leaves out have no rule.
        findings += report.findings.filter { $0.code == "profile.too-many-columns" }
        return (TableContract.draft(from: report, name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent).json, findings)
    }

    private static func read(_ path: String) throws -> TableContract {
        guard let data = FileManager.default.contents(atPath: path) else { throw WorkflowError(.unavailable, "contract.no-file", "there is no file `\(path)`", hint: "`winnow contract TABLE --draft` writes one to begin with") }
        guard let json = try? JSONParser.parse(Array(data)), let object = json.object else {
            throw WorkflowError(.unprocessable, "contract.unreadable", "`\(path)` is no JSON object", hint: "`winnow contract TABLE --draft` shows the form")
        }
        return try TableContract(object)
    }

    /// The different values of the first column of a table, for `exist_in`.
    private static func values(_ path: String) throws -> Set<String> {
        var (found, findings) = (Set<String>(), FileFindings())
        try RecordFile(path).forEach(&findings, watch: nil) { record, _ in
            if let value = record.fields.members.first.flatMap({ RecordFile.text($0.value) }) { found.insert(value) }
        }
        return found
    }
}
