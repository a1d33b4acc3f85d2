import Records

/// Reads what `CSVDatasetWriter` writes, file by file.
///
/// A table does not say which of its columns are answers. The questions of a project say it; without one, `--questions`
/// names them (`topic=choice,stars=rating`), and columns that nobody names are fields.
public final class CSVDatasetReader: DatasetReader {
    public let questions: [Question]
    private let input: DatasetInput
    private let files: [String]
    private var current: CSVDatasetTable?
    private var place = 0
    private var findings = FindingLog()
    private var done = 0

    public init(_ input: DatasetInput, options: DatasetReadOptions = DatasetReadOptions()) throws {
        self.input = input
        files = CSVDataset.files(in: input)
        questions = options.asked
        if files.isEmpty { throw ImageFormatError.noFiles(format: "csv", folder: input.path, expected: "table with a column `key`") }
    }

    public var filesFolder: String { input.listing.folder }
    public var progress: (done: Int, total: Int?) { (done, nil) }
    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while true {
            if current == nil {
                guard place < files.count else { return nil }
                current = try CSVDatasetTable(input.source(files[place]), questions: questions)
                place += 1
            }
            let item = try current?.next()
            findings.add(current?.takeFindings() ?? [])
            if let item {
                done += 1
                return item
            }
            current = nil
        }
    }
}
