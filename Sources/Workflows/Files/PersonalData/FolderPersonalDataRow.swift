import Preparing
import Records

/// One place of one file of a folder that tells of somebody.
public struct FolderPersonalDataRow: Sendable, Hashable {
    public enum Part: Sendable, Hashable {
        /// The file's name, or a folder's above it.
        case name(String)
        /// A tag of a picture's metadata.
        case tag(String)
        /// A property of a document.
        case property(String)
        /// From 1.
        case page(Int)
        case line(Int)
        /// A field of a table's record.
        case field(String, line: Int)

        /// As people read it.
        public var words: String {
            switch self {
            case .name(let part): "name `\(part)`"
            case .tag(let name): name
            case .property(let name): "property \(name)"
            case .page(let page): "page \(page)"
            case .line(let line): "line \(line)"
            case .field(let field, let line): "line \(line)  \(field)"
            }
        }

        fileprivate var members: JSONObject {
            switch self {
            case .name(let part): ["part": "name", "name": .string(part)]
            case .tag(let name): ["part": "tag", "tag": .string(name)]
            case .property(let name): ["part": "property", "property": .string(name)]
            case .page(let page): ["part": "page", "page": .int(Int64(page))]
            case .line(let line): ["part": "text", "line": .int(Int64(line))]
            case .field(let field, let line): ["part": "record", "field": .string(field), "line": .int(Int64(line))]
            }
        }
    }

    /// Below the folder.
    public var file: String
    public var part: Part
    /// Of `winnow list personal-data` or `winnow list metadata-entities`.
    public var entity: String
    /// In characters of the part; nil for all of it.
    public var range: Range<Int>?
    public var score: Double
    public var severity: Finding.Severity
    /// As it stands; empty in what is printed unless asked for.
    public var value: String

    init(_ file: String, _ part: Part, _ span: PersonalDataSpan, _ value: String) {
        (self.file, self.part, entity, range, score, severity, self.value) = (file, part, span.entity, span.range, span.score, .warning, value)
    }

    init(_ file: String, _ part: Part, _ found: MetadataFinding) {
        (self.file, self.part, entity, range, score, severity, value) = (file, part, found.entity, found.range, found.score, found.severity, found.value)
    }

    /// The same without what it is about: a name of a file may itself be the personal data.
    public var withoutValue: FolderPersonalDataRow {
        var row = self
        row.value = ""
        return row
    }

    public var object: JSONObject {
        var object: JSONObject = ["file": .string(file)]
        for member in part.members.members { object[member.key] = member.value }
        object["entity"] = .string(entity)
        if let range { (object["start"], object["end"]) = (.int(Int64(range.lowerBound)), .int(Int64(range.upperBound))) }
        object["score"] = .double(score)
        object["severity"] = .string(severity.rawValue)
        if !value.isEmpty { object["value"] = .string(value) }
        return object
    }
}
