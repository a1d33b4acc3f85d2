extension Migration {
    /// Places for annotators, who holds them, and unfinished work.
    ///
    /// The rules are the schema's: `assignment_of_slot` lets nobody hold a held slot, `assignment_of_person` lets nobody
    /// have two slots of one item in a stage, whatever the code does.
    /// `slot_open` holds open slots only, in the order in which they are served.
    /// `work_position`: all slots at or before it are taken, or not for this person; the search starts behind it.
    static let labelling = Migration("0005-labelling") { dialect in """
        CREATE TABLE slot (
            id       \(dialect.key) NOT NULL PRIMARY KEY,
            project  \(dialect.key) NOT NULL,
            item     \(dialect.key) NOT NULL,
            stage    TEXT NOT NULL,
            place    INTEGER NOT NULL,
            priority \(dialect.key) NOT NULL,
            state    TEXT NOT NULL);
        CREATE UNIQUE INDEX slot_by_place ON slot(item, stage, place);
        CREATE INDEX slot_open ON slot(project, stage, priority, id) WHERE state = 'open';
        CREATE TABLE assignment (
            id         \(dialect.key) NOT NULL PRIMARY KEY,
            slot       \(dialect.key) NOT NULL,
            project    \(dialect.key) NOT NULL,
            item       \(dialect.key) NOT NULL,
            stage      TEXT NOT NULL,
            person     \(dialect.key) NOT NULL,
            state      TEXT NOT NULL,
            leased_at  \(dialect.time) NOT NULL,
            expires_at \(dialect.time) NOT NULL,
            ended_at   \(dialect.time),
            reason     TEXT,
            revision   \(dialect.key));
        CREATE UNIQUE INDEX assignment_of_slot ON assignment(slot) WHERE state IN ('leased','submitted');
        CREATE UNIQUE INDEX assignment_of_person ON assignment(item, stage, person)
            WHERE state IN ('leased','submitted','skipped');
        CREATE INDEX assignment_given_back ON assignment(item, stage, person, id) WHERE state IN ('expired','released');
        CREATE INDEX assignment_by_expiry ON assignment(expires_at) WHERE state = 'leased';
        CREATE INDEX assignment_by_person ON assignment(person, state, id);
        CREATE INDEX assignment_by_project ON assignment(project, state, ended_at);
        CREATE TABLE work_position (
            project  \(dialect.key) NOT NULL,
            stage    TEXT NOT NULL,
            person   \(dialect.key) NOT NULL,
            priority \(dialect.key) NOT NULL,
            slot     \(dialect.key) NOT NULL,
            PRIMARY KEY (project, stage, person));
        CREATE TABLE draft (
            assignment     \(dialect.key) NOT NULL PRIMARY KEY,
            counter        INTEGER NOT NULL,
            annotation     TEXT NOT NULL,
            active_seconds \(dialect.real) NOT NULL,
            saved_at       \(dialect.time) NOT NULL);
        CREATE TABLE answered_request (
            scope    TEXT NOT NULL,
            key      TEXT NOT NULL,
            response TEXT NOT NULL,
            made_at  \(dialect.time) NOT NULL,
            PRIMARY KEY (scope, key));
        CREATE INDEX answered_request_by_time ON answered_request(made_at);
        """ }
}
