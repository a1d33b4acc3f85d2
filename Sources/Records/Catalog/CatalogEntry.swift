/// One thing a user can choose by name: a format, a consensus method, a cleaning step, a source.
///
/// Every extension point is an array of these; command line lists, HTTP lists, documents and law tests are
/// derived from the array, so adding a member there is all the registration there is.
public protocol CatalogEntry: Sendable {
    /// Stable, lower-case, hyphenated: what people type and files store.
    static var name: String { get }
    /// One sentence without a full stop: what it does and when to choose it.
    static var summary: String { get }
}

extension CatalogEntry {
    public var name: String { Self.name }
    public var summary: String { Self.summary }
}
