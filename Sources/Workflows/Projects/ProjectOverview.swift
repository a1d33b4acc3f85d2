import Assuring
import Records
import Storage

/// The lead's first page: where the project stands, in one read.

extension Workflows {
    public func overview(of slug: String, as actor: Actor) async throws -> Overview {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let question = try Self.question(nil, of: project)
            let votes = try QuestionVotes.read(question, of: project.id, connection)
            let logins = try Self.logins(votes.people, connection)
            let report = Self.report(votes, logins, KrippendorffAlpha(), guidelines: project.guidelines)
            let sources = try connection.sources.all(of: project.id)
            let perSource = try connection.items.countsBySource(sources.map(\.id))
            return Overview(
                counts: try Self.counts(of: project, votes, connection),
                agreement: AgreementView(question: question.name, measure: report.measure, value: report.value, reason: report.reason, band: report.band, items: report.items),
                kappa: report.pairs, warning: report.warning, labels: try Self.labels(of: project, connection),
                people: try Self.people(of: project, votes, connection), confusion: Self.confusion(votes),
                daily: try connection.revisions.dailyCounts(of: project.id).map { Overview.Day(day: $0.day, items: $0.items) },
                sources: sources.map { Overview.SourceRow(name: $0.name, kind: $0.kind, licence: $0.licence, items: perSource[$0.id] ?? 0) })
        }
    }

    private static func counts(of project: ProjectContext, _ votes: QuestionVotes, _ connection: any Connection) throws -> Overview.Counts {
        let counts = try connection.projects.counts(of: project.id, rules: taught)
        return Overview.Counts(
            items: counts.items, ready: counts.byState[.ready] ?? 0, quarantined: counts.byState[.quarantined] ?? 0, rejected: counts.byState[.rejected] ?? 0,
            submitted: counts.submitted, settled: counts.settled, taught: counts.settledByRules, disagreements: try undecided(votes, project, connection).count, suggested: counts.suggested)
    }

    private static func labels(of project: ProjectContext, _ connection: any Connection) throws -> [Overview.LabelCount] {
        try project.definition.questions.filter { $0.kind == .choice }.flatMap { question in
            let counts = try connection.settled.countsByLabel(of: project.id, question: question.name)
            return question.labels.map { Overview.LabelCount(question: question.name, label: $0.name, count: counts[$0.name] ?? 0, quota: $0.quota) }
        }
    }

    static func people(of project: ProjectContext, _ votes: QuestionVotes, _ connection: any Connection) throws -> [Overview.PersonRow] {
        let agreement = LeaveOneOut.agreement(votes.table)
        return try connection.revisions.statistics(of: project.id).map { row in
            let person = try connection.people.find(row.person)
            let place = votes.people.firstIndex(of: row.person)
            return Overview.PersonRow(
                login: person?.login ?? row.person.description, name: person?.name ?? "?", items: row.items, medianSeconds: row.medianSeconds,
                agreement: place.flatMap { agreement[$0] })
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
            let votes = try QuestionVotes.read(try Self.question(nil, of: project), of: project.id, connection)
            let rows = try Self.people(of: project, votes, connection)
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
