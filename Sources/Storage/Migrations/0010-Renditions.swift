extension Migration {
    /// Smaller or plainer copies of pictures, so that each is made once. The bytes are blobs; rows may be deleted at any
    /// time, the copies are then made again.
    static let renditions = Migration("0010-renditions") { dialect in """
        CREATE TABLE rendition (
            original TEXT NOT NULL,
            size     TEXT NOT NULL,
            blob     TEXT NOT NULL,
            PRIMARY KEY (original, size));
        """ }
}
