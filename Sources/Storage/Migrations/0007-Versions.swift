extension Migration {
    /// Commits by hash, branches as names for them, and what was written out of them.
    static let versions = Migration("0007-versions") { dialect in """
        CREATE TABLE commit_ref (
            project \(dialect.key) NOT NULL REFERENCES project(id),
            hash    TEXT NOT NULL,
            branch  TEXT NOT NULL,
            parent  TEXT,
            message TEXT NOT NULL,
            author  TEXT NOT NULL,
            made_at \(dialect.time) NOT NULL,
            items   \(dialect.key) NOT NULL,
            PRIMARY KEY (project, hash));
        CREATE INDEX commit_ref_by_time ON commit_ref(project, made_at);
        CREATE TABLE branch (
            project \(dialect.key) NOT NULL REFERENCES project(id),
            name    TEXT NOT NULL,
            head    TEXT NOT NULL,
            PRIMARY KEY (project, name));
        CREATE TABLE shipment (
            id          \(dialect.key) NOT NULL PRIMARY KEY,
            project     \(dialect.key) NOT NULL REFERENCES project(id),
            commit_hash TEXT NOT NULL,
            format      TEXT NOT NULL,
            settings    TEXT NOT NULL,
            files       TEXT NOT NULL,
            author      TEXT NOT NULL,
            made_at     \(dialect.time) NOT NULL);
        CREATE INDEX shipment_by_project ON shipment(project, id);
        """ }
}
