import Records

/// Why a source cannot be collected at all.
public enum CollectError: Error, Sendable, Hashable {
    case unknownKind(String, source: String)
    case missingSetting(String, source: String)
    case badSetting(String, source: String, reason: String)
    case noForeignDoor(source: String)
    case badQuery(source: String, reason: String)
}

extension CollectError: CustomStringConvertible {
    public var finding: Finding {
        switch self {
        case .unknownKind(let kind, let source):
            Finding(.error, "source.unknown-kind", "source `\(source)` is of kind `\(kind)`, which is not known", at: Place(record: source),
                    hint: "Kinds are \(SourceCatalog.names.map { "`\($0)`" }.joined(separator: ", "))")
        case .missingSetting(let setting, let source):
            Finding(.error, "source.missing-setting", "source `\(source)` needs `\(setting):`", at: Place(record: source))
        case .badSetting(let setting, let source, let reason):
            Finding(.error, "source.bad-setting", "`\(setting):` of source `\(source)` cannot be used: \(reason)", at: Place(record: source))
        case .noForeignDoor(let source):
            Finding(.error, "source.no-database", "source `\(source)` reads a database, and none can be opened from here", at: Place(record: source))
        case .badQuery(let source, let reason):
            Finding(.error, "source.bad-query", "the query of source `\(source)` cannot be used: \(reason)", at: Place(record: source))
        }
    }

    public var description: String { finding.message }
}
