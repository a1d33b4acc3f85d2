extension Migration {
    /// Who did what, each entry holding the hash of the one before, so that none can be changed or taken out unseen.
    static let audit = Migration("0008-audit") { dialect in """
        CREATE TABLE audit (
            number   \(dialect.key) NOT NULL PRIMARY KEY,
            at       \(dialect.time) NOT NULL,
            actor    TEXT NOT NULL,
            action   TEXT NOT NULL,
            subject  TEXT NOT NULL,
            details  TEXT NOT NULL,
            previous TEXT NOT NULL,
            hash     TEXT NOT NULL);
        """ }
}
