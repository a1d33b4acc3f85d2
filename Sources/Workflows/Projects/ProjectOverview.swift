import Assuring
import Records
import Storage

/// The lead's first page: where the project stands, in one read.

/// How people's answers to one question stand to each other, in the terms of its kind.
struct QuestionReading {
    var report: AgreementReport
    /// Most disputed first, decided or not.
    var disputed: [DisputedItem]
    /// Of each person with the others: share of equal votes, or F1 at an overlap of one half. Who met nobody is not in it.
    var agreement: [PersonID: Double]
    var confusion: Overview.Confusion?
}

extension Workflows {
    public func overview(of slug: String, as actor: Actor) async throws -> Overview {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let question = try Self.comparedQuestion(nil, of: project)
            let reading = try Self.reading(question, in: project, connection)
            let report = reading.report
            let decided = try Self.decided(question, in: project.id, connection)
            let sources = try connection.sources.all(of: project.id)
            let perSource = try connection.items.countsBySource(sources.map(\.id))
            return Overview(
                counts: try Self.counts(of: project, disagreements: reading.disputed.count { !decided.contains($0.item) }, connection),
                agreement: AgreementView(
                    question: question.name, measure: report.measure, value: report.value, reason: report.reason, band: report.band, items: report.items,
                    overlap: report.overlap),
                kappa: report.pairs, warning: report.warning, labels: try Self.labels(of: project, connection),
                people: try Self.people(of: project, reading.agreement, connection), confusion: reading.confusion,
                daily: try connection.revisions.dailyCounts(of: project.id).map { Overview.Day(day: $0.day, items: $0.items) },
                sources: sources.map { Overview.SourceRow(name: $0.name, kind: $0.kind, licence: $0.licence, items: perSource[$0.id] ?? 0) })
        }
    }

    /// One pass over the current answers of people.
    static func reading(_ question: Question, in project: ProjectContext, _ connection: any Connection) throws -> QuestionReading {
        switch try FittingMeasure(nil, for: question) {
        case .votes(let measure):
            let votes = try QuestionVotes.read(question, of: project.id, connection)
            let agreement = LeaveOneOut.agreement(votes.table)
            return QuestionReading(
                report: glance(votes, try logins(votes.people, connection), measure, guidelines: project.guidelines), disputed: disputed(votes),
                agreement: Dictionary(uniqueKeysWithValues: zip(votes.people, agreement).compactMap { person, share in share.map { (person, $0) } }),
                confusion: confusion(votes))
        case .drawings(let measure):
            let survey = try DrawingSurvey.read(question, in: project, connection)
            return QuestionReading(
                report: survey.report(measure, try logins(connection), pilot: project.definition.labelling.pilot),
                disputed: DisputedItem.ranked(survey.disputed), agreement: survey.people.compactMapValues { $0.tally.f1(at: 0.5) },
                confusion: survey.confusionView)
        }
    }

    private static func counts(of project: ProjectContext, disagreements: Int, _ connection: any Connection) throws -> Overview.Counts {
        let counts = try connection.projects.counts(of: project.id, rules: taught)
        return Overview.Counts(
            items: counts.items, ready: counts.byState[.ready] ?? 0, quarantined: counts.byState[.quarantined] ?? 0, rejected: counts.byState[.rejected] ?? 0,
            submitted: counts.submitted, settled: counts.settled, taught: counts.settledByRules, disagreements: disagreements, suggested: counts.suggested)
    }

    private static func labels(of project: ProjectContext, _ connection: any Connection) throws -> [Overview.LabelCount] {
        try project.definition.questions.filter { $0.kind == .choice || $0.kind.hasParts }.flatMap { question in
            let counts = question.kind.hasParts
                ? try connection.settled.countsByPartLabel(of: project.id, question: question.name)
                : try connection.settled.countsByLabel(of: project.id, question: question.name)
            return question.labels.map { Overview.LabelCount(question: question.name, label: $0.name, count: counts[$0.name] ?? 0, quota: $0.quota) }
        }
    }

    static func people(of project: ProjectContext, _ agreement: [PersonID: Double], _ connection: any Connection) throws -> [Overview.PersonRow] {
        try connection.revisions.statistics(of: project.id).map { row in
            let person = try connection.people.find(row.person)
            return Overview.PersonRow(
                login: person?.login ?? row.person.description, name: person?.name ?? "?", items: row.items, medianSeconds: row.medianSeconds,
                agreement: agreement[row.person])
        }
    }

    /// nil until two people have met on an item, or when classes are too many to show.
    private static func confusion(_ votes: QuestionVotes) -> Overview.Confusion? {
        guard votes.question.kind == .choice, votes.table.classCount <= 40 else { return nil }
        let pooled = ConfusionMatrix.pooled(votes.table)
        guard pooled.total > 0 else { return nil }
        let counts = (0..<pooled.classCount).map { row in (0..<pooled.classCount).map { pooled[row, $0] } }
        return Overview.Confusion(labels: votes.table.classNames, counts: counts)
    }

    public func members(of slug: String, as actor: Actor) async throws -> MemberList {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let reading = try Self.reading(try Self.comparedQuestion(nil, of: project), in: project, connection)
            let rows = try Self.people(of: project, reading.agreement, connection)
            let byLogin = Dictionary(rows.map { ($0.login, $0) }) { first, _ in first }
            return MemberList(people: try connection.memberships.members(of: project.id).map { person, role in
                let row = byLogin[person.login]
                return MemberRow(login: person.login, name: person.name, role: role, items: row?.items ?? 0, medianSeconds: row?.medianSeconds, agreement: row?.agreement)
            })
        }
    }
}

/// Share of a person's votes that equal another person's vote on the same item: nil where they met nobody.
enum LeaveOneOut {
    static func agreement(_ votes: VoteTable) -> [Double?] {
        var equal = [Int](repeating: 0, count: votes.annotatorCount)
        var met = [Int](repeating: 0, count: votes.annotatorCount)
        for item in votes.allItems {
            let range = votes.votes(ofItem: item)
            for one in range {
                for other in range where other != one {
                    met[Int(votes.annotators[one])] += 1
                    if votes.classes[one] == votes.classes[other] { equal[Int(votes.annotators[one])] += 1 }
                }
            }
        }
        return met.indices.map { met[$0] == 0 ? nil : Double(equal[$0]) / Double(met[$0]) }
    }
}
