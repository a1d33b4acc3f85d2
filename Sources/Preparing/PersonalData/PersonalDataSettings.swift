import Records

/// What the step `personal-data` of a task definition looks for, and where.
///
/// ```yaml
/// prepare:
///   - step: personal-data
///     countries: [US, DE]
///     fields: [text, subject]
/// ```
public struct PersonalDataSettings: Sendable, Hashable {
    /// Packs beside what is the same everywhere.
    public var locales: [PersonalDataLocale] = []
    /// Only these entities; nil: all of the packs.
    public var entities: Set<String>?
    public var minimumScore = 0.4
    /// Fields that are looked at; empty: every text of an item.
    public var fields: [String] = []
    /// Finds names of persons, places and organisations; none are found without. Not part of what is declared.
    public var names: NameTagger?

    public init() {}

    /// Settings: `countries`, `entities`, `minimum-score`, `fields`.
    ///
    /// - Throws: also when an entity is asked for that needs a model of names and there is none
    public init(_ settings: JSONObject, names: NameTagger? = nil) throws(Finding) {
        self.names = names
        let reader = SettingsReader(settings, step: PersonalDataStep.name)
        try reader.allow(["countries", "entities", "minimum-score", "fields"])
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
        if names == nil, let unseen = entities.first(where: { PersonalDataCatalog.entity(named: $0)?.needsNames == true }) {
            throw reader.refusal("entities", "has `\(unseen)`, which needs a model of names", hint: "there is none here; `winnow scan-pii --name-model FILE` looks with one")
        }
        self.entities = entities.isEmpty ? nil : Set(entities)
        minimumScore = try reader.number("minimum-score", 0.4, 0...1)
        fields = try reader.names("fields")
    }

    public var finder: PersonalDataFinder { PersonalDataFinder(locales: locales, entities: entities, minimumScore: minimumScore, names: names) }
}
