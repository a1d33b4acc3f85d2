import Preparing
import Records
import Storage

public typealias ProjectCoverage = CoverageReport

extension Workflows {
    /// How far the ready items cover the environments of the definition crossed with the labels that count for a question,
    /// what lacks of its quotas, and what to collect next.
    ///
    /// An environment is the metadata of its name. Without a question, that of the first one with labels; a definition with
    /// neither environments nor labels covers nothing.
    public func coverage(of slug: String, as actor: Actor, question name: String? = nil) async throws -> ProjectCoverage {
        let project = try await project(slug, as: actor, needs: .readProject)
        let question = name ?? project.definition.labelledQuestion
        var count = CoverageCount(try Self.target(project.definition, question))
        let environments = project.definition.environments.keys.sorted()
        try await store.forEachBatch(of: project.id, .ready) { [store] batch in
            let labels = question == nil ? [:] : try await store.read { connection in
                try connection.settled.find(batch.map(\.id)).mapValues { settled in settled.first { $0.question == question }.map { Self.labels($0.answer) } ?? [] }
            }
            for item in batch { count.add(environments.map { axis in item.metadata[axis]?.string.map { [$0] } ?? [] } + (question == nil ? [] : [labels[item.id] ?? []])) }
        }
        return count.report()
    }

    private static func target(_ definition: TaskDefinition, _ question: String?) throws -> CoverageTarget {
        do { return try CoverageTarget(definition, question: question) } catch {
            throw WorkflowError(.unprocessable, error.code, error.message, hint: error.hint, findings: [error])
        }
    }

    /// Of a choice its label, of several choices each, of parts every label that occurs.
    static func labels(_ answer: Answer) -> [String] {
        switch answer {
        case .choice(let label): [label]
        case .choices(let labels): labels
        case .parts(let parts): Set(parts.flatMap(\.labels)).sorted()
        default: []
        }
    }
}
