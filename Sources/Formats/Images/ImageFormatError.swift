import Records

/// Why a whole dataset of pictures could not be read; one bad record is a `Finding` instead.
public enum ImageFormatError: Error, Sendable, Hashable {
    case notCOCO(file: String)
    case brokenJSON(file: String, line: Int, column: Int, reason: String)
    case noFiles(format: String, folder: String, expected: String)
    /// A `data.yaml` that cannot be understood.
    case badDataFile(file: String, line: Int, reason: String)
    /// A file of which nothing more can be read.
    case broken(Finding)
}

extension ImageFormatError: CustomStringConvertible {
    public var finding: Finding {
        switch self {
        case .notCOCO(let file):
            Finding(.error, "coco.not-coco", "`\(file)` is no object with `images`, `annotations` or `categories`", at: Place(file: file),
                    hint: "COCO results (a plain list) have no pictures: import them beside the instances they belong to")
        case .brokenJSON(let file, let line, let column, let reason):
            Finding(.error, "json.broken", "`\(file)` cannot be read to its end: \(reason)", at: Place(file: file, line: line, column: column),
                    hint: "Fetch or export the file again")
        case .noFiles(let format, let folder, let expected):
            Finding(.error, "\(format).no-files", "`\(folder)` holds no \(expected)", at: Place(file: folder))
        case .badDataFile(let file, let line, let reason):
            Finding(.error, "yolo.data.bad", "`\(file)` cannot be read: \(reason)", at: Place(file: file, line: line))
        case .broken(let finding): finding
        }
    }

    public var description: String { finding.message }
}
