import Assuring
import Formats
import Foundation
import Kernels
import Records

/// Boxes that people drew, as COCO instances, beside a detector's COCO results: images with a box overlooked, badly placed
/// or of the wrong class.
public enum BoxErrorFiles {
    public struct Report: Codable, Sendable, Hashable, SuspectTable {
        /// What is most suspected of an image: of each kind the worst box.
        public struct Suspect: Codable, Sendable, Hashable {
            public enum Kind: String, Codable, Sendable, CaseIterable {
                case overlooked
                case badlyPlaced = "badly-placed"
                case wrongClass = "wrong-class"
            }

            public var kind: Kind
            /// Of the annotation; nil of a box that nobody drew.
            public var annotation: String?
            /// Left, top, width, height.
            public var bbox: [Double]
            public var label: String
            public var score: Double
        }

        public struct Image: Codable, Sendable, Hashable {
            public var image: String
            public var name: String?
            public var score: Double
            /// Lowest score first.
            public var suspects: [Suspect]
        }

        public var task = LabelErrorTask.boxes
        /// Images that were looked at.
        public var checked: Int
        public var count: Int
        public var share: Double
        public var classes: [String]
        /// Images with an issue, lowest score first; at most as many as were asked for.
        public var items: [Image]

        public var columns: [String] { ["image", "name", "score", "kind", "annotation", "label", "bbox"] }
        public var cells: [[String]] {
            items.map { image in
                let worst = image.suspects.first
                return [
                    image.image, image.name ?? "", String(format: "%.6g", image.score), worst?.kind.rawValue ?? "", worst?.annotation ?? "", worst?.label ?? "",
                    worst?.bbox.map { String(format: "%.6g", $0) }.joined(separator: " ") ?? "",
                ]
            }
        }
        public var summary: String { "\(count) of \(checked) images likely have a wrong or missing box (\(String(format: "%.1f", share * 100)) %)" }
        public var hasSuspects: Bool { count > 0 }
    }

    public static func errors(_ input: LabelErrorFiles.Input, limit: Int?, judging: () -> Void = {}) throws -> (report: Report, findings: FileFindings) {
        guard let results = input.probabilities.first, input.probabilities.count == 1 else {
            throw WorkflowError(.badInput, "errors.predictions", "boxes are judged beside one file of results, and there are \(input.probabilities.count)")
        }
        let (given, seen) = (try PlainFile(input.labels), try PlainFile(results))
        var files = try COCODetections(
            annotations: { try ByteSource(path: given.path, shownAs: given.name) }, results: { try ByteSource(path: seen.path, shownAs: seen.name) })
        let findings = FileFindings(files.takeFindings())
        guard files.images.contains(where: { !$0.given.isEmpty || !$0.predicted.isEmpty }) else {
            throw WorkflowError(.unprocessable, "errors.no-boxes", "`\(given.name)` and `\(seen.name)` hold no boxes of the same images", hint: "results name images and categories by the ids of the annotations' file", findings: findings.kept)
        }
        judging()
        let images = files.images.map { image in
            DetectionImage(
                given: image.given.map { DetectionImage.Given(box($0), label: $0.label) },
                predicted: image.predicted.map { DetectionImage.Predicted(box($0), label: $0.label, probability: $0.score ?? 0) })
        }
        let found = try ObjectLab().report(images, classCount: max(files.labels.count, 1))
        let ranked = found.ranked
        let items = ranked.prefix(limit ?? ranked.count).map { place in
            Report.Image(image: files.images[place].id, name: files.images[place].name, score: found.images[place].score, suspects: suspects(files.images[place], found.images[place], files.labels))
        }
        let report = Report(checked: images.count, count: ranked.count, share: Double(ranked.count) / Double(max(images.count, 1)), classes: files.labels, items: items)
        return (report, findings)
    }

    private static func suspects(_ image: COCODetections.Image, _ found: DetectionReport.Image, _ labels: [String]) -> [Report.Suspect] {
        let overlooked = found.overlooked.enumerated().compactMap { place, score in score.map { (image.predicted[place], $0) } }
        let all: [(Report.Suspect.Kind, [(COCODetections.Box, Double)])] = [
            (.overlooked, overlooked), (.badlyPlaced, Array(zip(image.given, found.badlyPlaced))), (.wrongClass, Array(zip(image.given, found.wrongClass))),
        ]
        let worst = all.compactMap { kind, boxes in
            boxes.min { $0.1 < $1.1 }.map { box, score in
                Report.Suspect(
                    kind: kind, annotation: box.id, bbox: [box.corners[0], box.corners[1], box.corners[2] - box.corners[0], box.corners[3] - box.corners[1]],
                    label: labels[box.label], score: score)
            }
        }
        let order = Report.Suspect.Kind.allCases
        return worst.filter { $0.score < 1 }.sorted { ($0.score, order.firstIndex(of: $0.kind) ?? 0) < ($1.score, order.firstIndex(of: $1.kind) ?? 0) }
    }

    private static func box(_ box: COCODetections.Box) -> Box { Box(box.corners[0], box.corners[1], box.corners[2], box.corners[3]) }
}
