import Assuring
import Kernels
import Records

/// Several labels an item, tokens, pixels, boxes, numbers.
enum ConfidentVariants {
    @Sendable static func multiLabel(_ folder: CaseFolder) throws -> JSONObject {
        let labels = try list(try folder.json("labels.json")).map { try list($0).map { Int(try number($0)) } }
        let evidence = try MultiLabelEvidence(labels: labels, rows: try ConfidentCase.matrix(folder, "pred_probs.csv"))
        let softmin = MultiLabelIssues(pooling: .softmin(temperature: 0.1))
        return [
            "issues": .integers(try MultiLabelIssues().indices(evidence)),
            "quality_self_confidence": .numbers(try MultiLabelIssues().scores(evidence)),
            "quality_normalized_margin": .numbers(try MultiLabelIssues().scores(evidence, by: NormalizedMargin())),
            "quality_confidence_weighted_entropy": .numbers(try MultiLabelIssues().scores(evidence, by: ConfidenceWeightedEntropy())),
            "quality_softmin": .numbers(try softmin.scores(evidence)),
        ]
    }

    @Sendable static func tokens(_ folder: CaseFolder) throws -> JSONObject {
        let input = try members(try folder.json("input.json"))
        let labels = try list(input["labels"]).map { try numbers($0) }
        let rows = try list(input["pred_probs"]).flatMap { try list($0).map { try numbers($0) } }
        let evidence = try LabelEvidence(
            labels: labels.flatMap { $0.map { Int32($0) } },
            rows: Matrix(rows.flatMap(\.self), rowCount: rows.count, columnCount: rows.first?.count ?? 0))
        let tokens = try TokenIssues(lengths: labels.map(\.count), evidence: evidence)
        return [
            "sentence_min": .array(try tokens.sentenceScores().map { .defined($0) }),
            "sentence_softmin": .array(try tokens.sentenceScores(pooling: TokenIssues.softmin).map { .defined($0) }),
            "token_scores": .array(try tokens.tokenScores().map { .numbers($0) }),
            "issues_ranked": .array(try tokens.ranked().map { .integers([$0.sentence, $0.token]) }),
        ]
    }

    @Sendable static func segmentation(_ folder: CaseFolder) throws -> JSONObject {
        let input = try members(try folder.json("input.json"))
        let labels = try list(input["labels"])
        let (height, width) = (try list(labels.first).count, try list(try list(labels.first).first).count)
        let given = try labels.flatMap { try list($0).flatMap { try numbers($0).map { Int32($0) } } }
        let images = try list(input["pred_probs"])
        let flat = try images.flatMap { try list($0).flatMap { try list($0).flatMap { try numbers($0) } } }
        let pixels = try PixelRows(
            Matrix(flat, rowCount: flat.count, columnCount: 1), imageCount: images.count, classCount: try list(images.first).count, pixelsPerImage: height * width)
        let issues = try SegmentationIssues(try LabelEvidence(labels: given, rows: pixels), pixelsPerImage: height * width)
        let scores = SelfConfidence().scores(issues.evidence)
        return [
            "softmin": .numbers(issues.imageScores()),
            "num_pixel_issues": .numbers(issues.issueFreeShares()),
            "pixel_scores": .array(images.indices.map { .table(Array(scores[$0 * height * width..<($0 + 1) * height * width]), columns: width) }),
            "issue_pixels": .array(issues.indices().map { .integers([$0 / (height * width), $0 / width % height, $0 % width]) }),
        ]
    }

    @Sendable static func boxes(_ folder: CaseFolder) throws -> JSONObject {
        let input = try members(try folder.json("input.json"))
        let predictions = try list(input["predictions"])
        let images = try zip(try list(input["labels"]), predictions).map { try image($0, $1) }
        let classCount = try predictions.map { try list($0).count }.max() ?? 0
        let report = try ObjectLab(similarity: BoxSimilarity(.pixels)).report(images, classCount: classCount)
        return [
            "quality": .numbers(report.images.map(\.score)),
            "issues": .integers(report.issues),
            "overlooked": .array(report.images.map { .array($0.overlooked.map { .defined($0) }) }),
            "badloc": .array(report.images.map { .numbers($0.badlyPlaced) }),
            "swap": .array(report.images.map { .numbers($0.wrongClass) }),
        ]
    }

    @Sendable static func regression(_ folder: CaseFolder) throws -> JSONObject {
        let table = try folder.table("values.csv")
        let (labels, predictions) = (try table.column("label").map { try number($0) }, try table.column("prediction").map { try number($0) })
        return [
            "residual": .numbers(try RegressionQuality.residual(labels: labels, predictions: predictions)),
            "outre": .numbers(try Outre().scores(labels: labels, predictions: predictions)),
        ]
    }

    /// Predictions come as a list per class of x0, y0, x1, y1, probability.
    private static func image(_ labels: JSONValue, _ predictions: JSONValue) throws -> DetectionImage {
        let labels = try members(labels)
        let given = zip(try list(labels["bboxes"]), try numbers(labels["labels"] ?? .array([])))
        var predicted: [DetectionImage.Predicted] = []
        for (label, seen) in try list(predictions).enumerated() {
            for row in try list(seen).map({ try numbers($0) }) {
                predicted.append(DetectionImage.Predicted(try box(row), label: label, probability: row.last ?? 0))
            }
        }
        return DetectionImage(given: try given.map { DetectionImage.Given(try box(try numbers($0)), label: Int($1)) }, predicted: predicted)
    }

    private static func box(_ corners: [Double]) throws -> Box {
        guard corners.count >= 4 else { throw CaseError("a box has \(corners.count) numbers") }
        return Box(corners[0], corners[1], corners[2], corners[3])
    }

    private static func members(_ value: JSONValue) throws -> JSONObject {
        guard case .object(let object) = value else { throw CaseError("no object where one is due") }
        return object
    }

    private static func list(_ value: JSONValue?) throws -> [JSONValue] {
        guard case .array(let values)? = value else { throw CaseError("no list where one is due") }
        return values
    }

    private static func numbers(_ value: JSONValue) throws -> [Double] { try list(value).map { try number($0) } }

    private static func number(_ value: JSONValue) throws -> Double {
        switch value {
        case .int(let value): return Double(value)
        case .double(let value): return value
        default: throw CaseError("no number where one is due")
        }
    }

    private static func number(_ text: String) throws -> Double {
        guard let value = Double(text) else { throw CaseError("`\(text)` is no number") }
        return value
    }
}
