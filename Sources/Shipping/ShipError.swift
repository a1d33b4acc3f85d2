import Records

/// Why nothing could be shipped.
public enum ShipError: Error, Sendable, Hashable {
    case unknownFormat(String)
    case unknownSetting(String)
    case badSetting(String, String, expected: String)
    /// An item names a source that the facts do not have.
    case unknownSource(item: String)
    /// Every item was withheld, or there was none.
    case nothingToShip(withheld: Int)
}

extension ShipError: CustomStringConvertible {
    public var finding: Finding {
        switch self {
        case .unknownFormat(let name):
            Finding(.error, "ship.unknown-format", "there is no format `\(name)` to ship in", hint: "Formats are \(ShipFormatCatalog.all.map { "`\($0.card.name)`" }.joined(separator: ", "))")
        case .unknownSetting(let name):
            Finding(.error, "ship.unknown-setting", "`\(name)` is not a setting of shipping",
                    hint: "Settings are `unlabelled`, `settled-by`, `revisions`, `neutralise-formulas`, `compression`, `question`, `fields`")
        case .badSetting(let name, let value, let expected):
            Finding(.error, "ship.bad-setting", "`\(name)` is `\(value)`; it takes \(expected)")
        case .unknownSource(let item):
            Finding(.error, "ship.unknown-source", "the source of item `\(item)` is not among those of the project", at: Place(record: item))
        case .nothingToShip(let withheld):
            Finding(.error, "ship.nothing-to-ship", withheld == 0 ? "there are no items to ship" : "all \(withheld) items are withheld",
                    hint: withheld == 0 ? nil : "The report says why; unlabelled items are shipped with `unlabelled: true`")
        }
    }

    public var description: String { finding.message }
}
