import Records

/// A place of an item that tells who somebody is, as kept: with what a person said of it.
public struct PersonalPlace: Sendable, Hashable {
    /// `personal`: it is what it looks like. `harmless`: it is not, or may be seen by all. `open`: nobody has said.
    public enum Standing: String, Sendable, Codable, CaseIterable { case personal, harmless, open }

    public var id: PersonalPlaceID
    public var item: ItemID
    public var field: String
    /// In Unicode scalars, end exclusive.
    public var range: Range<Int>
    public var entity: String
    public var locale: String
    public var score: Double
    public var isChecked: Bool
    public var context: String?
    /// Of the value, so that the same value is known again and the store holds it once.
    public var digest: String
    public var standing = Standing.open
    public var decidedBy: String?
    public var decidedAt: Timestamp?

    public init(
        id: PersonalPlaceID, item: ItemID, field: String, range: Range<Int>, entity: String, locale: String, score: Double,
        isChecked: Bool, context: String?, digest: String
    ) {
        self.id = id
        self.item = item
        self.field = field
        self.range = range
        self.entity = entity
        self.locale = locale
        self.score = score
        self.isChecked = isChecked
        self.context = context
        self.digest = digest
    }

    /// What a decision is about: the value in the field, wherever in it it stands.
    public struct Value: Sendable, Hashable {
        public var field: String
        public var entity: String
        public var digest: String
        public init(field: String, entity: String, digest: String) {
            self.field = field
            self.entity = entity
            self.digest = digest
        }
    }

    public var value: Value { Value(field: field, entity: entity, digest: digest) }
}

/// Which places are asked for.
public struct PersonalPlaceFilter: Sendable, Hashable {
    public var entity: String?
    public var standing: PersonalPlace.Standing?
    public init(entity: String? = nil, standing: PersonalPlace.Standing? = nil) {
        self.entity = entity
        self.standing = standing
    }
}

/// Places of a project's items that tell who somebody is. `connection.personalPlaces`
public struct PersonalPlaceRepository {
    let connection: any Connection
    private static let columns = "id, item, field, first, past_last, entity, locale, score, is_checked, context, digest, decision, decided_by, decided_at"
    private static let isOfReady = "EXISTS (SELECT 1 FROM item i WHERE i.id = personal_place.item AND i.state = 'ready')"

    /// Puts these in place of what the items had; what was said of a value stays said of it.
    public func replace(_ places: [PersonalPlace], of items: [ItemID], in project: ProjectID) throws {
        var said: [ItemID: [PersonalPlace.Value: PersonalPlace]] = [:]
        for place in try all(of: items) where place.standing != .open { said[place.item, default: [:]][place.value] = place }
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.execute("DELETE FROM personal_place WHERE item IN \(piece.placeholders)", piece.values)
        }
        let statement = try connection.prepare(
            "INSERT INTO personal_place (project, \(Self.columns)) VALUES (\(connection.dialect.placeholders(15)))")
        for place in places {
            let before = said[place.item]?[place.value]
            try statement.run([
                .id(project), .id(place.id), .id(place.item), .text(place.field), .count(place.range.lowerBound), .count(place.range.upperBound),
                .text(place.entity), .text(place.locale), .real(place.score), .flag(place.isChecked), .text(orNull: place.context), .text(place.digest),
                Self.stored(before?.standing ?? .open), .text(orNull: before?.decidedBy), .time(before?.decidedAt),
            ])
        }
    }

    /// In the order of items and fields.
    public func all(of items: [ItemID]) throws -> [PersonalPlace] {
        var found: [PersonalPlace] = []
        for piece in ValueList.pieces(items.map { .id($0) }) {
            found += try connection.all(
                "SELECT \(Self.columns) FROM personal_place WHERE item IN \(piece.placeholders) ORDER BY item, field, first", piece.values, Self.place)
        }
        return found
    }

    /// Of items that are ready, in the order they were found.
    public func page(of project: ProjectID, _ filter: PersonalPlaceFilter, after: PersonalPlaceID? = nil, limit: Int) throws -> [PersonalPlace] {
        var sql = "SELECT \(Self.columns) FROM personal_place WHERE project = ? AND id > ? AND \(Self.isOfReady)"
        var arguments: [SQLValue] = [.id(project), .integer(after?.raw ?? -1)]
        if let entity = filter.entity {
            sql += " AND entity = ?"
            arguments.append(.text(entity))
        }
        if let standing = filter.standing {
            sql += " AND coalesce(decision, 'open') = ?"
            arguments.append(.name(standing))
        }
        return try connection.all(sql + " ORDER BY id LIMIT ?", arguments + [.count(limit)], Self.place)
    }

    /// How many places of an entity stand so.
    public struct Count: Sendable, Hashable {
        public var entity: String
        public var standing: PersonalPlace.Standing
        public var count: Int
    }

    /// Of items that are ready, by entity.
    public func counts(of project: ProjectID) throws -> [Count] {
        try connection.all(
            "SELECT entity, decision, count(*) FROM personal_place WHERE project = ? AND \(Self.isOfReady) GROUP BY entity, decision ORDER BY entity, decision", [.id(project)]
        ) { Count(entity: $0.text(0), standing: try Self.standing($0, 1), count: $0.count(2)) }
    }

    /// Says of places of a project how they stand. With `alike` of every place with one of their values.
    /// How many places it is said of now.
    @discardableResult
    public func decide(
        _ ids: [PersonalPlaceID], of project: ProjectID, _ standing: PersonalPlace.Standing, alike: Bool, by author: String, at now: Timestamp
    ) throws -> Int {
        var decided = 0
        let set: [SQLValue] = [Self.stored(standing), .text(orNull: standing == .open ? nil : author), .time(standing == .open ? nil : now), .id(project)]
        for piece in ValueList.pieces(ids.map { .id($0) }) {
            let chosen = alike
                ? """
                EXISTS (SELECT 1 FROM personal_place p WHERE p.project = personal_place.project AND p.digest = personal_place.digest
                    AND p.entity = personal_place.entity
                    AND p.id IN \(piece.placeholders))
                """
                : "id IN \(piece.placeholders)"
            decided += try connection.execute(
                "UPDATE personal_place SET decision = ?, decided_by = ?, decided_at = ? WHERE project = ? AND \(chosen)", set + piece.values)
        }
        return decided
    }

    /// A value wherever it stands.
    public struct SharedValue: Sendable, Hashable {
        public var entity: String
        public var digest: String
        public init(entity: String, digest: String) {
            self.entity = entity
            self.digest = digest
        }
    }

    /// How many places of a project have each of the values.
    public func alike(_ digests: [String], of project: ProjectID) throws -> [SharedValue: Int] {
        var counts: [SharedValue: Int] = [:]
        for piece in ValueList.pieces(Set(digests).sorted().map { .text($0) }) {
            try connection.query(
                "SELECT entity, digest, count(*) FROM personal_place WHERE project = ? AND digest IN \(piece.placeholders) GROUP BY entity, digest", [.id(project)] + piece.values
            ) { row in
                counts[SharedValue(entity: row.text(0), digest: row.text(1))] = row.count(2)
                return true
            }
        }
        return counts
    }

    /// Values that somebody said may be seen, by item.
    public func harmless(of items: [ItemID]) throws -> [ItemID: Set<PersonalPlace.Value>] {
        var values: [ItemID: Set<PersonalPlace.Value>] = [:]
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query("SELECT item, field, entity, digest FROM personal_place WHERE decision = 'harmless' AND item IN \(piece.placeholders)", piece.values) { row in
                values[row.id(0), default: []].insert(PersonalPlace.Value(field: row.text(1), entity: row.text(2), digest: row.text(3)))
                return true
            }
        }
        return values
    }

    private static func stored(_ standing: PersonalPlace.Standing) -> SQLValue { standing == .open ? .null : .name(standing) }
    private static func standing(_ row: any Row, _ column: Int) throws -> PersonalPlace.Standing { row.isNull(column) ? .open : try row.named(column) }

    private static func place(_ row: any Row) throws -> PersonalPlace {
        var place = PersonalPlace(
            id: row.id(0), item: row.id(1), field: row.text(2), range: row.count(3)..<max(row.count(3), row.count(4)), entity: row.text(5), locale: row.text(6),
            score: row.real(7), isChecked: row.flag(8), context: row.optionalText(9), digest: row.text(10))
        place.standing = try standing(row, 11)
        place.decidedBy = row.optionalText(12)
        place.decidedAt = row.optionalTime(13)
        return place
    }
}
