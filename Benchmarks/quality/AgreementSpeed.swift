import Assuring
import Records

/// Alpha of a million ratings: 100,000 items by 10 of 1,000 annotators, 10 classes. The table of votes is made beforehand.
let agreementSpeed: [SpeedCase] = [
    agreementCase("alpha", "krippendorff-alpha"), agreementCase("alpha-interval", "krippendorff-alpha:interval"),
]

private func agreementCase(_ name: String, _ measure: String, bar: Double? = 0.05) -> SpeedCase {
    SpeedCase(name, size: "1,000,000 votes of 1,000 annotators, 10 classes", seconds: bar) { scale in
        let drawn = try DrawnVotes(votes: scale ?? 1_000_000)
        return {
            let agreement = AgreementCatalog.named(measure)?.agreement(of: drawn.table)
            return ["value": agreement?.value.map { .double($0) } ?? .null, "items": .int(Int64(agreement?.items ?? 0))]
        }
    }
}
