import Assuring
import Foundation
import Kernels
import Records
import Storage

/// How far annotators agree: a coefficient over all, figures by pairs, and a warning with causes when it is low.

/// A measure that fits the kind of a question.
enum FittingMeasure {
    case votes(any AgreementMeasure)
    case drawings(any PartAgreementMeasure)

    /// The one of that name, or the usual one for the kind of question.
    ///
    /// - Throws: `measure.unknown`, or `measure.unfit` for one that compares other answers.
    init(_ name: String?, for question: Question) throws {
        let (votes, drawings) = (name.flatMap(AgreementCatalog.named), name.flatMap(PartAgreementCatalog.named))
        if let name, votes == nil, drawings == nil { throw WorkflowError.unknown("measure", name) }
        if question.isComparedByArea {
            guard votes == nil else { throw Self.unfit(votes!.fullName, "votes", question, PartAgreementCatalog.allVariants.map(\.fullName)) }
            self = .drawings(drawings ?? OverlapF1())
        } else {
            guard drawings == nil else { throw Self.unfit(drawings!.fullName, "shapes", question, AgreementCatalog.allVariants.map(\.fullName)) }
            self = .votes(votes ?? KrippendorffAlpha())
        }
    }

    /// A measure of numbers; nil for any other name. Asked for by name only: ratings are compared as votes unless somebody says otherwise.
    static func ofNumbers(_ name: String?, for question: Question) throws -> (any NumberAgreementMeasure)? {
        guard let name, let measure = NumberAgreementCatalog.named(name) else { return nil }
        guard question.kind == .rating || question.kind == .number else {
            throw unfit(measure.fullName, "numbers", question, question.isComparedByArea ? PartAgreementCatalog.allVariants.map(\.fullName) : AgreementCatalog.allVariants.map(\.fullName))
        }
        return measure
    }

    private static func unfit(_ name: String, _ compared: String, _ question: Question, _ fitting: [String]) -> WorkflowError {
        WorkflowError(
            .badInput, "measure.unfit", "`\(name)` compares \(compared), and `\(question.name)` is a `\(question.kind.rawValue)` question",
            hint: "those that fit are " + fitting.map { "`\($0)`" }.joined(separator: ", "))
    }
}

extension Workflows {
    /// - Parameters:
    ///   - measure: a name of the catalogue that fits the question; left out, Krippendorff's alpha for votes and F1 at an
    ///     overlap of one half for shapes.
    ///   - resampling: of votes, for an interval that needs no formula.
    public func agreement(
        of slug: String, as actor: Actor, question name: String? = nil, measure: String? = nil, resampling: Resampling? = nil
    ) async throws -> AgreementReport {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let question = try Self.comparedQuestion(name, of: project)
            if let measure = try FittingMeasure.ofNumbers(measure, for: question) {
                let numbers = try QuestionNumbers.read(question, of: project.id, connection)
                return AgreementReport(numbers.table, try Self.logins(numbers.people, connection), by: measure, question: question.name, resampling)
            }
            switch try FittingMeasure(measure, for: question) {
            case .votes(let measure):
                let votes = try QuestionVotes.read(question, of: project.id, connection)
                return Self.report(votes, try Self.logins(votes.people, connection), measure, guidelines: project.guidelines, resampling)
            case .drawings(let measure):
                let survey = try DrawingSurvey.read(question, in: project, connection)
                return survey.report(measure, try Self.logins(connection), pilot: project.definition.labelling.pilot)
            }
        }
    }

    /// The named question, or the first that people agree or disagree on: a choice or a drawn one.
    static func comparedQuestion(_ name: String?, of project: ProjectContext) throws -> Question {
        try question(name ?? project.definition.questions.first { $0.kind == .choice || $0.isComparedByArea }?.name, of: project)
    }

    /// The named question, or the first choice.
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

    /// All of it: with what is confused, by class and by annotator.
    static func report(
        _ votes: QuestionVotes, _ logins: [String], _ measure: any AgreementMeasure, guidelines: String, _ resampling: Resampling? = nil
    ) -> AgreementReport {
        var report = glance(votes, logins, measure, guidelines: guidelines, resampling)
        report.confusion = ConfusionView(votes.table)
        report.classes = ClassAgreementView.table(votes.table)
        report.annotators = AnnotatorAgreementView.table(votes.table, logins)
        return report
    }

    /// The figure, its pairs and its warning: what an overview shows, each time it is opened.
    static func glance(
        _ votes: QuestionVotes, _ logins: [String], _ measure: any AgreementMeasure, guidelines: String, _ resampling: Resampling? = nil
    ) -> AgreementReport {
        let agreement = resampling?.agreement(measure, of: votes.table) ?? measure.agreement(of: votes.table)
        let warning = AgreementWarning(agreement, votes: votes.table, guidelines: guidelines)
        return AgreementReport(
            question: votes.question.name, measure: measure.fullName, value: agreement.value, reason: agreement.undefined.map { "\($0)" },
            band: agreement.band?.rawValue, warning: warning.map { ([$0.message] + $0.explanations).joined(separator: ". ") },
            items: agreement.items, pairs: pairs(votes, logins), observed: agreement.observed, expected: agreement.expected,
            standardError: agreement.standardError,
            interval: agreement.interval.map { IntervalView(low: $0.low, high: $0.high, method: resampling == nil ? .formula : .bootstrap) },
            pValue: agreement.pValue)
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

/// Items drawn again and again, for an interval without a formula.
public struct Resampling: Sendable, Hashable {
    public var rounds: Int
    public var seed: UInt64

    public init(rounds: Int, seed: UInt64) {
        self.rounds = rounds
        self.seed = seed
    }

    var bootstrap: Bootstrap { Bootstrap(rounds: rounds, seed: seed) }

    func agreement(_ measure: any AgreementMeasure, of votes: VoteTable) -> Agreement {
        let (found, interval) = measure.bootstrapped(of: votes, bootstrap, threads: ProcessInfo.processInfo.activeProcessorCount)
        var agreement = found
        // Where no round has a value there is no interval, and the formula's must not pass for one.
        if interval == nil { agreement.interval = nil }
        return agreement
    }
}
