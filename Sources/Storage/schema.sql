CREATE TABLE answered_request (
    scope    TEXT NOT NULL,
    key      TEXT NOT NULL,
    response TEXT NOT NULL,
    made_at  INTEGER NOT NULL,
    PRIMARY KEY (scope, key));
CREATE INDEX answered_request_by_time ON answered_request(made_at);
CREATE TABLE assignment (
    id         INTEGER NOT NULL PRIMARY KEY,
    slot       INTEGER NOT NULL,
    project    INTEGER NOT NULL,
    item       INTEGER NOT NULL,
    stage      TEXT NOT NULL,
    person     INTEGER NOT NULL,
    state      TEXT NOT NULL,
    leased_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER,
    reason     TEXT,
    revision   INTEGER);
CREATE INDEX assignment_by_expiry ON assignment(expires_at) WHERE state = 'leased';
CREATE INDEX assignment_by_person ON assignment(person, state, id);
CREATE INDEX assignment_by_project ON assignment(project, state, ended_at);
CREATE INDEX assignment_given_back ON assignment(item, stage, person, id) WHERE state IN ('expired','released');
CREATE UNIQUE INDEX assignment_of_person ON assignment(item, stage, person)
    WHERE state IN ('leased','submitted','skipped');
CREATE UNIQUE INDEX assignment_of_slot ON assignment(slot) WHERE state IN ('leased','submitted');
CREATE TABLE audit (
    number   INTEGER NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    subject  TEXT NOT NULL,
    details  TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL);
CREATE TABLE blob_fact (
    sha256 TEXT NOT NULL,
    kind   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (sha256, kind));
CREATE TABLE branch (
    project INTEGER NOT NULL REFERENCES project(id),
    name    TEXT NOT NULL,
    head    TEXT NOT NULL,
    PRIMARY KEY (project, name));
CREATE TABLE commit_ref (
    project INTEGER NOT NULL REFERENCES project(id),
    hash    TEXT NOT NULL,
    branch  TEXT NOT NULL,
    parent  TEXT,
    message TEXT NOT NULL,
    author  TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    items   INTEGER NOT NULL,
    PRIMARY KEY (project, hash));
CREATE INDEX commit_ref_by_time ON commit_ref(project, made_at);
CREATE TABLE consensus_run (
    id         INTEGER NOT NULL PRIMARY KEY,
    project    INTEGER NOT NULL REFERENCES project(id),
    question   TEXT NOT NULL,
    method     TEXT NOT NULL,
    parameters TEXT NOT NULL,
    report     TEXT NOT NULL,
    made_at    INTEGER NOT NULL);
CREATE INDEX consensus_run_by_project ON consensus_run(project, question, id);
CREATE TABLE credential (
    person     INTEGER NOT NULL PRIMARY KEY REFERENCES person(id),
    hash       TEXT NOT NULL,
    changed_at INTEGER NOT NULL);
CREATE TABLE definition_version (
    project     INTEGER NOT NULL REFERENCES project(id),
    version     INTEGER NOT NULL,
    yaml        TEXT NOT NULL,
    definition  TEXT NOT NULL,
    guidelines  TEXT NOT NULL,
    author      TEXT NOT NULL,
    made_at     INTEGER NOT NULL,
    PRIMARY KEY (project, version));
CREATE TABLE draft (
    assignment     INTEGER NOT NULL PRIMARY KEY,
    counter        INTEGER NOT NULL,
    annotation     TEXT NOT NULL,
    active_seconds REAL NOT NULL,
    saved_at       INTEGER NOT NULL);
CREATE TABLE finding (
    id           INTEGER NOT NULL PRIMARY KEY,
    project      INTEGER NOT NULL,
    run          INTEGER,
    item         INTEGER,
    severity     TEXT NOT NULL,
    code         TEXT NOT NULL,
    message      TEXT NOT NULL,
    place_file   TEXT,
    place_line   INTEGER,
    place_column INTEGER,
    place_record TEXT,
    hint         TEXT);
CREATE INDEX finding_by_code ON finding(project, code, severity, id);
CREATE INDEX finding_by_item ON finding(item, id) WHERE item IS NOT NULL;
CREATE INDEX finding_by_run ON finding(run, id) WHERE run IS NOT NULL;
CREATE TABLE gold (
    project  INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer   TEXT NOT NULL,
    made_at  INTEGER NOT NULL,
    PRIMARY KEY (item, question));
CREATE INDEX gold_by_project ON gold(project, question, item);
CREATE TABLE invitation (
    hash        TEXT NOT NULL PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('owner','invitation')),
    project     INTEGER,
    role        TEXT,
    login       TEXT,
    made_by     INTEGER,
    made_at     INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    redeemed_by INTEGER,
    redeemed_at INTEGER);
CREATE TABLE item (
    id           INTEGER NOT NULL PRIMARY KEY,
    project      INTEGER NOT NULL,
    source       INTEGER NOT NULL,
    run          INTEGER NOT NULL,
    key          TEXT NOT NULL,
    media        TEXT NOT NULL,
    state        TEXT NOT NULL,
    state_reason TEXT,
    split        TEXT,
    twin_group   INTEGER,
    licence      TEXT,
    consent      TEXT,
    fields       TEXT NOT NULL,
    blobs        TEXT NOT NULL,
    metadata     TEXT NOT NULL, left_out_at INTEGER);
CREATE INDEX item_by_group ON item(project, twin_group, id) WHERE twin_group IS NOT NULL;
CREATE UNIQUE INDEX item_by_key ON item(source, key);
CREATE INDEX item_by_project ON item(project, id);
CREATE INDEX item_by_split ON item(project, split, id) WHERE split IS NOT NULL;
CREATE INDEX item_by_state ON item(project, state, id);
CREATE TABLE job (
    id           INTEGER NOT NULL PRIMARY KEY,
    project      INTEGER,
    kind         TEXT NOT NULL,
    settings     TEXT NOT NULL,
    state        TEXT NOT NULL,
    done         INTEGER NOT NULL,
    total        INTEGER,
    cursor       TEXT NOT NULL,
    report       TEXT NOT NULL,
    error        TEXT,
    made_at      INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    worker       TEXT,
    is_cancelled INTEGER NOT NULL);
CREATE INDEX job_by_project ON job(project, id);
CREATE INDEX job_by_state ON job(state, id);
CREATE TABLE membership (
    project     INTEGER NOT NULL REFERENCES project(id),
    person      INTEGER NOT NULL REFERENCES person(id),
    role        TEXT NOT NULL,
    granted_at  INTEGER NOT NULL,
    PRIMARY KEY (project, person));
CREATE INDEX membership_by_person ON membership(person);
CREATE TABLE model (
    id         INTEGER NOT NULL PRIMARY KEY,
    project    INTEGER NOT NULL REFERENCES project(id),
    question   TEXT NOT NULL,
    name       TEXT NOT NULL,
    version    TEXT NOT NULL,
    blob       TEXT,
    settings   TEXT NOT NULL,
    report     TEXT NOT NULL,
    made_at    INTEGER NOT NULL,
    UNIQUE (project, question, name, version));
CREATE TABLE person (
    id         INTEGER NOT NULL PRIMARY KEY,
    login      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    is_owner   INTEGER NOT NULL,
    is_active  INTEGER NOT NULL,
    made_at    INTEGER NOT NULL);
CREATE TABLE personal_place (
    id         INTEGER NOT NULL PRIMARY KEY,
    project    INTEGER NOT NULL,
    item       INTEGER NOT NULL,
    field      TEXT NOT NULL,
    first      INTEGER NOT NULL,
    past_last  INTEGER NOT NULL,
    entity     TEXT NOT NULL,
    locale     TEXT NOT NULL,
    score      REAL NOT NULL,
    is_checked INTEGER NOT NULL,
    context    TEXT,
    digest     TEXT NOT NULL,
    decision   TEXT,
    decided_by TEXT,
    decided_at INTEGER);
CREATE INDEX personal_place_by_entity ON personal_place(project, entity, decision, id);
CREATE INDEX personal_place_by_item ON personal_place(item, field, first);
CREATE INDEX personal_place_by_value ON personal_place(project, digest, entity);
CREATE TABLE project (
    id          INTEGER NOT NULL PRIMARY KEY,
    slug        TEXT NOT NULL UNIQUE,
    objective   TEXT NOT NULL,
    media       TEXT NOT NULL,
    version     INTEGER NOT NULL,
    made_at     INTEGER NOT NULL,
    archived_at INTEGER);
CREATE TABLE rendition (
    original TEXT NOT NULL,
    size     TEXT NOT NULL,
    blob     TEXT NOT NULL,
    PRIMARY KEY (original, size));
CREATE TABLE revision (
    id                 INTEGER NOT NULL PRIMARY KEY,
    project            INTEGER NOT NULL,
    item               INTEGER NOT NULL,
    stage              TEXT NOT NULL,
    author             INTEGER,
    number             INTEGER NOT NULL,
    origin             TEXT NOT NULL,
    annotation         TEXT NOT NULL,
    definition_version INTEGER NOT NULL,
    active_seconds     REAL NOT NULL,
    made_at            INTEGER NOT NULL, withdrawn_at INTEGER);
CREATE INDEX revision_by_author ON revision(author, id) WHERE author IS NOT NULL;
CREATE UNIQUE INDEX revision_by_item ON revision(item, stage, author, number);
CREATE INDEX revision_by_stage ON revision(project, stage, item, author, number);
CREATE TABLE run (
    id          INTEGER NOT NULL PRIMARY KEY,
    project     INTEGER NOT NULL REFERENCES project(id),
    source      INTEGER,
    step        TEXT NOT NULL,
    state       TEXT NOT NULL,
    seed        INTEGER,
    started_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    report      TEXT NOT NULL);
CREATE INDEX run_by_project ON run(project, id);
CREATE TABLE schema_migration (name TEXT NOT NULL PRIMARY KEY);
CREATE TABLE session (
    hash       TEXT NOT NULL PRIMARY KEY,
    person     INTEGER NOT NULL REFERENCES person(id),
    made_at    INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL);
CREATE INDEX session_by_expiry ON session(expires_at);
CREATE INDEX session_by_person ON session(person);
CREATE TABLE setting (
    name       TEXT NOT NULL PRIMARY KEY,
    value      TEXT NOT NULL);
CREATE TABLE settled (
    item       INTEGER NOT NULL,
    question   TEXT NOT NULL,
    project    INTEGER NOT NULL,
    answer     TEXT NOT NULL,
    label      TEXT,
    rule       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    revisions  TEXT NOT NULL,
    posterior  REAL,
    settled_at INTEGER NOT NULL,
    PRIMARY KEY (item, question));
CREATE INDEX settled_by_project ON settled(project, question, label, item);
CREATE TABLE shipment (
    id          INTEGER NOT NULL PRIMARY KEY,
    project     INTEGER NOT NULL REFERENCES project(id),
    commit_hash TEXT NOT NULL,
    format      TEXT NOT NULL,
    settings    TEXT NOT NULL,
    files       TEXT NOT NULL,
    author      TEXT NOT NULL,
    made_at     INTEGER NOT NULL);
CREATE INDEX shipment_by_project ON shipment(project, id);
CREATE TABLE slot (
    id       INTEGER NOT NULL PRIMARY KEY,
    project  INTEGER NOT NULL,
    item     INTEGER NOT NULL,
    stage    TEXT NOT NULL,
    place    INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    state    TEXT NOT NULL);
CREATE UNIQUE INDEX slot_by_place ON slot(item, stage, place);
CREATE INDEX slot_open ON slot(project, stage, priority, id) WHERE state = 'open';
CREATE TABLE source (
    id          INTEGER NOT NULL PRIMARY KEY,
    project     INTEGER NOT NULL REFERENCES project(id),
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    licence     TEXT,
    attribution TEXT,
    origin      TEXT NOT NULL,
    settings    TEXT NOT NULL,
    UNIQUE (project, name));
CREATE TABLE suggestion (
    id            INTEGER NOT NULL PRIMARY KEY,
    project       INTEGER NOT NULL,
    item          INTEGER NOT NULL,
    question      TEXT NOT NULL,
    answer        TEXT NOT NULL,
    score         REAL NOT NULL,
    probabilities TEXT,
    model         TEXT NOT NULL,
    version       TEXT NOT NULL,
    state         TEXT NOT NULL);
CREATE INDEX suggestion_by_item ON suggestion(item, question, state);
CREATE INDEX suggestion_open ON suggestion(project, question, score, id) WHERE state = 'open';
CREATE TABLE token (
    id          INTEGER NOT NULL PRIMARY KEY,
    hash        TEXT NOT NULL UNIQUE,
    person      INTEGER NOT NULL REFERENCES person(id),
    name        TEXT NOT NULL,
    permissions TEXT,
    made_at     INTEGER NOT NULL,
    used_at     INTEGER,
    revoked_at  INTEGER);
CREATE INDEX token_by_person ON token(person);
CREATE TABLE verdict (
    id       INTEGER NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revision(id),
    reviewer INTEGER NOT NULL REFERENCES person(id),
    outcome  TEXT NOT NULL CHECK (outcome IN ('accept','fix','return')),
    fix      INTEGER,
    note     TEXT,
    made_at  INTEGER NOT NULL, withdrawn_at INTEGER);
CREATE INDEX verdict_by_revision ON verdict(revision, id);
CREATE TABLE work_position (
    project  INTEGER NOT NULL,
    stage    TEXT NOT NULL,
    person   INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    slot     INTEGER NOT NULL,
    PRIMARY KEY (project, stage, person));
