import Assuring
import Foundation
import Labeling
import Records
import Storage

/// One consensus method over all votes of a project: who tends to be right, and which answers count.

public struct ConsensusReport: Codable, Sendable, Hashable {
    public struct AnnotatorRow: Codable, Sendable, Hashable {
        public var login: String
        public var votes: Int
        public var skill: Double?
    }

    public var question: String
    public var method: String
    /// Items whose answer counts after the run by what people said, among those with votes.
    public var settled: Int
    /// Items with votes that people have not settled; what a model or a source said may count meanwhile.
    public var open: Int
    /// Those of the open ones that fewer people have answered than the policy asks.
    public var waiting: Int
    public var iterations: Int
    public var stopped: String
    public var annotators: [AnnotatorRow]
}

extension Workflows {
    public func runConsensus(_ slug: String, as actor: Actor, method name: String? = nil, question questionName: String? = nil) async throws -> ConsensusReport {
        let definitions = definitions
        let (project, votes, logins) = try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .manageProject, connection)
            let question = try Self.question(questionName, of: project)
            let votes = try QuestionVotes.read(question, of: project.id, connection)
            return (project, votes, try Self.logins(votes.people, connection))
        }
        let declared = Self.settings(of: votes.question, in: project.definition)?["method"]?.string
        let wanted = name ?? (votes.question.kind == .choice ? declared : nil) ?? "majority"
        guard var method = ConsensusCatalog.named(wanted) else { throw WorkflowError.unknown("method", wanted) }
        method.ties = .unresolved
        guard !votes.table.isEmpty else {
            throw WorkflowError(.badInput, "consensus.no-votes", "nobody has answered `\(votes.question.name)` yet", hint: "label some items first")
        }
        let consensus = try method.consensus(of: votes.table)
        let (settled, waiting) = try await settle(votes, consensus, project)
        let report = ConsensusReport(
            question: votes.question.name, method: consensus.method, settled: settled, open: votes.items.count - settled, waiting: waiting, iterations: consensus.iterations,
            stopped: consensus.stopReason.rawValue,
            annotators: consensus.annotators.map { .init(login: logins[Int($0.annotator)], votes: $0.votes, skill: $0.skill) })
        try await keep(report, consensus, project, actor)
        events.send("settled", in: slug, ["question": .string(votes.question.name), "settled": .int(Int64(settled))])
        return report
    }

    /// Writes the run's outcome in pieces; how many items people have settled, and how many wait for more of them.
    private func settle(_ votes: QuestionVotes, _ consensus: Consensus, _ project: ProjectContext) async throws -> (settled: Int, waiting: Int) {
        var counts = (settled: 0, waiting: 0)
        for start in stride(from: 0, to: votes.items.count, by: 2000) {
            let piece = start..<min(start + 2000, votes.items.count)
            let added = try await store.writeBulk { [store] connection in
                try Self.settle(piece, votes, consensus, project, store, connection)
            }
            counts = (counts.settled + added.settled, counts.waiting + added.waiting)
        }
        return counts
    }

    private static func settle(
        _ piece: Range<Int>, _ votes: QuestionVotes, _ consensus: Consensus, _ project: ProjectContext, _ store: Store, _ connection: any Connection
    ) throws -> (settled: Int, waiting: Int) {
        let question = votes.question
        var counts = (settled: 0, waiting: 0)
        var answers: [SettledAnswer] = []
        var facts: [SlotFacts] = []
        let items = Dictionary(uniqueKeysWithValues: try connection.items.find(piece.map { votes.items[$0] }).map { ($0.id, $0) })
        for place in piece {
            let item = votes.items[place]
            let revisions = try connection.revisions.all(of: item)
            let verdicts = try connection.verdicts.all(of: item)
            let voters = CurrentRevisions(revisions, verdicts: verdicts).voters
            let answer = Settling.settle(
                question: question, item: item, revisions: revisions, verdicts: verdicts, consensus: outcome(place, votes, consensus, voters),
                policy: project.definition.labelling, bar: bar(of: question, in: project.definition),
                isReviewAsked: try isReviewAsked(of: item, revisions, project, connection))
            if let answer, taught.contains(answer.rule) {
                counts.settled += 1
            } else if voters.count < max(1, project.definition.labelling.overlapFrom) {
                counts.waiting += 1
            }
            if let answer { answers.append(answer) } else { try connection.settled.remove([item], question: question.name) }
            if let found = items[item], needsPlan(project, revisions, verdicts) {
                let posterior = consensus.confidence(ofItem: place).map { [question.name: $0] } ?? [:]
                facts.append(SlotFacts(item: found, revisions: revisions, verdicts: verdicts, posteriors: posterior))
            }
        }
        try connection.settled.save(answers, in: project.id, at: store.now())
        try planSlots(facts, in: project, store, connection)
        return counts
    }

    private static func outcome(_ item: Int, _ votes: QuestionVotes, _ consensus: Consensus, _ voters: [Revision]) -> ConsensusOutcome? {
        let winner = consensus.winner[item]
        guard winner >= 0, let posterior = consensus.confidence(ofItem: item) else { return nil }
        let comparable = votes.answers[Int(winner)]
        let agreeing = voters.filter { $0.annotation.answers[votes.question.name]?.comparable == comparable }
        // The answer as somebody gave it, with the ids of its parts.
        let answer = agreeing.first?.annotation.answers[votes.question.name] ?? comparable
        return ConsensusOutcome(
            answer: answer, posterior: posterior, method: consensus.method, votes: votes.table.votes(ofItem: Int32(item)).count,
            agreeing: agreeing.count, revisions: agreeing.map(\.id))
    }

    private func keep(_ report: ConsensusReport, _ consensus: Consensus, _ project: ProjectContext, _ actor: Actor) async throws {
        let details = try JSONValue(encoding: report).object ?? [:]
        try await store.write { [store] connection in
            try connection.consensusRuns.insert(ConsensusRun(
                id: store.ids.next(), project: project.id, question: report.question, method: report.method, parameters: consensus.parameters,
                report: details, madeAt: store.now()))
            try connection.audit.append(actor: actor.name, action: "consensus.run", subject: "\(project.slug)/\(report.question)", details: ["method": .string(report.method)], at: store.now())
        }
    }
}
