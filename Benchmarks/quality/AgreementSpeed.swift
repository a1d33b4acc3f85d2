import Assuring
import Kernels
import Records

/// Alpha of a million ratings: 100,000 items by 10 of 1,000 annotators, 10 classes. The table of votes is made beforehand.
let agreementSpeed: [SpeedCase] = [
    agreementCase("alpha", "krippendorff-alpha"), agreementCase("alpha-interval", "krippendorff-alpha:interval"),
    agreementCase("gwet", "gwet-ac1", bar: nil), agreementCase("conger", "conger-kappa:quadratic", bar: nil),
    agreementTable("alpha-bootstrap", "100 rounds on 1,000,000 votes") { votes in
        KrippendorffAlpha().bootstrapped(of: votes, Bootstrap(rounds: 100, seed: 1)).agreement.interval?.low
    },
    agreementTable("agreement-pairs", "pairs of 1,000 annotators, 1,000,000 votes") { Double(AnnotatorPairs.table(of: $0).count) },
    agreementTable("agreement-annotators", "1,000 annotators, 1,000,000 votes") { Double(AnnotatorAgreement.table(of: $0).count) },
]

private func agreementTable(_ name: String, _ size: String, _ work: @escaping @Sendable (VoteTable) -> Double?) -> SpeedCase {
    SpeedCase(name, size: size) { scale in
        let drawn = try DrawnVotes(votes: scale ?? 1_000_000)
        return { ["value": work(drawn.table).map { .double($0) } ?? .null] }
    }
}

private func agreementCase(_ name: String, _ measure: String, bar: Double? = 0.05) -> SpeedCase {
    let peer = bar == nil ? nil : PeerInput { try $0.write(try DrawnVotes(votes: 1_000_000)) }
    return SpeedCase(name, size: "1,000,000 votes of 1,000 annotators, 10 classes", seconds: bar, peer: peer) { scale in
        let drawn = try DrawnVotes(votes: scale ?? 1_000_000)
        return {
            let agreement = AgreementCatalog.named(measure)?.agreement(of: drawn.table)
            return ["value": agreement?.value.map { .double($0) } ?? .null, "items": .int(Int64(agreement?.items ?? 0))]
        }
    }
}
