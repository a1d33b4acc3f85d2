import Records

/// How a person's decision about duplicates stands in an item's row: as its state and the reason of it, so that commits,
/// exports and restores carry it without knowing of it.
public enum DuplicateMark {
    /// Begins the reason of a rejected item that was set aside; the key of the one that was kept follows.
    public static let setAside = "duplicate of "
    /// The reason of a ready item that is to stay although others are nearly the same.
    public static let kept = "kept beside its duplicates"

    public static func isSetAside(_ state: ItemState, _ reason: String?) -> Bool { state == .rejected && reason?.hasPrefix(setAside) == true }

    /// A condition on rows of `item`, with its arguments.
    static func isSetAside(_ row: String) -> (sql: String, arguments: [SQLValue]) {
        ("(\(row)state = 'rejected' AND substr(\(row)state_reason, 1, ?) = ?)", [.count(setAside.unicodeScalars.count), .text(setAside)])
    }
}
