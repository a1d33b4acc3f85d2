import Assuring
import Formats
import Records

/// Reads a file of votes into a `VoteTable`: names are numbered as bytes, so that a row costs no string.
///
/// An empty label is an item the annotator left out, and no vote. A row without item or annotator is a finding.
struct VoteFile {
    private let file: RecordFile
    private let columns: VoteFiles.Columns
    private var votes = SeenVotes()
    /// Which of item, annotator and label some row had.
    private var found = [false, false, false]

    static func read(_ path: String, _ columns: VoteFiles.Columns, _ watch: ReadWatch?) throws -> (VoteTable, FileFindings) {
        var reading = VoteFile(file: try RecordFile(path), columns: columns)
        var findings = FileFindings()
        try reading.readAll(&findings, watch)
        let table = try VoteTable(reading.votes)
        findings += table.findings
        return (table, findings)
    }

    private init(file: RecordFile, columns: VoteFiles.Columns) {
        self.file = file
        self.columns = columns
    }

    private mutating func readAll(_ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        let names = [columns.item, columns.annotator, columns.label]
        try file.forEach(fields: names, &findings, watch: watch) { row, findings in
            if !add(row) { findings.add(missing(row.line)) }
        }
        for (place, option) in ["--item", "--annotator", "--label"].enumerated() where !found[place] && !file.fields.isEmpty {
            throw file.unknownField(names[place], option: option)
        }
        guard votes.count > 0 else {
            throw WorkflowError(.unprocessable, "votes.none", "`\(file.name)` holds no votes", hint: "a vote is a row with an item, an annotator and a label", findings: findings.kept)
        }
    }

    /// False for a row that lacks an item or an annotator.
    private mutating func add(_ row: any FieldReader) -> Bool {
        let item = row.withField(0) { $0.map { votes.itemNames.index(of: $0) } }
        let annotator = row.withField(1) { $0.map { votes.annotatorNames.index(of: $0) } }
        let label = row.withField(2) { bytes in bytes.map { $0.isEmpty ? -1 : votes.classNames.index(of: $0) } }
        if item != nil { found[0] = true }
        if annotator != nil { found[1] = true }
        if label != nil { found[2] = true }
        guard let item, let annotator else { return false }
        guard let label, label >= 0 else { return true }
        votes.items.append(item)
        votes.annotators.append(annotator)
        votes.classes.append(label)
        return true
    }

    private func missing(_ line: Int) -> Finding {
        Finding(
            .error, "votes.columns", "the row has no `\(columns.item)` or no `\(columns.annotator)`", at: Place(file: file.name, line: line),
            hint: "name the columns with `--item`, `--annotator` and `--label`")
    }
}
