/// What the labels of a file are, which decides how likely errors among them are told and what the files look like.
public enum LabelErrorTask: String, CaseIterable, Sendable, Hashable, Codable {
    case classification
    case multiLabel = "multi-label"
    case tokens
    case boxes
    case masks
    case regression

    public var name: String { rawValue }

    /// With the shapes of the files.
    public var summary: String {
        switch self {
        case .classification: "One class a row; probabilities: one row each, one column per class"
        case .multiLabel: "Any number of classes a row, `a|b` or a JSON list; probabilities: one column per class, each of its own"
        case .tokens: "JSON lines with a list of labels a sentence, and `tokens` beside it; probabilities: one row per token, sentence after sentence"
        case .boxes: "COCO instances beside a detector's COCO results (`image_id`, `category_id`, `bbox`, `score`)"
        case .masks: ".npy of images x height x width class numbers beside one of images x classes x height x width probabilities"
        case .regression: "One number a row beside one predicted number a row"
        }
    }

    public static func named(_ name: String) -> LabelErrorTask? { LabelErrorTask(rawValue: name) }
}

/// What a task's report prints as a table: rows worst first.
public protocol SuspectTable: Encodable, Sendable {
    var columns: [String] { get }
    /// Cells of each row, as many as there are columns.
    var cells: [[String]] { get }
    /// One line on the whole.
    var summary: String { get }
    /// Whether any label is suspected, not only ranked.
    var hasSuspects: Bool { get }
}
