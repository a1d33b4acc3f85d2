import Records

/// What leads and engineers see of items.

public struct SettledView: Codable, Sendable, Hashable {
    public var answer: Answer
    public var rule: SettledAnswer.Rule
    public var reason: String
    public var posterior: Double?
}

public struct ItemRow: Codable, Sendable, Hashable {
    public struct Suggested: Codable, Sendable, Hashable {
        public var answer: Answer
        public var score: Double
    }

    public var id: ItemID
    public var key: String
    public var state: ItemState
    public var stateReason: String?
    public var split: String?
    public var group: ItemID?
    public var preview: String
    /// Role -> bytes kept for it; empty for a text.
    public var blobs: [String: BlobReference]
    /// Question -> what counts.
    public var settled: [String: SettledView]
    /// Current annotations by people.
    public var answers: Int
    public var suggestion: Suggested?
}

public struct ItemPage: Codable, Sendable, Hashable {
    public var items: [ItemRow]
    public var next: ItemID?
    public var total: Int?
}

public struct RevisionView: Codable, Sendable, Hashable {
    public var id: RevisionID
    public var stage: Stage
    public var author: String?
    public var authorName: String?
    public var number: Int
    public var origin: Origin
    public var annotation: Annotation
    public var definitionVersion: Int
    public var activeSeconds: Double
    public var madeAt: Timestamp
    /// Since when it no longer counts, because a commit without it was restored.
    public var withdrawnAt: Timestamp?
}

public struct ItemDetail: Codable, Sendable, Hashable {
    public struct SourceView: Codable, Sendable, Hashable {
        public var name: String
        public var kind: String
        public var licence: Licence?
        public var attribution: String?
        public var origin: String
    }

    public var item: Item
    public var source: SourceView
    public var revisions: [RevisionView]
    public var suggestions: [Suggestion]
    public var settled: [String: SettledView]
    public var findings: [Finding]
}

public struct Vote: Codable, Sendable, Hashable {
    public var login: String
    public var name: String
    public var revision: RevisionID
    public var answer: Answer?
    public var isUnknown: Bool
    public var note: String?
}

public struct DisagreementRow: Codable, Sendable, Hashable {
    public var id: ItemID
    public var key: String
    public var preview: String
    public var fields: JSONObject
    public var blobs: [String: BlobReference]
    public var question: String
    public var votes: [Vote]
    /// 0: all but agreed; 1: evenly torn. Of shapes the share of objects in dispute.
    public var score: Double
    /// How far the leading answer is ahead of the next, 0 to 1, by the consensus method of the question; nil of shapes.
    public var margin: Double?
    /// Of shapes only: what people differ on, object by object.
    public var differences: [DifferenceView]?
}

/// One thing people differ on in a picture, so that it can be shown.
public struct DifferenceView: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// At least half of those who saw the item drew it, others did not.
        case missed
        /// Fewer than half drew it.
        case extra
        /// The same place, other labels.
        case label
        /// The same label nearby, but too little overlap to be taken for the same.
        case place
    }

    public struct Mark: Codable, Sendable, Hashable {
        public var login: String
        public var part: Part
    }

    public var kind: Kind
    /// Mean overlap of the marks; nil for one alone.
    public var iou: Double?
    /// x0, y0, x1, y1 around the marks, in pixels.
    public var bounds: [Double]
    public var marks: [Mark]
    /// Who saw the item and has nothing here.
    public var absent: [String]
}

public struct DisagreementPage: Codable, Sendable, Hashable {
    public var items: [DisagreementRow]
    public var total: Int
    /// `after` of the next page.
    public var next: ItemID?
}
