extension Migration {
    /// What was found wrong, and long work that survives a crash.
    static let findingsAndJobs = Migration("0006-findings-and-jobs") { dialect in """
        CREATE TABLE finding (
            id           \(dialect.key) NOT NULL PRIMARY KEY,
            project      \(dialect.key) NOT NULL,
            run          \(dialect.key),
            item         \(dialect.key),
            severity     TEXT NOT NULL,
            code         TEXT NOT NULL,
            message      TEXT NOT NULL,
            place_file   TEXT,
            place_line   INTEGER,
            place_column INTEGER,
            place_record TEXT,
            hint         TEXT);
        CREATE INDEX finding_by_code ON finding(project, code, severity, id);
        CREATE INDEX finding_by_run ON finding(run, id) WHERE run IS NOT NULL;
        CREATE INDEX finding_by_item ON finding(item, id) WHERE item IS NOT NULL;
        CREATE TABLE job (
            id           \(dialect.key) NOT NULL PRIMARY KEY,
            project      \(dialect.key),
            kind         TEXT NOT NULL,
            settings     TEXT NOT NULL,
            state        TEXT NOT NULL,
            done         \(dialect.key) NOT NULL,
            total        \(dialect.key),
            cursor       TEXT NOT NULL,
            report       TEXT NOT NULL,
            error        TEXT,
            made_at      \(dialect.time) NOT NULL,
            updated_at   \(dialect.time) NOT NULL,
            worker       TEXT,
            is_cancelled INTEGER NOT NULL);
        CREATE INDEX job_by_state ON job(state, id);
        CREATE INDEX job_by_project ON job(project, id);
        CREATE TABLE model (
            id         \(dialect.key) NOT NULL PRIMARY KEY,
            project    \(dialect.key) NOT NULL REFERENCES project(id),
            question   TEXT NOT NULL,
            name       TEXT NOT NULL,
            version    TEXT NOT NULL,
            blob       TEXT,
            settings   TEXT NOT NULL,
            report     TEXT NOT NULL,
            made_at    \(dialect.time) NOT NULL,
            UNIQUE (project, question, name, version));
        """ }
}
