import Preparing
import Records
import Storage

/// Places that may tell who somebody is, each with the words around it, and how many of each entity there are.
public struct PersonalDataPage: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var id: PersonalPlaceID
        public var item: ItemID
        public var key: String
        public var field: String
        /// In Unicode scalars of the field, end exclusive.
        public var start: Int
        public var end: Int
        /// What stands there, and up to sixty characters on either side.
        public var value: String
        public var before: String
        public var after: String
        public var entity: String
        public var locale: String
        public var score: Double
        /// Its check digits agree.
        public var isChecked: Bool
        /// The word before it that speaks for it.
        public var context: String?
        /// nil while nobody has said anything.
        public var decision: PersonalDataWord?
        public var decidedBy: String?
        /// Places of the project with the same value, this one among them.
        public var alike: Int
    }

    public struct Count: Codable, Sendable, Hashable {
        public var entity: String
        public var open: Int
        public var personal: Int
        public var harmless: Int
    }

    public var places: [Row]
    public var counts: [Count]
    /// Whether the definition declares the step: only then are places masked and held back.
    public var isDeclared: Bool
    /// `after` of the next page.
    public var next: PersonalPlaceID?
}

extension Workflows {
    private static let around = 60

    /// A page of places as the last `personal-data` left them. Needs the right to review: it shows what others may not see.
    public func personalData(
        of slug: String, as actor: Actor, entity: String? = nil, standing: PersonalDataWord? = nil, limit: Int = 100, after: PersonalPlaceID? = nil
    ) async throws -> PersonalDataPage {
        let definitions = definitions
        let filter = PersonalPlaceFilter(entity: entity, standing: standing)
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let found = try connection.personalPlaces.page(of: project.id, filter, after: after, limit: limit + 1)
            let shown = Array(found.prefix(limit))
            let items = Dictionary(uniqueKeysWithValues: try connection.items.find(Array(Set(shown.map(\.item))).sorted()).map { ($0.id, $0) })
            let alike = try connection.personalPlaces.alike(shown.map(\.digest), of: project.id)
            return PersonalDataPage(
                places: shown.compactMap { place in items[place.item].flatMap { Self.row(place, $0, alike) } },
                counts: Self.counts(try connection.personalPlaces.counts(of: project.id)),
                isDeclared: project.personalData.isDeclared, next: found.count > limit ? shown.last?.id : nil)
        }
    }

    /// nil where the text has changed since and the value stands there no more: the next run of the step finds it again.
    private static func row(_ place: PersonalPlace, _ item: Item, _ alike: [PersonalPlaceRepository.SharedValue: Int]) -> PersonalDataPage.Row? {
        guard let text = item.fields[place.field]?.string, case let scalars = Array(text.unicodeScalars), place.range.upperBound <= scalars.count else { return nil }
        func words(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
        let value = words(place.range)
        guard ContentHash.hex(of: Array(value.utf8)) == place.digest else { return nil }
        let (first, last) = (max(0, place.range.lowerBound - around), min(scalars.count, place.range.upperBound + around))
        return PersonalDataPage.Row(
            id: place.id, item: item.id, key: item.key, field: place.field, start: place.range.lowerBound, end: place.range.upperBound, value: value,
            before: words(first..<place.range.lowerBound), after: words(place.range.upperBound..<last), entity: place.entity, locale: place.locale, score: place.score,
            isChecked: place.isChecked, context: place.context, decision: place.standing == .open ? nil : place.standing, decidedBy: place.decidedBy,
            alike: alike[.init(entity: place.entity, digest: place.digest)] ?? 1)
    }

    private static func counts(_ counts: [PersonalPlaceRepository.Count]) -> [PersonalDataPage.Count] {
        var rows: [PersonalDataPage.Count] = []
        for count in counts {
            if rows.last?.entity != count.entity { rows.append(PersonalDataPage.Count(entity: count.entity, open: 0, personal: 0, harmless: 0)) }
            switch count.standing {
            case .open: rows[rows.count - 1].open = count.count
            case .personal: rows[rows.count - 1].personal = count.count
            case .harmless: rows[rows.count - 1].harmless = count.count
            }
        }
        return rows
    }
}
