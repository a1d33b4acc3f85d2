import Media
import Records

/// Finds what the metadata of a picture, a document, a sound or a video tells of people: by the meaning of a tag, and by what the finder of
/// texts sees in its value.
///
///     let disclosure = MetadataDisclosure(finder: PersonalDataFinder())
///     for finding in disclosure.found(in: try ImageMetadata.read(bytes)) { print(finding.tag, finding.entity) }
///
/// A position is told once, as `LOCATION`, however many tags it is written in. When a picture was taken, and words that
/// stand in it, are notes: nearly every file has them.
/// Cost: one look at a table and one pass of the finder for each value.
public struct MetadataDisclosure: Sendable {
    private let finder: PersonalDataFinder
    private let entities: Set<String>?
    private let minimumScore: Double

    /// - Parameter entities: only these; nil for all.
    public init(finder: PersonalDataFinder, entities: Set<String>? = nil) {
        self.finder = finder
        self.entities = entities
        minimumScore = finder.minimumScore
    }

    public func found(in metadata: ImageMetadata) -> [MetadataFinding] {
        var found: [MetadataFinding] = []
        if let position = metadata.position {
            let block = metadata.entries.first { $0.name.hasSuffix("GPSLatitude") }?.block ?? .exif
            add(.location, "\(block.title) GPSLatitude", Self.words(position), 1, to: &found)
        }
        for entry in metadata.entries where !(metadata.position != nil && Self.isPartOfPosition(entry.name)) {
            let isWritten = entry.block == .text || entry.block == .comment
            add(MetadataMeaning.ofTag(entry.name, isWritten: isWritten), "\(entry.block.title) \(entry.name)", entry.value, to: &found)
        }
        return found
    }

    public func found(in properties: [DocumentProperties.Property]) -> [MetadataFinding] {
        var found: [MetadataFinding] = []
        for property in properties { add(MetadataMeaning.ofProperty(property.name), property.name, property.value, to: &found) }
        return found
    }

    /// A tag that stands in several places of a container with the same value is told once.
    public func found(in tags: [MediaTags.Tag]) -> [MetadataFinding] {
        var found: [MetadataFinding] = [], seen: Set<MediaTags.Tag> = []
        for tag in tags where seen.insert(.init(part: tag.part, name: MetadataMeaning.mediaName(tag.name), value: tag.value)).inserted {
            add(MetadataMeaning.ofMedia(tag.name), "\(tag.part) \(tag.name)", tag.value, to: &found)
        }
        return found
    }

    /// To a metre, which is what cameras know.
    private static func words(_ position: ImageMetadata.Position) -> String {
        func rounded(_ degrees: Double) -> Double { (degrees * 100_000).rounded() / 100_000 }
        return "\(rounded(position.latitude)), \(rounded(position.longitude))"
    }

    private static func isPartOfPosition(_ name: String) -> Bool {
        ["GPSLatitude", "GPSLongitude", "GPSLatitudeRef", "GPSLongitudeRef", "GPSAltitude", "GPSAltitudeRef"].contains { name == $0 || name.hasSuffix(":\($0)") }
    }

    private func add(_ meaning: MetadataMeaning, _ tag: String, _ value: String, to found: inout [MetadataFinding]) {
        switch meaning {
        case .entity(let entity, let score):
            add(entity, tag, value, score, to: &found)
            addSpans(tag, value, to: &found)
        case .date:
            if admits("DATE_TIME", 1) { found.append(.init(entity: "DATE_TIME", tag: tag, range: nil, score: 1, severity: .note, value: value)) }
        case .plain: addSpans(tag, value, to: &found)
        }
    }

    private func add(_ entity: MetadataEntity, _ tag: String, _ value: String, _ score: Double, to found: inout [MetadataFinding]) {
        guard admits(entity.rawValue, score) else { return }
        found.append(.init(entity: entity.rawValue, tag: tag, range: nil, score: score, severity: entity == .freeText ? .note : .warning, value: value))
    }

    private func addSpans(_ tag: String, _ value: String, to found: inout [MetadataFinding]) {
        let scalars = Array(value.unicodeScalars)
        for span in finder.find(in: value) {
            found.append(.init(entity: span.entity, tag: tag, range: span.range, score: span.score, severity: .warning, value: String(String.UnicodeScalarView(scalars[span.range]))))
        }
    }

    private func admits(_ entity: String, _ score: Double) -> Bool { score >= minimumScore && entities?.contains(entity) ?? true }
}
