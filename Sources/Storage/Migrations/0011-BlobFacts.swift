extension Migration {
    /// What was computed from a blob's bytes and nothing else: the measurements of a picture.
    /// Why: decoding a hundred thousand pictures again because a threshold changed takes an hour; reading this a second.
    /// `kind` names method and version, so a better method never reads an older one's numbers. No old row is touched.
    static let blobFacts = Migration("0011-blob-facts") { _ in """
        CREATE TABLE blob_fact (
            sha256 TEXT NOT NULL,
            kind   TEXT NOT NULL,
            value  TEXT NOT NULL,
            PRIMARY KEY (sha256, kind));
        """ }
}
