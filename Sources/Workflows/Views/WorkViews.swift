import Records

/// What annotators see of their work.

/// An item as an annotator may see it: without known columns, suggestions' sources or other people's answers.
public struct WorkItem: Codable, Sendable, Hashable {
    public var id: ItemID
    public var key: String
    public var fields: JSONObject
    public var blobs: [String: BlobReference]
    public var metadata: JSONObject
}

public struct WorkDraft: Codable, Sendable, Hashable {
    public var counter: Int
    public var annotation: Annotation
    public var activeSeconds: Double
}

public struct WorkSuggestion: Codable, Sendable, Hashable {
    public var id: SuggestionID
    public var question: String
    public var answer: Answer
    public var score: Double
}

public struct WorkAssignment: Codable, Sendable, Hashable {
    public var assignment: AssignmentID
    public var item: WorkItem
    public var expiresAt: Timestamp
    public var draft: WorkDraft?
    public var suggestions: [WorkSuggestion]
}

public struct NextWork: Codable, Sendable, Hashable {
    public var assignments: [WorkAssignment]
    /// Open slots that are left in the project, whoever may take them; counted no further than 100.
    public var remaining: Int
}

public struct DraftSaved: Codable, Sendable, Hashable { public var counter: Int }
public struct LeaseExtended: Codable, Sendable, Hashable { public var expiresAt: Timestamp }

public struct Submitted: Codable, Sendable, Hashable {
    public var revision: RevisionID
    public var number: Int
}

public struct MyWork: Codable, Sendable, Hashable {
    public struct Leased: Codable, Sendable, Hashable {
        public var assignment: AssignmentID
        public var item: ItemID
        public var key: String
        public var expiresAt: Timestamp
    }

    public struct Returned: Codable, Sendable, Hashable {
        public var item: ItemID
        public var key: String
        public var note: String?
    }

    public struct Project: Codable, Sendable, Hashable {
        public var slug: String
        public var objective: String
        public var purpose: String?
        public var available: Int
        public var leased: [Leased]
        public var submitted: Int
        public var returned: [Returned]
    }

    public var projects: [Project]
}

public struct History: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var id: RevisionID
        public var item: ItemID
        public var key: String
        public var project: String
        public var number: Int
        public var annotation: Annotation
        public var madeAt: Timestamp
        public var activeSeconds: Double
        public var preview: String
        public var fields: JSONObject
        public var blobs: [String: BlobReference]
    }

    public var revisions: [Row]
    public var next: RevisionID?
}
