import Records

/// Why nothing could be shipped.
public enum ShipError: Error, Sendable, Hashable {
    case unknownFormat(String)
    /// The format cannot hold what the project asks.
    case doesNotFit(String, reason: String, fitting: [String])
    case unknownSetting(String)
    case badSetting(String, String, expected: String)
    /// An item names a source that the facts do not have.
    case unknownSource(item: String)
    /// An item has files, and nobody gave a place to take them from.
    case noPictures(item: String)
    /// Every item was withheld, or there was none.
    case nothingToShip(withheld: Int)
}

extension ShipError: CustomStringConvertible {
    public var finding: Finding {
        switch self {
        case .unknownFormat(let name):
            Finding(.error, "ship.unknown-format", "there is no format `\(name)` to ship in", hint: "Formats are \(ShipFormatCatalog.all.map { "`\($0.card.name)`" }.joined(separator: ", "))")
        case .doesNotFit(let name, let reason, let fitting):
            Finding(.error, "ship.format-does-not-fit", "format `\(name)` does not fit this project: \(reason)", hint: "Those that fit are \(fitting.map { "`\($0)`" }.joined(separator: ", "))")
        case .noPictures(let item):
            Finding(.error, "ship.no-pictures", "the files of item `\(item)` are not at hand", at: Place(record: item))
        case .unknownSetting(let name):
            Finding(.error, "ship.unknown-setting", "`\(name)` is not a setting of shipping",
                    hint: "Settings are \(ShipmentOptions.settingNames.map { "`\($0)`" }.joined(separator: ", "))")
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
