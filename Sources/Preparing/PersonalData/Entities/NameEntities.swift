/// Names, which no layout tells: found only where a model of names is given (`NameTagger`).
extension PersonalDataCatalog {
    static let names: [PersonalDataEntity] = [person, location, organisation]

    static let person = PersonalDataEntity("PERSON", "Name of a person; needs a model of names", .person, score: 0.85, context: "")

    static let location = PersonalDataEntity("LOCATION", "Name of a town, country or other place; needs a model of names", .location, score: 0.85, context: "")

    static let organisation = PersonalDataEntity(
        "ORGANIZATION", "Name of a company, authority, team or other group; needs a model of names", .organisation, score: 0.85, context: "")
}
