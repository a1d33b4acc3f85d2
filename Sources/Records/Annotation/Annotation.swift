/// What one annotator says about one item: answers by question, and what was left open on purpose.
public struct Annotation: Sendable, Hashable, Codable {
    /// Question name -> answer.
    public var answers: [String: Answer]
    /// Questions answered with "I don't know".
    public var unknown: Set<String>
    public var flags: [String]
    public var note: String?

    public init(answers: [String: Answer] = [:], unknown: Set<String> = [], flags: [String] = [], note: String? = nil) {
        self.answers = answers
        self.unknown = unknown
        self.flags = flags
        self.note = note
    }

    /// The questions it says something about, "I don't know" included.
    public var spokenOf: Set<String> { unknown.union(answers.keys) }
}

/// Who or what made a revision.
public enum Origin: Sendable, Hashable, Codable {
    case person
    case model(name: String, version: String)
    case rule(String)
    case imported(source: SourceID)
    /// A policy accepted this suggestion.
    case policy(suggestion: SuggestionID)
    case restored(commit: String)
}

/// Why a revision was made; with the author it decides which answer counts.
public enum Stage: String, Sendable, Codable, CaseIterable {
    case label, review, adjudication, gold, imported, policy
}

/// One immutable state of one author's annotation of one item.
public struct Revision: Sendable, Hashable, Codable {
    public var id: RevisionID
    public var item: ItemID
    public var stage: Stage
    /// nil when no person made it.
    public var author: PersonID?
    /// Counts from 1 within item, stage and author.
    public var number: Int
    public var origin: Origin
    public var annotation: Annotation
    public var definitionVersion: Int
    public var activeSeconds: Double
    public var madeAt: Timestamp

    public init(
        id: RevisionID, item: ItemID, stage: Stage, author: PersonID?, number: Int, origin: Origin,
        annotation: Annotation, definitionVersion: Int, activeSeconds: Double = 0, madeAt: Timestamp
    ) {
        self.id = id
        self.item = item
        self.stage = stage
        self.author = author
        self.number = number
        self.origin = origin
        self.annotation = annotation
        self.definitionVersion = definitionVersion
        self.activeSeconds = activeSeconds
        self.madeAt = madeAt
    }
}

/// Answers from a model, a rule or an earlier annotation; not an annotation until accepted.
public struct Suggestion: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable { case open, accepted, corrected, rejected, replaced }
    public var id: SuggestionID
    public var item: ItemID
    public var question: String
    public var answer: Answer
    /// Probability in [0, 1].
    public var score: Double
    /// For choices: probability of each label in the order of the definition.
    public var probabilities: [Double]?
    public var model: String
    public var version: String
    public var state: State

    public init(
        id: SuggestionID, item: ItemID, question: String, answer: Answer, score: Double,
        probabilities: [Double]? = nil, model: String, version: String, state: State = .open
    ) {
        self.id = id
        self.item = item
        self.question = question
        self.answer = answer
        self.score = score
        self.probabilities = probabilities
        self.model = model
        self.version = version
        self.state = state
    }
}

public struct Verdict: Sendable, Hashable, Codable {
    public enum Outcome: String, Sendable, Codable, CaseIterable { case accept, fix, `return` }
    public var id: VerdictID
    public var revision: RevisionID
    public var reviewer: PersonID
    public var outcome: Outcome
    /// The reviewer's own revision when the outcome is `fix`.
    public var fix: RevisionID?
    public var note: String?
    public var madeAt: Timestamp

    public init(id: VerdictID, revision: RevisionID, reviewer: PersonID, outcome: Outcome, fix: RevisionID? = nil, note: String? = nil, madeAt: Timestamp) {
        self.id = id
        self.revision = revision
        self.reviewer = reviewer
        self.outcome = outcome
        self.fix = fix
        self.note = note
        self.madeAt = madeAt
    }
}

/// The answer that counts for one question of one item, and which rule made it count.
public struct SettledAnswer: Sendable, Hashable, Codable {
    /// In order of precedence.
    public enum Rule: String, Sendable, Codable, CaseIterable {
        case adjudication, review, consensus, single, policy, imported
    }
    public var item: ItemID
    public var question: String
    public var answer: Answer
    public var rule: Rule
    /// In words: "2 of 2 agree (dawid-skene, 0.98)".
    public var reason: String
    /// The revisions it rests on.
    public var revisions: [RevisionID]
    public var posterior: Double?

    public init(item: ItemID, question: String, answer: Answer, rule: Rule, reason: String, revisions: [RevisionID], posterior: Double? = nil) {
        self.item = item
        self.question = question
        self.answer = answer
        self.rule = rule
        self.reason = reason
        self.revisions = revisions
        self.posterior = posterior
    }
}
