import Records

/// An immutable state of a project. Its own hash names it; `tree` names the content alone, so two commits of the same
/// content have the same tree whoever made them and when.
public struct Commit: Sendable, Hashable, Codable {
    public struct Counts: Sendable, Hashable, Codable {
        public var items: Int
        public var answers: Int
        public var revisions: Int
        public init(items: Int = 0, answers: Int = 0, revisions: Int = 0) {
            self.items = items
            self.answers = answers
            self.revisions = revisions
        }
    }

    /// Grammar of the objects below it.
    public var grammar: Int64 = 1
    public var parent: String?
    public var tree: String
    /// Root of the pages with the times of revisions.
    public var times: String
    public var message: String
    public var author: String
    public var time: Timestamp
    public var counts: Counts

    public init(parent: String?, tree: String, times: String, message: String, author: String, time: Timestamp, counts: Counts) {
        self.parent = parent
        self.tree = tree
        self.times = times
        self.message = message
        self.author = author
        self.time = time
        self.counts = counts
    }
}

/// What a commit's `tree` names: definition, items with settled answers, revisions.
public struct Tree: Sendable, Hashable, Codable {
    public var grammar: Int64 = 1
    public var definition: String
    public var items: String
    public var revisions: String

    public init(definition: String, items: String, revisions: String) {
        self.definition = definition
        self.items = items
        self.revisions = revisions
    }
}
