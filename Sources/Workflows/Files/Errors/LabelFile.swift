import Formats
import Kernels
import Records

/// The label of each row of a file; which class it is, is told once the classes are known.
///
/// A table or JSON lines with the label in a named column, by default the last; or whole numbers in a .npy file. A label
/// costs four bytes, its text is kept once.
struct LabelFile {
    let name: String
    /// For each row a place in `texts`, or a class number of a .npy file.
    private var values: [Int32] = []
    private var texts: [String]?
    /// Line on which each text was first seen.
    private var lines: [Int] = []
    /// A number stands where the name of the column is due: the file may have no header.
    private(set) var headNumber: String?
    private let file: RecordFile?

    var count: Int { values.count }

    init(_ path: String, column: String?, _ findings: inout FileFindings, _ watch: ReadWatch? = nil) throws {
        let plain = try PlainFile(path)
        name = plain.name
        if try plain.ending == "npy" || plain.start(6).elementsEqual([0x93] + Array("NUMPY".utf8)) {
            file = nil
            values = try NpyLabels.read(path: plain.path, shownAs: plain.name)
            return
        }
        let file = try Self.records(path, plain)
        self.file = file
        let fields = try file.firstFields()
        guard let column = column ?? fields.last else { throw Self.none(plain.name) }
        guard fields.contains(column) else { throw WorkflowError.unknownColumn(column, of: plain.name, known: fields, option: "--label") }
        try read(file, column, &findings, watch)
        if file.isTable, Double(column) != nil { headNumber = column }
        // A row left out of one file would shift all labels behind it against their probabilities.
        guard findings.worst != .error else {
            throw WorkflowError(.unprocessable, "errors.bad-rows", "rows of `\(name)` that cannot be read would put labels beside the wrong probabilities", hint: "mend them, or take out the same rows of both files", findings: findings.kept)
        }
        guard count > 0 else { throw Self.none(name) }
    }

    /// By the ending of its name; what has none of ours by its first bytes.
    private static func records(_ path: String, _ plain: PlainFile) throws -> RecordFile {
        path == "-" || plain.path != path ? try RecordFile(plain) : try RecordFile(path)
    }

    private static func none(_ name: String) -> WorkflowError {
        WorkflowError(.unprocessable, "errors.no-labels", "`\(name)` holds no labels", hint: "one label a row, under a header")
    }

    private mutating func read(_ file: RecordFile, _ column: String, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        var names = NameTable()
        try file.forEach(fields: [column], &findings, watch: watch) { row, _ in
            let label = row.withField(0) { bytes in names.index(of: bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)) }
            if Int(label) == lines.count { lines.append(row.line) }
            values.append(label)
        }
        texts = names.names
    }

    /// Takes the first line for a label, not for a header.
    mutating func takeHeadForLabel() {
        guard let head = headNumber, var texts else { return }
        let place = texts.firstIndex(of: head) ?? texts.count
        if place == texts.count {
            texts.append(head)
            lines.append(1)
        }
        self.texts = texts
        values.insert(Int32(place), at: 0)
        headNumber = nil
    }

    /// The class of each row, and whether the file has names and not numbers.
    func classes(_ classes: ClassNames) throws -> (labels: [Int32], isNamed: Bool) {
        guard let texts else {
            if let row = values.firstIndex(where: { $0 < 0 || Int($0) >= classes.count }) {
                throw outside("row \(row) of `\(name)` holds the label \(values[row]), which is no class", classes)
            }
            return (values, false)
        }
        if let wrong = texts.indices.first(where: { classes.named(texts[$0]) == nil && classes.numbered(texts[$0]) == nil }) {
            throw outside(texts[wrong], line: lines[wrong], classes)
        }
        let isNamed = texts.allSatisfy { classes.named($0) != nil } || !texts.allSatisfy { classes.numbered($0) != nil }
        if isNamed, let twice = classes.repeated {
            throw WorkflowError(.unprocessable, "errors.class-twice", "two classes of `\(classes.source)` are named `\(ShownText.of(twice))`", hint: "give labels as class numbers, or each class a name of its own")
        }
        let numbers = texts.map { (isNamed ? classes.named($0) : nil) ?? classes.numbered($0) ?? 0 }
        return (values.map { numbers[Int($0)] }, isNamed)
    }

    private func outside(_ text: String, line: Int, _ classes: ClassNames) -> WorkflowError {
        guard !text.isEmpty else { return outside("line \(line) of `\(name)` has no label", classes) }
        return outside("`\(ShownText.of(text))` in line \(line) of `\(name)` is no class", classes)
    }

    private func outside(_ words: String, _ classes: ClassNames) -> WorkflowError {
        WorkflowError(.unprocessable, "errors.label", "\(words) of the \(classes.count) in `\(classes.source)`", hint: "a label is one of \(classes.range)")
    }

    /// The classes that the labels themselves name: sorted names, or the numbers up to the highest.
    func ownClasses(path: String?) throws -> ClassNames {
        if let path { return try ClassNames(path: path) }
        guard let texts else { return ClassNames(count: Int(values.max() ?? 0) + 1, names: nil, source: name) }
        let numbers = texts.compactMap { text in Double(text).flatMap { Int32(exactly: $0) } }
        if numbers.count == texts.count, let highest = numbers.max() { return ClassNames(count: Int(highest) + 1, names: nil, source: name) }
        let names = texts.filter { !$0.isEmpty }.sorted()
        return ClassNames(count: names.count, names: names, source: name)
    }

    /// The text of another column in some rows, or in all.
    func texts(ofColumn column: String, inRows rows: Set<Int>?) throws -> [Int: String] {
        guard let file else { throw WorkflowError(.badInput, "field.unknown", "`\(name)` is a .npy file and has no column `\(ShownText.of(column))`", hint: "give the labels as a table") }
        return try file.texts(ofColumn: column, inRows: rows, option: "--id")
    }
}

extension RecordFile {
    /// The text of a column in some rows, counted from 0, or in all.
    func texts(ofColumn column: String, inRows rows: Set<Int>?, option: String) throws -> [Int: String] {
        let fields = try firstFields()
        guard fields.contains(column) else { throw WorkflowError.unknownColumn(column, of: name, known: fields, option: option) }
        var found: [Int: String] = [:]
        var row = 0
        var findings = FileFindings()
        try forEach(fields: [column], &findings) { reader, _ in
            if rows?.contains(row) ?? true { found[row] = reader.withField(0) { $0.map { String(decoding: $0, as: UTF8.self) } } }
            row += 1
        }
        return found
    }
}

extension WorkflowError {
    /// Wrong use: a column was named that a file does not have.
    static func unknownColumn(_ column: String, of file: String, known: [String], option: String) -> WorkflowError {
        let shown = known.prefix(20).map { "`\(ShownText.of($0))`" }.joined(separator: ", ")
        return WorkflowError(.badInput, "field.unknown", "`\(file)` has no column `\(ShownText.of(column))`", hint: known.isEmpty ? "the file has no records" : "it has \(shown); name one with `\(option)`")
    }
}
