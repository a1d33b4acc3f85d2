import Assuring
import Formats
import Foundation
import Records

/// Segmentation masks beside the class probabilities of every pixel: which images to look at first.
///
/// Labels are images x height x width whole numbers, probabilities images x classes x height x width; the latter are
/// mapped and read a plane at a time. 24 bytes a pixel are held.
public enum MaskErrorFiles {
    public struct Report: Codable, Sendable, Hashable, SuspectTable {
        public struct Image: Codable, Sendable, Hashable {
            /// Counts from 0.
            public var row: Int
            /// Softmin of its pixels' scores.
            public var score: Double
            /// Pixels that are likely of another class.
            public var pixels: Int
            public var share: Double
        }

        public var task = LabelErrorTask.masks
        /// Images that were looked at.
        public var checked: Int
        /// Images with a suspected pixel.
        public var count: Int
        public var pixels: Int
        public var suspectedPixels: Int
        /// Lowest score first; at most as many as were asked for.
        public var items: [Image]

        public var columns: [String] { ["row", "score", "pixels", "share"] }
        public var cells: [[String]] { items.map { ["\($0.row)", String(format: "%.6g", $0.score), "\($0.pixels)", String(format: "%.6g", $0.share)] } }
        public var summary: String { "\(suspectedPixels) of \(pixels) pixels likely wrong, in \(count) of \(checked) images" }
        public var hasSuspects: Bool { count > 0 }
    }

    public static func errors(_ input: LabelErrorFiles.Input, limit: Int?, judging: () -> Void = {}) throws -> (report: Report, findings: FileFindings) {
        let file = try PlainFile(input.labels)
        let (labels, shape) = try NpyLabels.readAll(path: file.path, shownAs: file.name)
        guard shape.count == 3 else { throw Self.shape(file.name, shape, "images x height x width") }
        guard let path = input.probabilities.first, input.probabilities.count == 1 else {
            throw WorkflowError(.badInput, "errors.probabilities", "this task takes one file of probabilities, and there are \(input.probabilities.count)")
        }
        var findings = FileFindings()
        let matrix = try MatrixFile(path, &findings)
        guard let values = matrix.rows as? NpyMatrix, values.shape.count == 4 else { throw Self.shape(matrix.name, matrix.shape ?? [matrix.rows.rowCount, matrix.rows.columnCount], "images x classes x height x width") }
        guard [values.shape[0], values.shape[2], values.shape[3]] == shape else {
            throw WorkflowError(
                .unprocessable, "errors.shape", "`\(file.name)` has \(words(shape)) pixels, and `\(matrix.name)` \(words([values.shape[0], values.shape[2], values.shape[3]])) of \(values.shape[1]) classes",
                hint: "both are of the same images, in the same order and size")
        }
        judging()
        let classes = try input.classes.map { try ClassNames(path: $0) } ?? ClassNames(count: values.shape[1], names: nil, source: matrix.name)
        let issues = try explained(matrix, shape, classes) {
            let rows = try PixelRows(values.asOneColumn, imageCount: shape[0], classCount: values.shape[1], pixelsPerImage: shape[1] * shape[2])
            return try SegmentationIssues(LabelEvidence(labels: labels, rows: rows, threads: LabelErrorFiles.threads), pixelsPerImage: shape[1] * shape[2])
        }
        findings += issues.evidence.findings.map { $0.moved(to: Place(file: matrix.name, record: $0.place?.record.flatMap(Int.init).map { pixel($0, shape) })) }
        return (report(issues, limit), findings)
    }

    private static func report(_ issues: SegmentationIssues, _ limit: Int?) -> Report {
        var pixels = [Int](repeating: 0, count: issues.imageCount)
        for pixel in issues.indices() { pixels[pixel / issues.pixelsPerImage] += 1 }
        let scores = issues.imageScores()
        let order = pixels.indices.filter { pixels[$0] > 0 }.sorted { (scores[$0], $0) < (scores[$1], $1) }
        let items = order.prefix(limit ?? order.count).map { Report.Image(row: $0, score: scores[$0], pixels: pixels[$0], share: Double(pixels[$0]) / Double(issues.pixelsPerImage)) }
        return Report(checked: issues.imageCount, count: order.count, pixels: issues.evidence.count, suspectedPixels: pixels.reduce(0, +), items: items)
    }

    /// Rows are pixels here: their image, line and column say more.
    private static func explained<Result>(_ matrix: MatrixFile, _ shape: [Int], _ classes: ClassNames, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as LabelEvidenceError {
            switch error {
            case .probabilityOutOfRange(let value, let row, let label):
                let words = value.isNaN ? "no number (NaN)" : value.isInfinite ? "infinite" : "\(value)"
                throw WorkflowError(
                    .unprocessable, "errors.probability", "\(pixel(row, shape)) of `\(matrix.name)`: the probability of class \(label) is \(words), which is not in 0...1",
                    hint: "give probabilities, not scores; a softmax makes them of logits")
            case .labelOutOfRange(let label, let count, let row):
                throw WorkflowError(.unprocessable, "errors.label", "\(pixel(row, shape)) is labelled \(label), which is no class of the \(count) in `\(matrix.name)`", hint: "a label is one of 0 to \(count - 1)")
            default: throw WorkflowError(.unprocessable, "errors.evidence", "\(error)", hint: "labels are \(Self.words(shape)) class numbers")
            }
        }
    }

    private static func pixel(_ row: Int, _ shape: [Int]) -> String {
        let (image, rest) = row.quotientAndRemainder(dividingBy: shape[1] * shape[2])
        return "image \(image), line \(rest / shape[2]), column \(rest % shape[2])"
    }

    private static func words(_ shape: [Int]) -> String { shape.map(String.init).joined(separator: " x ") }

    private static func shape(_ name: String, _ shape: [Int], _ wanted: String) -> WorkflowError {
        WorkflowError(.unprocessable, "errors.shape", "`\(name)` has the shape \(words(shape)), and \(wanted) are due", hint: "masks and their probabilities are .npy files")
    }
}

extension Finding {
    /// The same at another place.
    func moved(to place: Place) -> Finding {
        var finding = self
        finding.place = place
        return finding
    }
}
