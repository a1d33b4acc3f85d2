import Formats
import Preparing
import Records

/// Splits of plain files: by shares, into folds, along time; every record is given back with its side.
///
/// The file is read twice: once for what decides (key, label, groups, time), once to give the records. Held between the two,
/// for each record: some 250 bytes with its number as key, 300 with a key, a label and a group of its own (measured to 300,000
/// records); with `copies` what near copies cost besides (`NearDuplicateTexts`). A stable split reads once and holds nothing.
public enum SplitFiles {
    /// What a record is given.
    public struct Mark: Sendable {
        /// `split`, `fold` or `rounds`.
        public var field: String
        public var value: JSONValue
        /// Names of the files it belongs to, where they are wanted.
        public var files: [String]
    }

    /// `give` gets every record with its mark, in the order of the file; without it the file is only looked at.
    public static func split(
        _ path: String, _ options: SplitFileOptions, watch: ReadWatch? = nil, working: () -> Void = {}, _ give: ((JSONObject, Mark) throws -> Void)?
    ) throws -> (summary: SplitSummary, findings: FileFindings) {
        try options.check()
        let file = try RecordFile(path)
        if options.isStable { return try stable(file, options, watch, give) }
        var findings = FileFindings()
        let records = try SplitRecords(file, options, &findings, watch: watch)
        working()
        let (summary, marks) = try TableInput.worded { try SplitMethod.carryOut(records, options) }
        guard let give else { return (summary, findings) }
        var place = 0
        var again = FileFindings()
        try file.forEach(&again) { record, _ in
            try give(record.fields, marks(place))
            place += 1
        }
        return (summary, findings)
    }

    private static func stable(
        _ file: RecordFile, _ options: SplitFileOptions, _ watch: ReadWatch?, _ give: ((JSONObject, Mark) throws -> Void)?
    ) throws -> (summary: SplitSummary, findings: FileFindings) {
        let isFolds = options.folds != nil
        let shares = try options.folds.map { try SplitMethod.foldShares($0, seed: options.seed) } ?? options.shares ?? SplitFileOptions.usualShares
        var tally = StableSplitTally(try TableInput.worded { try StableSplit(shares: shares, seed: options.seed) })
        var fields = SplitFieldReader(file, [("--key", options.key), ("--group", options.groups.first)])
        var findings = FileFindings()
        try file.forEach(&findings, watch: watch) { record, findings in
            let key = fields.text("--key", record, &findings) ?? String(record.number)
            let side = tally.side(key: key, group: fields.text("--group", record, &findings))
            try give?(record.fields, SplitMethod.mark(side, shares[side].name, isFold: isFolds))
        }
        try fields.refuseUnknown()
        guard !tally.isEmpty else { throw WorkflowError(.unprocessable, "split.no-items", "no items to split") }
        return (SplitSummary(tally.report, method: "stable"), findings)
    }
}

/// Reads the fields that options name, and says which are missing.
struct SplitFieldReader {
    private let file: RecordFile
    private let fields: [String: String]
    private let order: [String]
    private var found: Set<String> = []

    init(_ file: RecordFile, _ named: [(String, String?)]) {
        self.file = file
        let given = named.compactMap { option, field in field.map { (option, $0) } }
        (fields, order) = (Dictionary(given) { first, _ in first }, given.map(\.0))
    }

    /// nil where the option was not given; where the record lacks the field or has it empty, with a finding.
    mutating func text(_ option: String, _ record: RawRecord, _ findings: inout FileFindings) -> String? {
        value(option, record, &findings).flatMap { RecordFile.text($0) }
    }

    mutating func value(_ option: String, _ record: RawRecord, _ findings: inout FileFindings) -> JSONValue? {
        guard let field = fields[option] else { return nil }
        // An empty cell says nothing; as a group it would bring all that lack one to one side.
        guard let value = record.fields[field], !value.isNull, value.string != "" else {
            findings.add(Finding(
                .warning, "split.no-field", "the record has no `\(field)`, which `\(Self.shown(option))` names", at: Place(file: file.name, line: record.line)))
            return nil
        }
        found.insert(option)
        return value
    }

    /// A field that no record has is wrong use.
    func refuseUnknown() throws {
        guard !file.fields.isEmpty else { return }
        for option in order where !found.contains(option) {
            if let field = fields[option] { throw file.unknownField(field, option: Self.shown(option)) }
        }
    }

    /// `--group 2` is the second `--group`.
    private static func shown(_ option: String) -> String { option.split(separator: " ").first.map(String.init) ?? option }
}
