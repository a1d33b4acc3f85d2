import Assuring
import Kernels
import Records

/// Labels beside the probabilities of the same rows, their sizes compared: what can be told before the first number is read.
struct LabelledRows {
    let labelFile: LabelFile
    /// One, or one of each model of an ensemble.
    let files: [MatrixFile]
    let classes: ClassNames
    let labels: [Int32]
    let isNamed: Bool

    init(_ input: LabelErrorFiles.Input, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        var labelFile = try LabelFile(input.labels, column: input.label, &findings, watch)
        var files: [MatrixFile] = []
        for path in input.probabilities { files.append(try Self.probabilities(path, beside: &labelFile, &findings, watch)) }
        guard let first = files.first else { throw WorkflowError(.badInput, "errors.probabilities", "no file of probabilities was given") }
        for file in files {
            guard file.rows.columnCount == first.rows.columnCount else {
                throw WorkflowError(.unprocessable, "errors.columns", "`\(first.name)` has \(first.rows.columnCount) columns and `\(file.name)` has \(file.rows.columnCount)", hint: "every model gives each class a probability")
            }
            guard file.rows.rowCount == labelFile.count else { throw Self.uneven(labelFile, file) }
        }
        guard first.rows.columnCount > 1 else {
            throw WorkflowError(.unprocessable, "errors.one-class", "`\(first.name)` has one column: label errors need two classes or more", hint: "one column per class, in the order of the class numbers")
        }
        classes = try ClassNames(of: first, path: input.classes)
        (labels, isNamed) = try labelFile.classes(classes)
        (self.labelFile, self.files) = (labelFile, files)
        guard let only = labels.first, labels.allSatisfy({ $0 == only }) else { return }
        findings.add(Finding(
            .warning, "errors.one-label", "every row is given the class `\(classes.shown(Int(only), named: isNamed))`: no label can be found wrong", at: Place(file: labelFile.name),
            hint: "errors show where a model prefers a class that others are given"))
    }

    /// A table of two lengths. Where the first line is 0, 1, 2 ... the number of labels tells whether it is a header.
    private static func probabilities(_ path: String, beside labels: inout LabelFile, _ findings: inout FileFindings, _ watch: ReadWatch?) throws -> MatrixFile {
        var file = try MatrixFile(path, &findings, watch)
        try file.checkTable()
        if file.mayHaveNumberedHeader {
            // `0,1` is a row of probabilities too: of a file of labels that has no header either.
            let isHeader = file.rows.columnCount > 2 || labels.headNumber.map { $0 == "0" } ?? true
            let surplus = file.rows.rowCount - labels.count
            if isHeader, surplus == 1 || surplus == 2 && labels.headNumber != nil { file = try file.withHeader() }
        }
        if labels.headNumber != nil, file.rows.rowCount == labels.count + 1 { labels.takeHeadForLabel() }
        return file
    }

    private static func uneven(_ labels: LabelFile, _ file: MatrixFile) -> WorkflowError {
        file.uneven(labels.count, of: labels.name)
    }

    /// What is wrong with the numbers of a file, with its place.
    func explained<Result>(_ place: Int = 0, _ body: () throws -> Result) throws -> Result { try files[place].explained(classes, body) }

    /// Findings of a pass over a file, with the file and line.
    func placed(_ findings: [Finding], _ place: Int) -> [Finding] {
        files[place].placed(findings)
    }
}
