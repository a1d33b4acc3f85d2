extension Migration {
    /// The items. No REFERENCES here and in the other tables of millions: each would be one more lookup a row.
    /// `split` and `twin_group` are empty at import, so their indexes hold only the rows that have one.
    static let items = Migration("0003-items") { dialect in """
        CREATE TABLE item (
            id           \(dialect.key) NOT NULL PRIMARY KEY,
            project      \(dialect.key) NOT NULL,
            source       \(dialect.key) NOT NULL,
            run          \(dialect.key) NOT NULL,
            key          TEXT NOT NULL,
            media        TEXT NOT NULL,
            state        TEXT NOT NULL,
            state_reason TEXT,
            split        TEXT,
            twin_group   \(dialect.key),
            licence      TEXT,
            consent      TEXT,
            fields       TEXT NOT NULL,
            blobs        TEXT NOT NULL,
            metadata     TEXT NOT NULL);
        CREATE UNIQUE INDEX item_by_key ON item(source, key);
        CREATE INDEX item_by_project ON item(project, id);
        CREATE INDEX item_by_state ON item(project, state, id);
        CREATE INDEX item_by_split ON item(project, split, id) WHERE split IS NOT NULL;
        CREATE INDEX item_by_group ON item(project, twin_group, id) WHERE twin_group IS NOT NULL;
        """ }
}
