extension Migration {
    /// Projects, every version of their definitions, who works in them, where their items come from.
    static let projects = Migration("0002-projects") { dialect in """
        CREATE TABLE project (
            id          \(dialect.key) NOT NULL PRIMARY KEY,
            slug        TEXT NOT NULL UNIQUE,
            objective   TEXT NOT NULL,
            media       TEXT NOT NULL,
            version     INTEGER NOT NULL,
            made_at     \(dialect.time) NOT NULL,
            archived_at \(dialect.time));
        CREATE TABLE definition_version (
            project     \(dialect.key) NOT NULL REFERENCES project(id),
            version     INTEGER NOT NULL,
            yaml        TEXT NOT NULL,
            definition  TEXT NOT NULL,
            guidelines  TEXT NOT NULL,
            author      TEXT NOT NULL,
            made_at     \(dialect.time) NOT NULL,
            PRIMARY KEY (project, version));
        CREATE TABLE membership (
            project     \(dialect.key) NOT NULL REFERENCES project(id),
            person      \(dialect.key) NOT NULL REFERENCES person(id),
            role        TEXT NOT NULL,
            granted_at  \(dialect.time) NOT NULL,
            PRIMARY KEY (project, person));
        CREATE INDEX membership_by_person ON membership(person);
        CREATE TABLE source (
            id          \(dialect.key) NOT NULL PRIMARY KEY,
            project     \(dialect.key) NOT NULL REFERENCES project(id),
            name        TEXT NOT NULL,
            kind        TEXT NOT NULL,
            licence     TEXT,
            attribution TEXT,
            origin      TEXT NOT NULL,
            settings    TEXT NOT NULL,
            UNIQUE (project, name));
        CREATE TABLE run (
            id          \(dialect.key) NOT NULL PRIMARY KEY,
            project     \(dialect.key) NOT NULL REFERENCES project(id),
            source      \(dialect.key),
            step        TEXT NOT NULL,
            state       TEXT NOT NULL,
            seed        \(dialect.key),
            started_at  \(dialect.time) NOT NULL,
            ended_at    \(dialect.time),
            report      TEXT NOT NULL);
        CREATE INDEX run_by_project ON run(project, id);
        """ }
}
