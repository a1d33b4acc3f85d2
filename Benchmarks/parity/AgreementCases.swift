import Assuring
import Foundation
import Kernels
import Records

/// Cases of coefficients of agreement.
let agreementCases: [ParityCase] = [
    ParityCase("agreement_two_raters", files: ["ratings.csv"]) { try twoRaters(ratings(of: $0)) },
    ParityCase("agreement_panel_complete", files: ["ratings.csv"]) { try panel(ratings(of: $0), isComplete: true) },
    ParityCase("agreement_panel_missing", files: ["ratings.csv"]) { try panel(ratings(of: $0), isComplete: false) },
    ParityCase("agreement_bootstrap", files: ["ratings.csv", "resample_indices.csv"]) { folder in
        try resampled(ratings(of: folder), folder.numbers("resample_indices.csv"))
    },
    ParityCase("agreement_crowd_long", files: ["annotations.csv"]) { try crowd($0.table("annotations.csv")) },
]

/// A column per annotator beside `item`; an item is its row, whatever its name. Classes are the values seen, by value.
private func ratings(of folder: CaseFolder) throws -> VoteTable {
    let table = try folder.table("ratings.csv")
    let columns = table.header.indices.filter { table.header[$0] != "item" }
    var votes: [(item: Int32, annotator: Int32, value: Double)] = []
    for (item, row) in table.rows.enumerated() {
        for (annotator, column) in columns.enumerated() where column < row.count && !row[column].isEmpty && row[column].lowercased() != "nan" {
            guard let value = Double(row[column]) else { throw CaseError("`\(row[column])` in row \(item + 2) is not a number") }
            votes.append((Int32(item), Int32(annotator), value))
        }
    }
    let values = Set(votes.map(\.value)).sorted()
    let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0.element, Int32($0.offset)) })
    return try VoteTable(
        items: votes.map(\.item), annotators: votes.map(\.annotator), classes: votes.map { places[$0.value] ?? 0 },
        itemNames: table.rows.indices.map(String.init), annotatorNames: columns.map { table.header[$0] }, classNames: values.map { "\($0)" })
}

private func twoRaters(_ votes: VoteTable) -> JSONObject {
    let matrix = ConfusionMatrix(votes, 0, 1)
    let (plain, linear, quadratic) = (CohenKappa(), CohenKappa(weights: .linear), CohenKappa(weights: .quadratic))
    let detail = plain.detail(of: matrix)
    return [
        "observed_agreement": .defined(PercentAgreement().agreement(of: votes).value),
        "cohen_kappa": .defined(detail?.kappa),
        "cohen_kappa_linear": .defined(linear.agreement(of: matrix).value),
        "cohen_kappa_quadratic": .defined(quadratic.agreement(of: matrix).value),
        "cohen_se_kappa0": .defined(detail?.standardErrorByChance),
        "cohen_se": .defined(detail?.standardError),
        "cohen_ci_low": .defined(detail?.interval.low),
        "cohen_ci_high": .defined(detail?.interval.high),
        "cohen_max": .defined(detail?.maximum),
        "cohen_z": .defined(detail?.z),
        "cohen_p_two_sided": .defined(detail?.twoSidedP),
        "cohen_linear_se": .defined(linear.agreement(of: matrix).standardError),
        "cohen_quadratic_se": .defined(quadratic.agreement(of: matrix).standardError),
        "scott_pi": .defined(ScottPi().agreement(of: votes).value),
        "bennett_s": .defined(BrennanPrediger().agreement(of: votes).value),
    ]
}

private func panel(_ votes: VoteTable, isComplete: Bool) -> JSONObject {
    let panel = RatingPanel(votes)
    func agreement(_ measure: some AgreementMeasure) -> Agreement { measure.agreement(of: panel, items: votes.allItems) }
    var values: JSONObject = [:]
    for level in [KrippendorffAlpha.Level.nominal, .ordinal, .interval, .ratio] {
        values["krippendorff_alpha_\(level)"] = .defined(agreement(KrippendorffAlpha(level: level)).value)
    }
    if isComplete {
        values["fleiss_kappa"] = .defined(agreement(FleissKappa()).value)
        values["randolph_kappa"] = .defined(agreement(BrennanPrediger()).value)
    }
    let alphas: [AgreementWeights.Scheme: KrippendorffAlpha.Level] = [
        .identity: .nominal, .linear: .linear, .quadratic: .interval, .ordinal: .ordinalWeights, .radical: .radical, .ratio: .ratio,
        .circular: .circular, .bipolar: .bipolar,
    ]
    for scheme in AgreementWeights.Scheme.allCases {
        values["cac_gwet_\(scheme)"] = parts(agreement(GwetAC1(weights: scheme)))
        values["cac_fleiss_\(scheme)"] = parts(agreement(FleissKappa(weights: scheme)))
        values["cac_conger_\(scheme)"] = parts(agreement(CongerKappa(weights: scheme)))
        values["cac_bp_\(scheme)"] = parts(agreement(BrennanPrediger(weights: scheme)))
        if let level = alphas[scheme] { values["cac_krippendorff_\(scheme)"] = parts(agreement(KrippendorffAlpha(level: level))) }
    }
    return values
}

private func parts(_ agreement: Agreement) -> JSONValue {
    .object([
        "value": .defined(agreement.value), "se": .defined(agreement.standardError), "pa": .defined(agreement.observed),
        "pe": .defined(agreement.expected), "p": .defined(agreement.pValue), "low": .defined(agreement.interval?.low),
        "high": .defined(agreement.interval?.high),
    ])
}

/// Kappa of each given draw of items, and the percentiles of what came out.
private func resampled(_ votes: VoteTable, _ draws: [[Double]]) -> JSONObject {
    let kappa = CohenKappa().resampling(RatingPanel(votes))
    let kappas = draws.map { kappa($0.map { Int32($0) }) }
    let interval = Bootstrap.interval(ofValues: kappas.compactMap(\.self))
    return [
        "kappas": .array(kappas.map { .defined($0) }), "percentile_2_5": .defined(interval?.low), "percentile_97_5": .defined(interval?.high),
        "standard_error": .defined(interval?.standardError),
    ]
}

private func crowd(_ table: CaseTable) throws -> JSONObject {
    let (tasks, workers, labels) = try (table.column("task"), table.column("worker"), table.column("label"))
    let votes = try VoteTable(votes: tasks.indices.map { NamedVote(item: tasks[$0], annotator: workers[$0], label: labels[$0]) })
    let majority = try MajorityVote().consensus(of: votes)
    let skills = majority.annotators.map { $0.skill ?? 0 }
    func byWorker(_ values: [Double?]) -> JSONValue {
        var object: JSONObject = [:]
        for (annotator, value) in values.enumerated() { object[votes.annotatorNames[annotator]] = .defined(value) }
        return .object(object)
    }
    let answers = SkilledAnswers(votes, skills: skills)
    return [
        "alpha_krippendorff": .defined(KrippendorffAlpha().agreement(of: votes).value),
        "consistency": .defined(Moments.mean(answers.consistencies(with: majority.winner).compactMap(\.self))),
        "uncertainty_mv_skill": .defined(Moments.mean(answers.uncertaintyOfItems().compactMap(\.self))),
        "uncertainty_by_worker": byWorker(answers.uncertaintyOfAnnotators()),
        "accuracy_on_aggregates": byWorker(majority.annotators.map(\.skill)),
    ]
}
