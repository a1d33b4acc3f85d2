import Records

/// What the step `personal-data` of a task definition looks for, and where.
///
/// ```yaml
/// prepare:
///   - step: personal-data
///     countries: [US, DE]
///     fields: [text, subject]
///     names: true
/// ```
public struct PersonalDataSettings: Sendable, Hashable {
    /// Packs beside what is the same everywhere.
    public var locales: [PersonalDataLocale] = []
    /// Only these entities; nil: all of the packs.
    public var entities: Set<String>?
    public var minimumScore = 0.4
    /// Fields that are looked at; empty: every text of an item.
    public var fields: [String] = []
    /// Names of persons, places and organisations are asked for: `names` has to be given then, or none are found.
    public var needsNames = false
    /// Finds names; who reads the settings gives it, since it comes out of a file.
    public var names: NameTagger?

    public init() {}

    /// Settings: `countries`, `entities`, `minimum-score`, `fields`, `names`. `names: true` asks for all three kinds of names
    /// beside what else is looked for; an entity that is a name asks for itself.
    public init(_ settings: JSONObject) throws(Finding) {
        let reader = SettingsReader(settings, step: PersonalDataStep.name)
        try reader.allow(["countries", "entities", "minimum-score", "fields", "names"])
        for country in try reader.names("countries") {
            guard let locale = PersonalDataLocale(declared: country) else {
                throw reader.refusal("countries", "has `\(country)`, for which there is no pack", hint: "there are \(PersonalDataLocale.declarable.joined(separator: ", "))")
            }
            locales.append(locale)
        }
        let entities = try reader.names("entities")
        if let unknown = entities.first(where: { PersonalDataCatalog.entity(named: $0) == nil }) {
            throw reader.refusal("entities", "has `\(unknown)`, which is no entity", hint: "`winnow catalog personal-data` lists them")
        }
        let allNames = try reader.flag("names", false)
        needsNames = allNames || entities.contains { PersonalDataCatalog.entity(named: $0)?.needsNames == true }
        self.entities = entities.isEmpty ? nil : Set(entities + (allNames ? PersonalDataCatalog.names.map(\.name) : []))
        minimumScore = try reader.number("minimum-score", 0.4, 0...1)
        fields = try reader.names("fields")
    }

    public var finder: PersonalDataFinder { PersonalDataFinder(locales: locales, entities: entities, minimumScore: minimumScore, names: names) }
}
