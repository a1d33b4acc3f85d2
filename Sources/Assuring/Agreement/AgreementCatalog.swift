/// Every agreement coefficient there is. Adding one here is all the registration it needs.
public enum AgreementCatalog {
    /// Each measure in its usual form.
    public static let all: [any AgreementMeasure] = [
        PercentAgreement(), CohenKappa(), ScottPi(), BrennanPrediger(), FleissKappa(), CongerKappa(), KrippendorffAlpha(), GwetAC1(),
    ]

    /// Each measure in each of its forms.
    public static var allVariants: [any AgreementMeasure] {
        all.flatMap { measure in
            let kind = type(of: measure)
            return kind.variants.isEmpty ? [measure] : kind.variants.compactMap { kind.init(variant: $0) }
        }
    }

    /// What else papers and other software call the measures. AC2 without a form is the quadratic one.
    public static let aliases = [
        (alias: "bennett-s", name: "brennan-prediger"), (alias: "randolph-kappa", name: "brennan-prediger"),
        (alias: "light-kappa", name: "cohen-kappa"), (alias: "gwet-ac2", name: "gwet-ac1"),
    ]

    /// `"fleiss-kappa"`, or a form of it: `"krippendorff-alpha:ordinal"`; aliases too.
    public static func named(_ name: String) -> (any AgreementMeasure)? {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let given = parts.first else { return nil }
        let first = aliases.first { $0.alias == given }?.name ?? given
        guard let measure = all.first(where: { $0.name == first }) else { return nil }
        return type(of: measure).init(variant: parts.count > 1 ? parts[1] : (given == "gwet-ac2" ? "quadratic" : nil))
    }
}
