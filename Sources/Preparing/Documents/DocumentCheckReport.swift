import Media
import Records

/// One document of the set.
public typealias CheckedDocument = CheckedFile<DocumentMeasurements, DocumentError>

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
}

extension DocumentChecks {
    public static func report(_ documents: [CheckedDocument], _ settings: DocumentCheckSettings = DocumentCheckSettings()) -> DocumentCheckReport {
        let ordered = documents.sorted { $0.id < $1.id }
        let measured = ordered.compactMap(\.measurements)
        let findings = ordered.map { Self.findings($0, settings) }
        return DocumentCheckReport(
            findings: findings.flatMap(\.self), seen: documents.count, unreadable: documents.count - measured.count,
            pages: measured.reduce(0) { $0 + $1.pages.count }, counts: FindingCount.of(findings), settings: settings)
    }

    private static func findings(_ document: CheckedDocument, _ settings: DocumentCheckSettings) -> [Finding] {
        switch document.reading {
        case .unreadable(let error): [error.finding(at: Place(record: document.key))]
        case .measured(let measurements): findings(measurements, key: document.key, settings)
        }
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
