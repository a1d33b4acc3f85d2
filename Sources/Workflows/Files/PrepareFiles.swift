import Preparing
import Records

/// Profile, near duplicates and splits of plain files.
public enum PrepareFiles {
    public static func profile(_ path: String) throws -> (report: TableReport, findings: [Finding]) {
        var profile = TableProfile()
        let findings = try RecordFile.forEach(path) { profile.add($0.fields) }
        return (profile.report(), findings)
    }

    public struct Duplicates: Codable, Sendable, Hashable {
        public struct Group: Codable, Sendable, Hashable {
            public var kind: DuplicateGroup.Kind
            /// Record numbers from 1, in order.
            public var records: [Int64]
        }
        public var groups: [Group]
        public var report: NearDuplicateReport
    }

    public static func duplicates(_ path: String, field: String, threshold: Double?) throws -> (result: Duplicates, findings: [Finding]) {
        var settings: JSONObject = [:]
        if let threshold { settings["threshold"] = .double(threshold) }
        var finder = NearDuplicateTexts(try NearDuplicateSettings(settings))
        var findings: [Finding] = []
        findings += try RecordFile.forEach(path) { record in
            guard let text = RecordFile.text(record.fields[field]) else {
                findings.append(Finding(.warning, "dedup.no-text", "the record has no `\(field)`", at: Place(file: path, line: record.line), hint: "name the field with `--field`"))
                return
            }
            finder.add(ItemID(raw: Int64(record.number)), text)
        }
        let result = finder.result()
        let groups = result.groups.map { Duplicates.Group(kind: $0.kind, records: $0.members.map(\.raw)) }
        return (Duplicates(groups: groups, report: result.report), findings)
    }

    /// Gives every record a `split`; the same key falls on the same side whatever else is in the file when `stable`.
    public static func split(
        _ path: String, shares: [SplitShare], key: String?, stratify: String?, group: String?, seed: UInt64, _ give: (JSONObject) throws -> Void
    ) throws -> (report: SplitReport, findings: [Finding]) {
        var items: [SplitItem] = []
        let findings = try RecordFile.forEach(path) { record in
            items.append(SplitItem(
                key: key.flatMap { RecordFile.text(record.fields[$0]) } ?? String(record.number), stratum: stratify.flatMap { RecordFile.text(record.fields[$0]) },
                group: group.flatMap { RecordFile.text(record.fields[$0]) }))
        }
        let result = try Split(shares: shares, seed: seed).assign(items)
        var place = 0
        _ = try RecordFile.forEach(path) { record in
            var fields = record.fields
            fields["split"] = .string(result.name(of: place))
            place += 1
            try give(fields)
        }
        return (result.report, findings)
    }
}
