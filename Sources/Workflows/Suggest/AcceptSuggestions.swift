import Records
import Storage
import Suggesting

/// Taking a model's word where it is sure enough (P04).

public struct AcceptReport: Codable, Sendable, Hashable {
    public var question: String
    public var above: Double
    public var accepted: Int
    public var needsReview: Int
}

extension Workflows {
    /// Accepts open suggestions strictly above the threshold: each becomes a revision whose origin is the policy.
    public func acceptSuggestions(in slug: String, as actor: Actor, question name: String? = nil, above threshold: Double = 0.95) async throws -> AcceptReport {
        guard (0...1).contains(threshold) else { throw WorkflowError(.badInput, "accept.threshold", "a threshold lies between 0 and 1, not at \(threshold)") }
        let project = try await project(slug, as: actor, needs: .manageProject)
        let question = try Self.learnable(name, of: project)
        let policy = AcceptancePolicy(threshold: threshold)
        let (sure, unsure) = try await store.read { connection -> ([Suggestion], Int) in
            var sure: [Suggestion] = []
            var unsure = 0
            try connection.suggestions.forEachOpen(of: project.id, question: question.name) { suggestion in
                if case .accept = policy.decide(label: suggestion.answer.words, confidence: suggestion.score) { sure.append(suggestion) } else { unsure += 1 }
                return true
            }
            return (sure, unsure)
        }
        for start in stride(from: 0, to: sure.count, by: 1000) {
            let piece = Array(sure[start..<min(start + 1000, sure.count)])
            try await store.writeBulk { [store] connection in try Self.accept(piece, project, store, connection) }
        }
        try await audit(actor, "suggestion.accept", "\(slug)/\(question.name)", ["above": .double(threshold), "accepted": .int(Int64(sure.count))])
        return AcceptReport(question: question.name, above: threshold, accepted: sure.count, needsReview: unsure)
    }

    private static func accept(_ suggestions: [Suggestion], _ project: ProjectContext, _ store: Store, _ connection: any Connection) throws {
        for suggestion in suggestions {
            let number = try connection.revisions.nextNumber(item: suggestion.item, stage: .policy, author: nil)
            try connection.revisions.insert(Revision(
                id: store.ids.next(), item: suggestion.item, stage: .policy, author: nil, number: number, origin: .policy(suggestion: suggestion.id),
                annotation: Annotation(answers: [suggestion.question: suggestion.answer]), definitionVersion: project.version, madeAt: store.now()), in: project.id)
            try settle(suggestion.item, in: project, store, connection)
        }
        try connection.suggestions.setState(.accepted, of: suggestions.map(\.id))
    }
}
