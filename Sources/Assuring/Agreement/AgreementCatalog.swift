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
        let asked = EntryName(name)
        let entry = aliases.first { $0.alias == asked.entry }?.name ?? asked.entry
        let variant = asked.variant ?? (asked.entry == "gwet-ac2" ? "quadratic" : nil)
        return all.first { $0.name == entry }.flatMap { type(of: $0).init(variant: variant) }
    }
}
