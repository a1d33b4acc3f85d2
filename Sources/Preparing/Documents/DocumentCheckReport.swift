import Media
import Records

/// One document of the set: what could be measured, or why nothing could.
public struct CheckedDocument: Sendable {
    public enum Reading: Sendable {
        case measured(DocumentMeasurements)
        case unreadable(DocumentError)
    }

    public var id: ItemID
    /// The item's own name, for findings.
    public var key: String
    public var reading: Reading

    public init(id: ItemID, key: String, reading: Reading) {
        self.id = id
        self.key = key
        self.reading = reading
    }
}

/// What the checks say of a set of documents. Equal sets give equal reports, whatever the order of the documents.
public struct DocumentCheckReport: Sendable, Hashable, Codable {
    /// By item, then in the order of the catalogue.
    public var findings: [Finding]
    public var seen: Int
    public var unreadable: Int
    public var pages: Int
    /// How many documents each finding code was given to, by code.
    public var counts: [FindingCount]
    public var settings: DocumentCheckSettings

    public struct FindingCount: Sendable, Hashable, Codable {
        public var code: String
        public var count: Int
    }
}

extension DocumentChecks {
    public static func report(_ documents: [CheckedDocument], _ settings: DocumentCheckSettings = DocumentCheckSettings()) -> DocumentCheckReport {
        var found: [Finding] = [], counts: [String: Int] = [:], unreadable = 0, pages = 0
        for document in documents.sorted(by: { $0.id < $1.id }) {
            switch document.reading {
            case .unreadable(let error):
                unreadable += 1
                found.append(error.finding(at: Place(record: document.key)))
            case .measured(let measurements):
                pages += measurements.pages.count
                found += findings(measurements, key: document.key, settings)
            }
        }
        for finding in found { counts[finding.code, default: 0] += 1 }
        return DocumentCheckReport(
            findings: found, seen: documents.count, unreadable: unreadable, pages: pages,
            counts: counts.keys.sorted().map { .init(code: $0, count: counts[$0] ?? 0) }, settings: settings)
    }

    /// What is wrong with one readable document; `key` names its item.
    public static func findings(_ document: DocumentMeasurements, key: String, _ settings: DocumentCheckSettings = DocumentCheckSettings()) -> [Finding] {
        let place = Place(record: key)
        var found = document.facts.notes.map { $0.finding(at: place) }
        if document.facts.isEncrypted {
            found.append(Finding(
                .note, "document.restricted", "the document is encrypted and opens without a password", at: place, hint: "its author asked for limits on copying or printing: mind the licence"))
        }
        return found + DocumentCheckCatalog.all.compactMap { $0.finding(document, settings, key: key) }
    }
}
