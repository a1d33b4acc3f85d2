import Formats

/// The formats a dataset is shipped in: those that hold answers.
public enum ShipFormatCatalog {
    public static let all: [DatasetFormat] = DatasetFormat.all

    public static func named(_ name: String) -> DatasetFormat? { DatasetFormat.named(name) }
}
