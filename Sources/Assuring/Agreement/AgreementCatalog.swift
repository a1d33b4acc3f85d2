/// Every agreement coefficient there is. Adding one here is all the registration it needs.
public enum AgreementCatalog {
    /// Each measure in its usual form.
    public static let all: [any AgreementMeasure] = [
        PercentAgreement(), CohenKappa(), ScottPi(), BrennanPrediger(), FleissKappa(), KrippendorffAlpha(), GwetAC1(),
    ]

    /// Each measure in each of its forms.
    public static var allVariants: [any AgreementMeasure] {
        all.flatMap { measure in
            let kind = type(of: measure)
            return kind.variants.isEmpty ? [measure] : kind.variants.compactMap { kind.init(variant: $0) }
        }
    }

    /// `"fleiss-kappa"`, or a form of it: `"krippendorff-alpha:ordinal"`.
    public static func named(_ name: String) -> (any AgreementMeasure)? {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let measure = all.first(where: { $0.name == first }) else { return nil }
        return type(of: measure).init(variant: parts.count > 1 ? String(parts[1]) : nil)
    }
}
