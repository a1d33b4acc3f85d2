import Records

/// A licence as it is offered to whoever brings data along: what it allows, and what stands against it for a project's use.
public struct LicenceView: Codable, Sendable, Hashable {
    public var name: String
    public var summary: String
    public var needsAttribution: Bool
    public var link: String?
    /// Errors forbid the use; warnings restrict what may be shipped.
    public var findings: [Finding]
}

extension Catalogs {
    /// Every licence known by name, in the order of the catalogue.
    public static func licences(for use: TaskDefinition.Use) -> [LicenceView] {
        LicenceTerms.all.map { terms in
            LicenceView(
                name: terms.name, summary: terms.summary, needsAttribution: terms.needsAttribution, link: terms.link,
                findings: Licence(terms.name).map { LicenceTerms.gate([$0], use: use) } ?? [])
        }
    }
}
