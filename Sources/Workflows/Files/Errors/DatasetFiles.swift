import Assuring
import Formats
import Kernels
import Records

/// The files that tell of one data set, opened, with their labels as class numbers.
struct DatasetFiles {
    let features: MatrixFile?
    let probabilities: MatrixFile?
    let labels: [Int32]?
    let classes: ClassNames?
    let isNamed: Bool
    private let labelFile: LabelFile?
    /// The pair of labels and probabilities, which explains what is wrong with it.
    private let pair: LabelledRows?
    private let groups: [Int32]?
    private let groupNames: [String]

    init(_ input: DatasetIssueFiles.Input, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        var file: LabelFile?
        if let labels = input.labels, let probabilities = input.probabilities {
            let pair = try LabelledRows(LabelErrorFiles.Input(labels: labels, probabilities: [probabilities], classes: input.classes, label: input.label), &findings, watch)
            file = pair.labelFile
            (self.pair, self.probabilities, classes, self.labels, isNamed) = (pair, pair.files[0], pair.classes, pair.labels, pair.isNamed)
        } else {
            if let labels = input.labels { file = try LabelFile(labels, column: input.label, &findings, watch) }
            let names = try file?.ownClasses(path: input.classes)
            var own: (labels: [Int32], isNamed: Bool)?
            if let file, let names { own = try file.classes(names) }
            (pair, classes, self.labels, isNamed) = (nil, names, own?.labels, own?.isNamed ?? false)
            probabilities = if let path = input.probabilities { try MatrixFile(path, &findings, watch) } else { nil }
        }
        let count = labels?.count ?? probabilities?.rows.rowCount
        features = if let path = input.features { try Self.features(path, beside: count, &findings, watch) } else { nil }
        (groups, groupNames) = if let column = input.group { try Self.groups(column, file) } else { (nil, []) }
        labelFile = file
    }

    /// Checked once; the graph of neighbours only where somebody reads it.
    func evidence(seed: UInt64, needsGraph: Bool) throws -> DatasetEvidence {
        do {
            return try DatasetEvidence(
                features: needsGraph ? features?.kept() : features?.rows, probabilities: probabilities?.rows, labels: labels, classCount: classes?.count, groups: groups,
                neighbours: needsGraph ? 10 : 0, seed: seed, threads: LabelErrorFiles.threads)
        } catch let error as DatasetEvidenceError {
            if case .probabilities(let error) = error, let pair { try pair.explained { throw error } }
            throw WorkflowError(.unprocessable, "errors.dataset", "\(error)", hint: "row by row the files are about the same items")
        } catch let error as MatrixError {
            throw WorkflowError(.unprocessable, "matrix.cell", ShownText.of("\(error)", limit: 500), hint: "features are numbers; an empty cell or `nan` is a missing one")
        }
    }

    func columnName(_ column: Int) -> String { features?.columnNames?[column] ?? "\(column)" }

    func groupName(_ id: Int32) -> String { groupNames.isEmpty ? "cluster \(id)" : groupNames[Int(id)] }

    func addIDs(to outcomes: inout [DatasetIssueFiles.Outcome], _ column: String?) throws {
        guard let column else { return }
        guard let labelFile else { throw WorkflowError(.badInput, "field.unknown", "there is no file of labels with a column `\(column)`", hint: "give `--labels`") }
        let ids = try labelFile.texts(ofColumn: column, inRows: Set(outcomes.flatMap { $0.items.map(\.row) }))
        for check in outcomes.indices { for place in outcomes[check].items.indices { outcomes[check].items[place].id = ids[outcomes[check].items[place].row] } }
    }

    /// A first line of 0, 1, 2 ... is a header, save for two columns without a surplus row.
    private static func features(_ path: String, beside count: Int?, _ findings: inout FileFindings, _ watch: ReadWatch?) throws -> MatrixFile {
        let file = try MatrixFile(path, emptyCells: .missing, &findings, watch)
        guard file.mayHaveNumberedHeader, file.rows.columnCount > 2 || file.rows.rowCount - 1 == count else { return file }
        return try file.withHeader()
    }

    /// A number for each text of the column, in their order; below 0 for an empty one.
    private static func groups(_ column: String, _ file: LabelFile?) throws -> ([Int32]?, [String]) {
        guard let file else { throw WorkflowError(.badInput, "field.unknown", "there is no file of labels with a column `\(column)`", hint: "give `--labels`") }
        let texts = try file.texts(ofColumn: column, inRows: nil)
        let names = Set(texts.values).filter { !$0.isEmpty }.sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
        return ((0..<file.count).map { texts[$0].flatMap { numbers[$0] } ?? -1 }, names)
    }
}
