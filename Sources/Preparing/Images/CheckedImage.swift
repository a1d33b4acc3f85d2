import Media
import Records

/// One picture of the set: what could be measured, or why nothing could.
public struct CheckedImage: Sendable {
    public enum Reading: Sendable {
        case measured(ImageMeasurements)
        case unreadable(ImageError)
    }

    public var id: ItemID
    /// The item's own name, for findings.
    public var key: String
    /// Any hash of the file's bytes that is equal only for equal files.
    public var bytesHash: String?
    public var reading: Reading

    public init(id: ItemID, key: String, bytesHash: String? = nil, reading: Reading) {
        self.id = id
        self.key = key
        self.bytesHash = bytesHash
        self.reading = reading
    }

    public var measurements: ImageMeasurements? {
        if case .measured(let measurements) = reading { return measurements }
        return nil
    }
}
