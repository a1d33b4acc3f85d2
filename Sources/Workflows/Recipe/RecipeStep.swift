import Records

/// One step of a project's recipe: whether it has to run, why, and what came of it.
public struct RecipeStep: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable { case collect, prepare, consensus, augment, ship }

    public enum State: String, Codable, Sendable, CaseIterable {
        case upToDate = "up-to-date"
        /// Its inputs changed; only a plan says so.
        case outOfDate = "out-of-date"
        /// A step it builds on is out of date: whether it has to run shows once that has run.
        case depends
        /// It ran.
        case done
        /// It has nothing to work on yet.
        case waiting
    }

    public var kind: Kind
    /// The source, step, question or folder.
    public var name: String
    public var state: State
    /// Why, in words.
    public var reason: String
    /// What it counted; only of a step that ran.
    public var report: JSONObject?
}

public struct RecipeReport: Codable, Sendable, Hashable {
    public var project: String
    /// Of the definition.
    public var version: Int
    public var steps: [RecipeStep]

    public init(project: String, version: Int, steps: [RecipeStep]) {
        self.project = project
        self.version = version
        self.steps = steps
    }

    public var isUpToDate: Bool { steps.allSatisfy { $0.state == .upToDate || $0.state == .waiting } }
}
