import Records

/// What a person says of labels that are probably wrong, and what became of it.

/// A person's word on a suspected label.
public enum SuspectWord: String, Codable, Sendable, CaseIterable {
    /// The suggestion is right: it is what counts from now on.
    case accept
    /// The label given is right: it counts, and the item is not suspected again.
    case keep
    /// Somebody who has not had the item labels it afresh.
    case relabel
}

/// A suspected label as the caller saw it. What has changed since is not judged.
public struct Suspect: Codable, Sendable, Hashable {
    public var id: ItemID
    public var given: String
    /// Needed to accept.
    public var suggested: String?

    public init(id: ItemID, given: String, suggested: String? = nil) {
        self.id = id
        self.given = given
        self.suggested = suggested
    }
}

public struct SuspectsJudged: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var id: ItemID
        /// The decision, or the place that was opened: what `undo` takes.
        public var revision: RevisionID?
        public var slot: SlotID?
    }

    public struct LeftOut: Codable, Sendable, Hashable {
        public var id: ItemID
        public var reason: String
    }

    public var question: String
    public var word: SuspectWord
    public var judged: [Row]
    public var leftOut: [LeftOut]
    /// Of items sent to be labelled afresh, those that every annotator of the project has had.
    public var withoutAnnotator: Int

    public init(question: String, word: SuspectWord, judged: [Row], leftOut: [LeftOut], withoutAnnotator: Int) {
        self.question = question
        self.word = word
        self.judged = judged
        self.leftOut = leftOut
        self.withoutAnnotator = withoutAnnotator
    }
}

public struct SuspectsUndone: Codable, Sendable, Hashable {
    public var undone: Int
    /// Decisions that were made anew since, and places that somebody has taken.
    public var leftOut: Int
}
