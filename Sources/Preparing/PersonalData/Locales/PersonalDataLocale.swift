/// Whose numbers are looked for: a country's identifiers are noise in the texts of another, so its pack is on only when
/// asked for. `global` (cards, accounts, addresses, telephones, dates) is always on.
///
/// The raw value is the ISO 3166 code of the country, as datasets declare it.
public enum PersonalDataLocale: String, Sendable, Hashable, Codable, CaseIterable {
    case global = "GLOBAL"
    case unitedStates = "US", canada = "CA", brazil = "BR"
    case unitedKingdom = "GB", ireland = "IE", germany = "DE", austria = "AT", switzerland = "CH", france = "FR", belgium = "BE", netherlands = "NL"
    case spain = "ES", portugal = "PT", italy = "IT", croatia = "HR", slovenia = "SI", romania = "RO", bulgaria = "BG"
    case poland = "PL", czechia = "CZ", slovakia = "SK", estonia = "EE", lithuania = "LT"
    case finland = "FI", sweden = "SE", denmark = "DK", norway = "NO"
    case australia = "AU", india = "IN", singapore = "SG", korea = "KR", japan = "JP", china = "CN", thailand = "TH"
    case turkey = "TR", israel = "IL", southAfrica = "ZA"

    /// Codes that can be asked for.
    public static var declarable: [String] { allCases.filter { $0 != .global }.map(\.rawValue).sorted() }

    /// Entities that come with this locale, in the order of the catalogue.
    public var entities: [PersonalDataEntity] { PersonalDataCatalog.all.filter { $0.locale == self } }

    /// From what a dataset declares: a country (`de`, `DE`), or a language with a country (`de-AT`, `de_AT`).
    /// nil when no pack is there for it.
    public init?(declared: String) {
        let region = declared.split(whereSeparator: { $0 == "-" || $0 == "_" }).last.map { $0.uppercased() } ?? ""
        self.init(rawValue: region == "UK" ? "GB" : region)
    }
}
