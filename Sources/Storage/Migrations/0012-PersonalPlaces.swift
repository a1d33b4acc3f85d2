extension Migration {
    /// Places of items that tell who somebody is, and what a person said of each.
    /// Why: a finding is made anew by every run; what somebody said of a place must outlive it. `digest` tells the value
    /// apart from what may stand at the same offsets after its source was read again, and finds the same value elsewhere.
    static let personalPlaces = Migration("0012-personal-places") { dialect in """
        CREATE TABLE personal_place (
            id         \(dialect.key) NOT NULL PRIMARY KEY,
            project    \(dialect.key) NOT NULL,
            item       \(dialect.key) NOT NULL,
            field      TEXT NOT NULL,
            first      INTEGER NOT NULL,
            past_last  INTEGER NOT NULL,
            entity     TEXT NOT NULL,
            locale     TEXT NOT NULL,
            score      \(dialect.real) NOT NULL,
            is_checked INTEGER NOT NULL,
            context    TEXT,
            digest     TEXT NOT NULL,
            decision   TEXT,
            decided_by TEXT,
            decided_at \(dialect.time));
        CREATE INDEX personal_place_by_item ON personal_place(item, field, first);
        CREATE INDEX personal_place_by_entity ON personal_place(project, entity, decision, id);
        CREATE INDEX personal_place_by_value ON personal_place(project, digest, entity);
        """ }
}
