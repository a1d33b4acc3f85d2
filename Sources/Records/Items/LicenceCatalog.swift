/// The licences known by name. Add one line per licence; spellings are compared without spaces, hyphens and case.
enum LicenceCatalog {
    struct Entry: Sendable {
        var terms: LicenceTerms
        var spellings: [String]
    }

    static let entries: [Entry] = [
        entry("CC0-1.0", attribution: false, "CC0", "CC-0", "Creative Commons Zero", "public domain dedication", link: "https://creativecommons.org/publicdomain/zero/1.0/"),
        entry("PDDL-1.0", attribution: false, "PDDL", link: "https://opendatacommons.org/licenses/pddl/1-0/"),
        entry("public-domain", attribution: false, "public domain", "PD", "PDM", "US-Government-Works"),
        entry("Unlicense", attribution: false, link: "https://unlicense.org/"),
        entry("CC-BY-4.0", "CC-BY", "CC BY 4.0", "CC-BY-3.0", "CC-BY-2.0", "CC-BY-2.5", "Attribution 4.0 International", link: creativeCommons("by")),
        entry("CC-BY-SA-4.0", shareAlike: true, "CC-BY-SA", "CC-BY-SA-3.0", "CC-BY-SA-2.0", "CC-BY-SA-2.5", link: creativeCommons("by-sa")),
        entry("CC-BY-NC-4.0", commercial: false, "CC-BY-NC", "CC-BY-NC-3.0", "CC-BY-NC-2.0", link: creativeCommons("by-nc")),
        entry("CC-BY-NC-SA-4.0", commercial: false, shareAlike: true, "CC-BY-NC-SA", "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-2.0", link: creativeCommons("by-nc-sa")),
        entry("CC-BY-ND-4.0", derivatives: false, "CC-BY-ND", "CC-BY-ND-3.0", link: creativeCommons("by-nd")),
        entry("CC-BY-NC-ND-4.0", commercial: false, derivatives: false, "CC-BY-NC-ND", "CC-BY-NC-ND-3.0", link: creativeCommons("by-nc-nd")),
        entry("ODC-By-1.0", "ODC-BY", "Open Data Commons Attribution License", link: "https://opendatacommons.org/licenses/by/1-0/"),
        entry("ODbL-1.0", shareAlike: true, "ODbL", "Open Database License", link: "https://opendatacommons.org/licenses/odbl/1-0/"),
        entry("CDLA-Permissive-2.0", "CDLA-Permissive", "CDLA-Permissive-1.0", link: "https://cdla.dev/permissive-2-0/"),
        entry("CDLA-Sharing-1.0", shareAlike: true, "CDLA-Sharing", link: "https://cdla.dev/sharing-1-0/"),
        entry("MIT", "MIT License", "Expat", link: "https://opensource.org/license/mit"),
        entry("BSD-3-Clause", "BSD", "BSD-3", "New BSD", link: "https://opensource.org/license/bsd-3-clause"),
        entry("BSD-2-Clause", "BSD-2", "Simplified BSD", link: "https://opensource.org/license/bsd-2-clause"),
        entry("ISC", link: "https://opensource.org/license/isc-license-txt"),
        entry("Apache-2.0", "Apache", "Apache License 2.0", link: "https://www.apache.org/licenses/LICENSE-2.0"),
        entry("MPL-2.0", shareAlike: true, "MPL", link: "https://www.mozilla.org/MPL/2.0/"),
        entry("LGPL-3.0", shareAlike: true, "LGPL", "LGPL-2.1", "LGPL-3.0-only", "LGPL-3.0-or-later", "LGPL-2.1-only", "LGPL-2.1-or-later"),
        entry("GPL-3.0", shareAlike: true, "GPL", "GPL-2.0", "GPL-3.0-only", "GPL-3.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPLv3", "GPLv2", link: "https://www.gnu.org/licenses/gpl-3.0.html"),
        entry("AGPL-3.0", shareAlike: true, "AGPL", "AGPL-3.0-only", "AGPL-3.0-or-later", link: "https://www.gnu.org/licenses/agpl-3.0.html"),
        entry("GFDL-1.3", shareAlike: true, "GFDL", "GFDL-1.3-only", "GFDL-1.3-or-later"),
        entry("OGL-UK-3.0", "OGL", "Open Government Licence"),
        entry("own", attribution: false, "proprietary", "internal", "own work", "in-house", "company"),
        entry("research-only", commercial: false, derivatives: nil, "research", "academic", "academic use only", "non-commercial", "noncommercial"),
        entry("unknown", commercial: nil, derivatives: nil, "other", "none", "unspecified", "n.a."),
    ]

    private static func entry(
        _ name: String, commercial: Bool? = true, derivatives: Bool? = true, attribution: Bool = true, shareAlike: Bool = false,
        _ spellings: String..., link: String? = nil
    ) -> Entry {
        let terms = LicenceTerms(
            name: name, allowsCommercialUse: commercial, allowsDerivatives: derivatives, needsAttribution: attribution,
            isShareAlike: shareAlike, link: link)
        return Entry(terms: terms, spellings: spellings)
    }

    private static func creativeCommons(_ kind: String) -> String { "https://creativecommons.org/licenses/\(kind)/4.0/" }
}
