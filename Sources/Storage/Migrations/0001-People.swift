extension Migration {
    /// Who may come in, with what proof, and what they may do.
    /// Secrets are stored as hashes only: a read of the file gives nobody a session.
    static let people = Migration("0001-people") { dialect in """
        CREATE TABLE setting (
            name       TEXT NOT NULL PRIMARY KEY,
            value      TEXT NOT NULL);
        CREATE TABLE person (
            id         \(dialect.key) NOT NULL PRIMARY KEY,
            login      TEXT NOT NULL UNIQUE,
            name       TEXT NOT NULL,
            is_owner   INTEGER NOT NULL,
            is_active  INTEGER NOT NULL,
            made_at    \(dialect.time) NOT NULL);
        CREATE TABLE credential (
            person     \(dialect.key) NOT NULL PRIMARY KEY REFERENCES person(id),
            hash       TEXT NOT NULL,
            changed_at \(dialect.time) NOT NULL);
        CREATE TABLE session (
            hash       TEXT NOT NULL PRIMARY KEY,
            person     \(dialect.key) NOT NULL REFERENCES person(id),
            made_at    \(dialect.time) NOT NULL,
            seen_at    \(dialect.time) NOT NULL,
            expires_at \(dialect.time) NOT NULL);
        CREATE INDEX session_by_person ON session(person);
        CREATE INDEX session_by_expiry ON session(expires_at);
        CREATE TABLE token (
            id          \(dialect.key) NOT NULL PRIMARY KEY,
            hash        TEXT NOT NULL UNIQUE,
            person      \(dialect.key) NOT NULL REFERENCES person(id),
            name        TEXT NOT NULL,
            permissions TEXT,
            made_at     \(dialect.time) NOT NULL,
            used_at     \(dialect.time),
            revoked_at  \(dialect.time));
        CREATE INDEX token_by_person ON token(person);
        CREATE TABLE invitation (
            hash        TEXT NOT NULL PRIMARY KEY,
            kind        TEXT NOT NULL CHECK (kind IN ('owner','invitation')),
            project     \(dialect.key),
            role        TEXT,
            login       TEXT,
            made_by     \(dialect.key),
            made_at     \(dialect.time) NOT NULL,
            expires_at  \(dialect.time) NOT NULL,
            redeemed_by \(dialect.key),
            redeemed_at \(dialect.time));
        """ }
}
