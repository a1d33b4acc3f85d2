extension Migration {
    /// What was said about items, by whom, what was suggested, what was judged, and which answer counts.
    /// `label` repeats the label of a choice, so that items can be found by it; nil for other kinds.
    static let annotations = Migration("0004-annotations") { dialect in """
        CREATE TABLE revision (
            id                 \(dialect.key) NOT NULL PRIMARY KEY,
            project            \(dialect.key) NOT NULL,
            item               \(dialect.key) NOT NULL,
            stage              TEXT NOT NULL,
            author             \(dialect.key),
            number             INTEGER NOT NULL,
            origin             TEXT NOT NULL,
            annotation         TEXT NOT NULL,
            definition_version INTEGER NOT NULL,
            active_seconds     \(dialect.real) NOT NULL,
            made_at            \(dialect.time) NOT NULL);
        CREATE UNIQUE INDEX revision_by_item ON revision(item, stage, author, number);
        CREATE INDEX revision_by_stage ON revision(project, stage, item, author, number);
        CREATE INDEX revision_by_author ON revision(author, id) WHERE author IS NOT NULL;
        CREATE TABLE verdict (
            id       \(dialect.key) NOT NULL PRIMARY KEY,
            revision \(dialect.key) NOT NULL REFERENCES revision(id),
            reviewer \(dialect.key) NOT NULL REFERENCES person(id),
            outcome  TEXT NOT NULL CHECK (outcome IN ('accept','fix','return')),
            fix      \(dialect.key),
            note     TEXT,
            made_at  \(dialect.time) NOT NULL);
        CREATE INDEX verdict_by_revision ON verdict(revision, id);
        CREATE TABLE suggestion (
            id            \(dialect.key) NOT NULL PRIMARY KEY,
            project       \(dialect.key) NOT NULL,
            item          \(dialect.key) NOT NULL,
            question      TEXT NOT NULL,
            answer        TEXT NOT NULL,
            score         \(dialect.real) NOT NULL,
            probabilities TEXT,
            model         TEXT NOT NULL,
            version       TEXT NOT NULL,
            state         TEXT NOT NULL);
        CREATE INDEX suggestion_by_item ON suggestion(item, question, state);
        CREATE INDEX suggestion_open ON suggestion(project, question, score, id) WHERE state = 'open';
        CREATE TABLE settled (
            item       \(dialect.key) NOT NULL,
            question   TEXT NOT NULL,
            project    \(dialect.key) NOT NULL,
            answer     TEXT NOT NULL,
            label      TEXT,
            rule       TEXT NOT NULL,
            reason     TEXT NOT NULL,
            revisions  TEXT NOT NULL,
            posterior  \(dialect.real),
            settled_at \(dialect.time) NOT NULL,
            PRIMARY KEY (item, question));
        CREATE INDEX settled_by_project ON settled(project, question, label, item);
        CREATE TABLE consensus_run (
            id         \(dialect.key) NOT NULL PRIMARY KEY,
            project    \(dialect.key) NOT NULL REFERENCES project(id),
            question   TEXT NOT NULL,
            method     TEXT NOT NULL,
            parameters TEXT NOT NULL,
            report     TEXT NOT NULL,
            made_at    \(dialect.time) NOT NULL);
        CREATE INDEX consensus_run_by_project ON consensus_run(project, question, id);
        CREATE TABLE gold (
            project  \(dialect.key) NOT NULL,
            item     \(dialect.key) NOT NULL,
            question TEXT NOT NULL,
            answer   TEXT NOT NULL,
            made_at  \(dialect.time) NOT NULL,
            PRIMARY KEY (item, question));
        CREATE INDEX gold_by_project ON gold(project, question, item);
        """ }
}
