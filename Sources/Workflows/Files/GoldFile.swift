import Assuring
import Records

/// Right labels of some items of a file of votes, in the columns `item` and `label` of the votes.
///
/// Read before the votes: a right label that nobody voted for is a class too, and all votes on its item are wrong.
struct GoldFile {
    private let file: RecordFile
    private var right: [(item: String, label: String, line: Int)] = []

    /// In the order of the file, each once.
    var labels: [String] {
        var seen: Set<String> = []
        return right.map(\.label).filter { seen.insert($0).inserted }
    }

    init(_ path: String, _ columns: VoteFiles.Columns, _ findings: inout FileFindings) throws {
        let file = try RecordFile(path)
        self.file = file
        var found: [(item: String, label: String, line: Int)] = []
        try file.forEach(&findings) { record, findings in
            guard let item = RecordFile.text(record.fields[columns.item]), let label = RecordFile.text(record.fields[columns.label]), !label.isEmpty else {
                return findings.add(Self.left(out: "the row has no `\(columns.item)` or no `\(columns.label)`", "gold.columns", .warning, file, record.line))
            }
            found.append((item, label, record.line))
        }
        for (column, option) in [(columns.item, "--item"), (columns.label, "--label")] where found.isEmpty && !file.fields.isEmpty && !file.fields.contains(column) {
            throw file.unknownField(column, option: option)
        }
        right = found
    }

    /// The class of each item of the table, -1 where it is not known.
    ///
    /// - Throws: `gold.none` when no item of the table has one.
    func classes(of votes: VoteTable, _ findings: inout FileFindings) throws -> [Int32] {
        // Names that differ in their bytes may be equal as text.
        let places = Dictionary(votes.itemNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let classes = Dictionary(votes.classNames.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        var known = [Int32](repeating: -1, count: votes.itemCount)
        for (item, label, line) in right {
            guard let place = places[item] else {
                findings.add(Self.left(out: "item `\(item.prefix(80))` has no vote", "gold.item", .note, file, line))
                continue
            }
            guard let own = classes[label] else {
                findings.add(Self.left(out: "`\(label.prefix(80))` is no declared label", "gold.label", .warning, file, line))
                continue
            }
            if known[place] >= 0, known[place] != own {
                findings.add(Finding(.warning, "gold.twice", "item `\(item.prefix(80))` has another right label further up; the last one counts", at: Place(file: file.name, line: line)))
            }
            known[place] = own
        }
        guard known.contains(where: { $0 >= 0 }) else {
            throw WorkflowError(
                .unprocessable, "gold.none", "no item of the votes has a right label in `\(file.name)`",
                hint: "items are named alike in both files, in the column that `--item` names", findings: findings.kept)
        }
        return known
    }

    private static func left(out reason: String, _ code: String, _ severity: Finding.Severity, _ file: RecordFile, _ line: Int) -> Finding {
        Finding(severity, code, "\(reason); the row is left out", at: Place(file: file.name, line: line))
    }
}
