import Assuring
import Records
import Storage

/// How far annotators agree: a coefficient over all, kappa by pairs, and a warning with causes when it is low.

extension Workflows {
    public func agreement(of slug: String, as actor: Actor, question name: String? = nil, measure: String = "krippendorff-alpha") async throws -> AgreementReport {
        guard let measure = AgreementCatalog.named(measure) else { throw WorkflowError.unknown("measure", measure) }
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let question = try Self.question(name, of: project)
            let votes = try QuestionVotes.read(question, of: project.id, connection)
            let logins = try Self.logins(votes.people, connection)
            return Self.report(votes, logins, measure, guidelines: project.guidelines)
        }
    }

    /// The named question, or the first that people agree or disagree on.
    static func question(_ name: String?, of project: ProjectContext) throws -> Question {
        if let name {
            guard let question = project.definition.question(named: name) else { throw WorkflowError.unknown("question", name) }
            return question
        }
        let questions = project.definition.questions
        guard let question = questions.first(where: { $0.kind == .choice }) ?? questions.first else { throw WorkflowError.unknown("question", "") }
        return question
    }

    static func logins(_ people: [PersonID], _ connection: any Connection) throws -> [String] {
        try people.map { try connection.people.find($0)?.login ?? $0.description }
    }

    static func report(_ votes: QuestionVotes, _ logins: [String], _ measure: any AgreementMeasure, guidelines: String) -> AgreementReport {
        let agreement = measure.agreement(of: votes.table)
        let warning = AgreementWarning(agreement, votes: votes.table, guidelines: guidelines)
        return AgreementReport(
            question: votes.question.name, measure: measure.fullName, value: agreement.value, reason: agreement.undefined.map { "\($0)" },
            band: agreement.band?.rawValue, warning: warning.map { ([$0.message] + $0.explanations).joined(separator: ". ") },
            items: agreement.items, pairs: pairs(votes, logins))
    }

    static func pairs(_ votes: QuestionVotes, _ logins: [String]) -> [PairView] {
        let names = votes.table.classNames
        return AnnotatorPairs.table(of: votes.table).map { pair in
            PairView(
                a: logins[Int(pair.first)], b: logins[Int(pair.second)], items: pair.items, value: pair.kappa.value,
                reason: pair.kappa.undefined.map { "\($0)" }, band: pair.kappa.band?.rawValue,
                mostConfused: pair.mostConfused.map { [names[Int($0.first)], names[Int($0.second)]] })
        }
    }
}
