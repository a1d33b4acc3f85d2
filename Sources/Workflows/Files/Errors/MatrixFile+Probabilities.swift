import Assuring
import Formats
import Kernels
import Records

extension MatrixFile {
    /// Probabilities have two lengths.
    func checkTable() throws {
        guard let shape, shape.count > 2 else { return }
        throw WorkflowError(
            .unprocessable, "errors.shape", "`\(name)` has the shape \(shape.map(String.init).joined(separator: " x ")), and probabilities are a table of rows and classes",
            hint: "reshape it; images of class probabilities are judged with `--task masks`")
    }

    /// Labels and rows of probabilities that are not as many.
    func uneven(_ count: Int, of labels: String, _ what: String = "label") -> WorkflowError {
        let words = count == 1 ? "is 1 \(what)" : "are \(count) \(what)s"
        return WorkflowError(
            .unprocessable, "errors.rows", "there \(words) in `\(labels)` and \(rows.rowCount) \(rows.rowCount == 1 ? "row" : "rows") of probabilities in `\(name)`",
            hint: "row by row they are about the same things; a table has one header line")
    }

    /// What is wrong with the numbers, with its place.
    func explained<Result>(_ classes: ClassNames, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as LabelEvidenceError {
            switch error {
            case .probabilityOutOfRange(let value, let row, let column): throw outOfRange(value, row, column, classes)
            case .matrix(let error): throw WorkflowError(.unprocessable, "matrix.cell", ShownText.of("\(error)", limit: 500), hint: "every cell of `\(name)` below its header is a number")
            default: throw WorkflowError(.unprocessable, "errors.evidence", "\(error)")
            }
        } catch let error as MatrixError {
            throw WorkflowError(.unprocessable, "matrix.cell", ShownText.of("\(error)", limit: 500), hint: "every cell of `\(name)` below its header is a number")
        }
    }

    private func outOfRange(_ value: Double, _ row: Int, _ column: Int, _ classes: ClassNames) -> WorkflowError {
        let words = value.isNaN ? "no number (NaN)" : value.isInfinite ? "infinite" : "\(value)"
        let label = "class \(column)" + (classes.names.map { " (`\(ShownText.of($0[column]))`)" } ?? "")
        return WorkflowError(
            .unprocessable, "errors.probability", "\(self.words(ofRow: row)): the probability of \(label) is \(words), which is not in 0...1",
            hint: columnNames?.first == "" ? "the first column has no name: is it the number of the row? write the file without it" : "give probabilities, not scores; a softmax makes them of logits")
    }

    /// Findings of a pass over the rows, with file and line.
    func placed(_ findings: [Finding]) -> [Finding] {
        findings.map { finding in
            var finding = finding
            if let row = finding.place?.record.flatMap(Int.init) { finding.place = place(ofRow: row) }
            return finding
        }
    }
}

/// The one file of probabilities of a task that has no ensembles.
enum ProbabilityTable {
    static func open(
        _ input: LabelErrorFiles.Input, rows: Int, of labels: String, _ what: String = "label", _ findings: inout FileFindings, _ watch: ReadWatch?
    ) throws -> MatrixFile {
        guard let path = input.probabilities.first, input.probabilities.count == 1 else {
            throw WorkflowError(.badInput, "errors.probabilities", "this task takes one file of probabilities, and there are \(input.probabilities.count)")
        }
        var file = try MatrixFile(path, &findings, watch)
        try file.checkTable()
        if file.mayHaveNumberedHeader, file.rows.rowCount == rows + 1 { file = try file.withHeader() }
        guard file.rows.rowCount == rows else { throw file.uneven(rows, of: labels, what) }
        return file
    }
}
