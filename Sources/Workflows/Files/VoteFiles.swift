import Assuring
import Records

/// Agreement and consensus of plain files: one row per item, annotator and answer.
public enum VoteFiles {
    /// Which columns hold what.
    public struct Columns: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var label: String
        /// When a vote was given, and how long it took, where the file says so.
        public var time: String?
        public var seconds: String?
        public init(item: String = "item", annotator: String = "annotator", label: String = "label", time: String? = nil, seconds: String? = nil) {
            self.item = item
            self.annotator = annotator
            self.label = label
            self.time = time
            self.seconds = seconds
        }
    }

    /// The columns of a file of comparisons of two; it may do without annotators.
    public struct PairColumns: Sendable, Hashable {
        public var left: String
        public var right: String
        public var winner: String
        public var annotator: String
        public init(left: String = "left", right: String = "right", winner: String = "winner", annotator: String = "annotator") {
            self.left = left
            self.right = right
            self.winner = winner
            self.annotator = annotator
        }
    }

    static func unfit(_ what: String, _ name: String, _ isOfShapes: Bool) -> WorkflowError {
        guard isOfShapes else { return .unknown(what, name) }
        return WorkflowError(.badInput, "\(what).unfit", "`\(name)` is for shapes, and a file of votes has none", hint: "`--project` has the drawings of a project")
    }
}
