import Foundation
import Records

extension AgreementWarning {
    /// `cohen-kappa is 0.41 on 120 items, below 0.6`, and what is confused.
    public var message: String {
        let number = String(format: "%.2f", value)
        let head = "`\(measure)` is \(number) on \(items) \(items == 1 ? "item" : "items"), below 0.6"
        guard let confused else { return head }
        let share = "\(confused.count) of \(disagreements) \(disagreements == 1 ? "disagreement" : "disagreements")"
        return "\(head): `\(confused.first)` and `\(confused.second)` are confused most (\(share))"
    }

    /// One sentence per cause, in order.
    public var explanations: [String] { causes.map(explanation) }

    private func explanation(_ cause: Cause) -> String {
        let pair = confused.map { "`\($0.first)` and `\($0.second)`" } ?? "the classes"
        switch cause {
        case .ambiguousCategories:
            return "Ambiguous categories: say in \(place) what tells \(pair) apart, or merge them"
        case .missingEdgeCases:
            return "Missing edge cases: add examples that annotators answered differently to \(place)"
        case .training:
            return "Training: go through \(pair) with \(leastAgreeing.map { "`\($0)`, who agrees least with the others," } ?? "both annotators") before more is labelled"
        }
    }

    private var place: String {
        guard let section else { return "the guidelines, which do not mention both" }
        return "section \"\(section.heading)\" of the guidelines (line \(section.line))"
    }

    public var finding: Finding {
        Finding(
            .warning, "agreement.needs-work", message,
            at: section.map { Place(file: "guidelines", line: $0.line) }, hint: explanations.joined(separator: "; "))
    }
}
