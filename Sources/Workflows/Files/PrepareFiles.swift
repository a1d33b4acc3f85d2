import Foundation
import Preparing
import Records

/// Profiles of plain files.
public enum PrepareFiles {
    /// Tables of rows and cells are read as bytes, thousands of rows at one go; the rest record by record.
    public static func profile(_ path: String, watch: ReadWatch? = nil) throws -> (report: TableReport, findings: FileFindings) {
        let file = try RecordFile(path)
        var findings = FileFindings()
        guard file.isTable else {
            var profile = TableProfile()
            try file.forEach(&findings, watch: watch) { record, _ in profile.add(record.fields, line: record.line) }
            return (profile.report(), findings)
        }
        var profile = TableProfile(columns: try file.firstFields(), threads: ProcessInfo.processInfo.activeProcessorCount)
        try file.forEachStretch(fields: profile.columns, &findings, watch: watch) { rows, readOn, _ in
            profile.add(rows: rows.count, firstLine: rows.line, meanwhile: readOn) { rows.bytes($0, $1) }
        }
        return (profile.report(), findings)
    }
}
