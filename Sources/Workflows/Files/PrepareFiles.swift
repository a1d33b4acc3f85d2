import Foundation
import Preparing
import Records

/// Profile and splits of plain files.
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
        try file.forEachStretch(fields: profile.columns, &findings, watch: watch) { rows, _ in
            profile.add(rows: rows.count, firstLine: rows.line) { rows.bytes($0, $1) }
        }
        return (profile.report(), findings)
    }

    /// What decides the side of a record, by the names of its fields.
    public struct SplitFields: Sendable, Hashable {
        /// Names the record; its number when nil.
        public var key: String?
        /// Spread evenly over the sides.
        public var stratify: String?
        /// Equal values stay on one side.
        public var group: String?
        public init(key: String? = nil, stratify: String? = nil, group: String? = nil) {
            self.key = key
            self.stratify = stratify
            self.group = group
        }

        fileprivate var named: [(option: String, field: String)] {
            [("--key", key), ("--stratify", stratify), ("--group", group)].compactMap { option, field in field.map { (option, $0) } }
        }
    }

    /// Gives every record a `split`, in the order of the file.
    public static func split(
        _ path: String, shares: [SplitShare], by fields: SplitFields = SplitFields(), seed: UInt64, watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void
    ) throws -> (report: SplitReport, findings: FileFindings) {
        let split = try Split(shares: shares, seed: seed)
        let file = try RecordFile(path)
        var findings = FileFindings()
        var found: Set<String> = []
        var items: [SplitItem] = []
        try file.forEach(&findings, watch: watch) { record, findings in
            var texts: [String: String] = [:]
            for (option, field) in fields.named {
                guard let text = RecordFile.text(record.fields[field]) else {
                    findings.add(Finding(.warning, "split.no-field", "the record has no `\(field)`, which `\(option)` names", at: Place(file: file.name, line: record.line)))
                    continue
                }
                found.insert(option)
                texts[option] = text
            }
            items.append(SplitItem(key: texts["--key"] ?? String(record.number), stratum: texts["--stratify"], group: texts["--group"]))
        }
        for (option, field) in fields.named where !found.contains(option) && !items.isEmpty { throw file.unknownField(field, option: option) }
        let result = try split.assign(items)
        var place = 0
        var again = FileFindings()
        try file.forEach(&again) { record, _ in
            var fields = record.fields
            fields["split"] = .string(result.name(of: place))
            place += 1
            try give(fields)
        }
        return (result.report, findings)
    }
}
