import Kernels
import Records

/// A file with one label per item: known answers, an expert's set, what another tool gave.
///
/// Of several labels of one item the last counts, with a finding that says how many differed. An empty label is no answer.
struct ItemLabels: Sendable {
    let name: String
    private(set) var items = NameTable()
    private(set) var labels = NameTable()
    /// By item.
    private(set) var labelOf: [Int32] = []

    var count: Int { labelOf.count }

    init(name: String) { self.name = name }

    static func read(_ path: String, _ columns: VoteFiles.Columns, _ findings: inout FileFindings, _ watch: ReadWatch? = nil) throws -> ItemLabels {
        let file = try RecordFile(path)
        var read = ItemLabels(name: file.name)
        var found = [false, false]
        var changed = 0
        try file.forEach(fields: [columns.item, columns.label], &findings, watch: watch) { row, findings in
            let isNamed = row.withField(0) { bytes in bytes.map { !$0.isEmpty } }
            let isLabelled = row.withField(1) { bytes in bytes.map { !$0.isEmpty } }
            if isNamed != nil { found[0] = true }
            if isLabelled != nil { found[1] = true }
            guard isNamed == true else { return findings.add(Self.noItem(columns, file.name, row.line)) }
            guard isLabelled == true else { return }
            let item = row.withField(0) { bytes in bytes.map { read.items.index(of: $0) } ?? 0 }
            let label = row.withField(1) { bytes in bytes.map { read.labels.index(of: $0) } ?? 0 }
            if Int(item) == read.labelOf.count {
                read.labelOf.append(label)
            } else if read.labelOf[Int(item)] != label {
                read.labelOf[Int(item)] = label
                changed += 1
            }
        }
        for (place, option) in ["--item", "--label"].enumerated() where !found[place] && !file.fields.isEmpty {
            throw file.unknownField([columns.item, columns.label][place], option: option)
        }
        guard read.count > 0 else {
            throw WorkflowError(.unprocessable, "labels.none", "`\(file.name)` holds no labels", hint: "one row per item, with the columns `\(columns.item)` and `\(columns.label)`", findings: findings.kept)
        }
        if changed > 0 {
            findings.add(Finding(.warning, "labels.repeated", "\(changed) \(changed == 1 ? "label" : "labels") of `\(file.name)` replaced by another one further down for the same item", hint: "one row per item is meant; votes of several people go to `winnow consensus` first"))
        }
        return read
    }

    /// For answers that do not stand in a file.
    mutating func add(_ item: String, _ label: String) {
        let place = items.index(of: item)
        let label = labels.index(of: label)
        if Int(place) == labelOf.count { labelOf.append(label) } else { labelOf[Int(place)] = label }
    }

    private static func noItem(_ columns: VoteFiles.Columns, _ name: String, _ line: Int) -> Finding {
        Finding(.error, "labels.columns", "the row has no `\(columns.item)`", at: Place(file: name, line: line), hint: "name the columns with `--item` and `--label`")
    }
}
