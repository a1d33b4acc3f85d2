import Foundation
import Records
import Suggesting

/// What the rounds of labelling came to, as files and numbers.
public struct StoppingInput: Sendable, Hashable {
    /// Probabilities of the same rows by each round's model, oldest first.
    public var rounds: [String]
    public var labels: [Int]?
    public var validation: [Double]?
    public var planned: Int?

    public init(rounds: [String], labels: [Int]? = nil, validation: [Double]? = nil, planned: Int? = nil) {
        self.rounds = rounds
        self.labels = labels
        self.validation = validation
        self.planned = planned
    }
}

/// Whether enough is labelled, from what each round's model said of the same rows.
public enum StoppingFiles {
    public static func check(_ input: StoppingInput) throws -> StoppingReport {
        guard input.planned == nil || input.labels != nil else {
            throw WorkflowError(.badInput, "selection.missing-input", "nothing says how many labels there are", hint: "`--labels 100,200` gives them, one for each round")
        }
        var rounds: [LabellingRound] = []
        var first: (name: String, rows: Int, columns: Int)?
        for (place, path) in input.rounds.enumerated() {
            var findings = FileFindings()
            let files = try PoolFiles(SelectionInput(probabilities: path), method: "--check-stopping", needs: [.probabilities], &findings)
            let matrix = files.pool
            let size = (name: path, rows: matrix.rowCount, columns: matrix.probabilities?.columnCount ?? 0)
            if let first, first.rows != size.rows || first.columns != size.columns {
                throw WorkflowError(
                    .unprocessable, "selection.row-counts-differ", "`\(size.name)` has \(size.rows) rows of \(size.columns) and `\(first.name)` has \(first.rows) of \(first.columns)",
                    hint: "every round's model judges the same rows and classes")
            }
            first = first ?? size
            let outlook = try files.explained { try matrix.probabilities.flatMap { try PoolOutlook($0, threads: matrix.threads) } }
            rounds.append(LabellingRound(
                labelled: input.labels?[place] ?? 0, predictions: outlook?.predictions, uncertainty: outlook?.uncertainty,
                expectedError: outlook?.expectedError, validation: input.validation?[place]))
        }
        return StoppingReport(rounds, knowsLabels: input.labels != nil, planned: input.planned)
    }
}
