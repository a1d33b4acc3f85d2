/// Every kind of personal data that can be found, global ones first, then by country.
///
/// Test vectors of an entity lie in `Tests/PreparingTests/PersonalData/vectors/<NAME>.json`.
public enum PersonalDataCatalog {
    public static let all: [PersonalDataEntity] =
        global + names + americas + britishIsles + germanSpeaking + westernEurope + southernEurope + centralEurope + nordic + pacific + asia + india + africaAndNearEast

    public static func entity(named name: String) -> PersonalDataEntity? { all.first { $0.name == name } }
}
