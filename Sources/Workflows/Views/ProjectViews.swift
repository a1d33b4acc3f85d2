import Records

/// What the skins show of projects. Names of the JSON keys are the API's.

public struct CountsView: Codable, Sendable, Hashable {
    public var items: Int
    public var ready: Int
    /// Items with at least one submitted annotation.
    public var done: Int
    /// Slots that still wait for somebody.
    public var open: Int
}

public struct ProjectSummary: Codable, Sendable, Hashable {
    public var slug: String
    public var objective: String
    public var media: Media
    public var role: Role
    public var counts: CountsView
}

public struct ProjectList: Codable, Sendable, Hashable {
    public var projects: [ProjectSummary]
}

public struct ProjectDetail: Codable, Sendable, Hashable {
    public var slug: String
    public var version: Int
    public var definition: TaskDefinition
    public var guidelines: String
    public var role: Role
}

public struct DefinitionApplied: Codable, Sendable, Hashable {
    public var slug: String
    public var version: Int
    /// Lines in words; empty when nothing changed.
    public var changes: [String]
    /// Warnings and notes of the file.
    public var findings: [Finding]
    /// Still to do: the places of a large project are planned anew, because the labelling policy has changed.
    public var job: JobID?
}

/// The lead's first page.
public struct Overview: Codable, Sendable, Hashable {
    public struct Counts: Codable, Sendable, Hashable {
        public var items: Int
        public var ready: Int
        public var quarantined: Int
        public var rejected: Int
        public var submitted: Int
        public var settled: Int
        /// Items settled by what people said: those a model learns from.
        public var taught: Int
        public var disagreements: Int
        public var suggested: Int
    }

    /// Settled answers with a label, or of a question answered by parts, settled parts with it.
    public struct LabelCount: Codable, Sendable, Hashable {
        public var question: String
        public var label: String
        public var count: Int
        public var quota: Int?
    }

    public struct PersonRow: Codable, Sendable, Hashable {
        public var login: String
        public var name: String
        public var items: Int
        public var medianSeconds: Double?
        /// Share of votes equal to the others' on items with more than one; of shapes F1 at an overlap of one half.
        public var agreement: Double?
    }

    public struct Confusion: Codable, Sendable, Hashable {
        public var labels: [String]
        /// Two annotators' labels of one item, or of one object both drew, each pair once: the row is the label declared first, the column the other.
        public var counts: [[Int]]
    }

    public struct Day: Codable, Sendable, Hashable {
        /// `YYYY-MM-DD`, UTC.
        public var day: String
        public var items: Int
    }

    public struct SourceRow: Codable, Sendable, Hashable {
        public var name: String
        public var kind: String
        public var licence: Licence?
        public var items: Int
    }

    public var counts: Counts
    public var agreement: AgreementView?
    public var kappa: [PairView]
    public var warning: String?
    public var labels: [LabelCount]
    public var people: [PersonRow]
    public var confusion: Confusion?
    public var daily: [Day]
    public var sources: [SourceRow]
}
