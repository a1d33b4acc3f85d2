import Records

/// Kinds of personal data that are told by where they stand rather than by how they are written: the tag says that a text
/// is somebody's name, whatever it is.
///
/// Names are presidio's where it has one (`PERSON`, `LOCATION`); what text finders know (`DATE_TIME`, `EMAIL_ADDRESS`)
/// keeps its name in `PersonalDataCatalog`.
public enum MetadataEntity: String, Sendable, Hashable, CaseIterable {
    case person = "PERSON"
    case location = "LOCATION"
    case device = "DEVICE_ID"
    case freeText = "FREE_TEXT"

    public var summary: String {
        switch self {
        case .person: "Who made, owns, wrote or changed a file, or is shown on it, by its metadata"
        case .location: "Where a picture was taken: position or place, by its metadata"
        case .device: "Number of a camera, lens or computer, by a picture's metadata"
        case .freeText: "Words that somebody wrote into a file's metadata; anything may stand there"
        }
    }
}

/// One place of a file's metadata that tells of somebody.
public struct MetadataFinding: Sendable, Hashable {
    /// Of `MetadataEntity` or of `PersonalDataCatalog`.
    public var entity: String
    /// `EXIF Artist`, `Author`.
    public var tag: String
    /// Where in the tag's text, in Unicode scalars; nil for all of it.
    public var range: Range<Int>?
    public var score: Double
    /// Notes are what most files carry: when a picture was taken, words that were written into it.
    public var severity: Finding.Severity
    /// As it stands.
    public var value: String
}
