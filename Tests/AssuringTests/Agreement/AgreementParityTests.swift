import Foundation
import Kernels
import Testing

@testable import Assuring

/// Against scikit-learn, statsmodels, krippendorff, irrCAC and crowd-kit on the reference cases.
@Suite("Parity of agreement")
struct AgreementParityTests {
    /// A CSV with a column per annotator; items keep their row's place.
    static func panel(_ url: URL) throws -> VoteTable {
        let rows = try SharedData.rows(url)
        var votes: [NamedVote] = []
        for (place, row) in rows.enumerated() {
            for annotator in row.keys.sorted() where annotator != "item" && row[annotator] != "" {
                let label = String(Int(Double(row[annotator] ?? "") ?? .nan))
                votes.append(NamedVote(item: String(format: "%05d", place), annotator: annotator, label: label))
            }
        }
        return try VoteTable(votes: votes)
    }

    @Test("two raters")
    func twoRaters() throws {
        guard let reference = try ParityCase("agreement_two_raters") else { return }
        let votes = try Self.panel(reference.file("ratings.csv"))
        let matrix = ConfusionMatrix(votes, 0, 1)
        let plain = try #require(CohenKappa().detail(of: matrix))
        let linear = try #require(CohenKappa(weights: .linear).detail(of: matrix))
        let quadratic = try #require(CohenKappa(weights: .quadratic).detail(of: matrix))
        reference.compare("observed_agreement", PercentAgreement().agreement(of: votes).value)
        reference.compare("cohen_kappa", plain.kappa)
        reference.compare("cohen_kappa_linear", linear.kappa)
        reference.compare("cohen_kappa_quadratic", quadratic.kappa)
        reference.compare("cohen_se_kappa0", plain.standardErrorByChance)
        reference.compare("cohen_se", plain.standardError)
        reference.compare("cohen_ci_low", plain.interval.low)
        reference.compare("cohen_ci_high", plain.interval.high)
        reference.compare("cohen_max", plain.maximum)
        reference.compare("cohen_z", plain.z)
        reference.compare("cohen_p_two_sided", plain.twoSidedP)
        reference.compare("cohen_linear_se", linear.standardError)
        reference.compare("cohen_quadratic_se", quadratic.standardError)
        reference.compare("scott_pi", ScottPi().agreement(of: votes).value)
        reference.compare("bennett_s", BrennanPrediger().agreement(of: votes).value)
        reference.finish()
    }

    @Test("panels", arguments: ["agreement_panel_complete", "agreement_panel_missing"])
    func panels(name: String) throws {
        guard let reference = try ParityCase(name) else { return }
        let votes = try Self.panel(reference.file("ratings.csv"))
        for level in [KrippendorffAlpha.Level.nominal, .ordinal, .interval, .ratio] {
            reference.compare("krippendorff_alpha_\(level)", KrippendorffAlpha(level: level).agreement(of: votes).value)
        }
        if reference.keys.contains("fleiss_kappa") {
            reference.compare("fleiss_kappa", FleissKappa().agreement(of: votes).value)
            reference.compare("randolph_kappa", BrennanPrediger().agreement(of: votes).value)
        }
        for scheme in AgreementWeights.Scheme.allCases {
            compare(reference, "cac_gwet_\(scheme)", GwetAC1(weights: scheme).agreement(of: votes))
            compare(reference, "cac_fleiss_\(scheme)", FleissKappa(weights: scheme).agreement(of: votes))
            compare(reference, "cac_bp_\(scheme)", BrennanPrediger(weights: scheme).agreement(of: votes))
        }
        for (scheme, level) in [("identity", KrippendorffAlpha.Level.nominal), ("quadratic", .interval), ("ratio", .ratio)] {
            compare(reference, "cac_krippendorff_\(scheme)", KrippendorffAlpha(level: level).agreement(of: votes))
        }
        reference.finish(notInThisIssue: ["cac_conger_"] + ["linear", "ordinal", "radical", "circular", "bipolar"].map { "cac_krippendorff_\($0)" })
    }

    private func compare(_ reference: ParityCase, _ key: String, _ ours: Agreement) {
        let rated = Double(ours.items)
        reference.compare("\(key)/value", ours.value)
        reference.compare("\(key)/se", ours.standardError)
        reference.compare("\(key)/pa", ours.observed)
        reference.compare("\(key)/pe", ours.expected)
        reference.compare("\(key)/low", ours.interval?.low)
        reference.compare("\(key)/high", ours.interval?.high)
        reference.compare("\(key)/p", StudentT(freedom: rated - 1).twoSided((ours.value ?? 0) / (ours.standardError ?? 1)))
    }

    @Test("kappas of given resamples and their percentiles")
    func bootstrap() throws {
        guard let reference = try ParityCase("agreement_bootstrap") else { return }
        let panel = RatingPanel(try Self.panel(reference.file("ratings.csv")))
        let draws = try SharedData.numbers(reference.file("resample_indices.csv"))
        let kappas = stride(from: 0, to: draws.values.count, by: draws.columns).map { row in
            CohenKappa().agreement(of: panel, items: draws.values[row..<row + draws.columns].map { Int32($0) }).value
        }
        reference.compare("kappas", kappas.map { $0 ?? .nan })
        let interval = try #require(Bootstrap.interval(ofValues: kappas.compactMap(\.self)))
        reference.compare("percentile_2_5", interval.low)
        reference.compare("percentile_97_5", interval.high)
        reference.compare("standard_error", interval.standardError)
        reference.finish()
    }

    @Test("a long table of crowd answers")
    func crowd() throws {
        guard let reference = try ParityCase("agreement_crowd_long") else { return }
        let votes = try VoteTable(votes: SharedData.rows(reference.file("annotations.csv")).map {
            NamedVote(item: $0["task"]!, annotator: $0["worker"]!, label: $0["label"]!)
        })
        reference.compare("alpha_krippendorff", KrippendorffAlpha().agreement(of: votes).value)
        let standings = try MajorityVote().consensus(of: votes).annotators
        reference.compare(
            "accuracy_on_aggregates",
            Dictionary(uniqueKeysWithValues: standings.map { (votes.annotatorNames[Int($0.annotator)], $0.skill ?? .nan) }))
        reference.finish(notInThisIssue: ["consistency", "uncertainty_"])
    }
}
