/// What a licence lets people do, as far as building a dataset needs to know.
///
/// The catalogue knows SPDX names and common spellings; a name it does not know is treated as `unknown`, which is
/// refused for commercial use until a person decides. This is a sieve, not legal advice.
public struct LicenceTerms: Sendable, Hashable {
    /// nil: cannot be told from the name.
    public typealias Answer = Bool?

    public var name: String
    public var allowsCommercialUse: Answer
    public var allowsDerivatives: Answer
    public var needsAttribution: Bool
    public var isShareAlike: Bool
    /// Where the full text is.
    public var link: String?

    /// The terms of a licence by SPDX name or common spelling; nil when it is not in the catalogue.
    public static func terms(of licence: Licence) -> LicenceTerms? { byName[folded(licence.name)] }

    /// Every licence known here, in the order of the catalogue.
    public static let all: [LicenceTerms] = LicenceCatalog.entries.map(\.terms)

    private static let byName: [String: LicenceTerms] = {
        var names: [String: LicenceTerms] = [:]
        for entry in LicenceCatalog.entries {
            for name in [entry.terms.name] + entry.spellings { names[folded(name)] = entry.terms }
        }
        return names
    }()

    /// Letters and digits only, lower case: `CC BY-SA 4.0` and `cc-by-sa-4.0` are one name.
    private static func folded(_ name: String) -> String {
        String(String.UnicodeScalarView(name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "." }))
    }

    /// What stands against using data under these licences for `use`. One finding per licence and reason.
    public static func gate(_ licences: [Licence], use: TaskDefinition.Use) -> [Finding] {
        var seen: Set<Licence> = []
        let distinct = licences.filter { seen.insert($0).inserted }
        return distinct.flatMap { gate($0, use) } + mixture(distinct)
    }

    private static func gate(_ licence: Licence, _ use: TaskDefinition.Use) -> [Finding] {
        let place = Place(record: licence.name)
        guard let terms = terms(of: licence) else {
            return [Finding(.warning, "licence.not-in-catalogue", "the terms of `\(licence.name)` are not known here", at: place,
                hint: NearestName.hint(licence.name, among: all.map(\.name)) ?? "use an SPDX name, or `own` for data of your own")]
        }
        var findings: [Finding] = []
        if use == .commercial, terms.allowsCommercialUse == false {
            findings.append(Finding(.error, "licence.non-commercial", "`\(terms.name)` forbids commercial use", at: place, hint: "leave the source out, or set `use: research`"))
        }
        if use == .commercial, terms.allowsCommercialUse == nil {
            findings.append(Finding(.error, "licence.unknown", "`\(terms.name)` does not say whether commercial use is allowed", at: place, hint: "find out the terms, or set `use: research`"))
        }
        if terms.allowsDerivatives == false {
            findings.append(Finding(.warning, "licence.no-derivatives", "`\(terms.name)` forbids sharing changed copies: labels may be shared, edited items not", at: place))
        }
        return findings
    }

    /// Share-alike licences of different families cannot both cover one combined work.
    private static func mixture(_ licences: [Licence]) -> [Finding] {
        let names = licences.compactMap { terms(of: $0) }.filter(\.isShareAlike).map(\.name)
        let distinct = Set(names).sorted()
        guard distinct.count > 1 else { return [] }
        let list = distinct.map { "`\($0)`" }.joined(separator: " and ")
        return [Finding(.warning, "licence.share-alike-mixture", "\(list) each ask that the whole is shared under their own terms", hint: "ship them as separate parts")]
    }

    /// The same finding about another place.
    static func placed(_ finding: Finding, _ path: String) -> Finding {
        var moved = finding
        moved.place = Place(record: path)
        return moved
    }
}
