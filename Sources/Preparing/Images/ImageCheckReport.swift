import Media
import Records

/// What the checks say of a set of pictures. Equal sets give equal reports, whatever the order of the pictures.
public struct ImageCheckReport: Sendable, Hashable, Codable {
    /// By item, then in the order of the catalogue.
    public var findings: [Finding]
    public var seen: Int
    public var unreadable: Int
    /// How many pictures each finding code was given to, by code.
    public var counts: [FindingCount]
    public var sizes: SizeSpread?
    public var settings: ImageCheckSettings
}

extension ImageChecks {
    /// The findings of a whole set; copies are found by `ImageDuplicates`.
    public static func report(_ images: [CheckedImage], _ settings: ImageCheckSettings = ImageCheckSettings()) -> ImageCheckReport {
        let ordered = images.sorted { $0.id < $1.id }
        let sizes = SizeSpread(
            ordered.compactMap(\.measurements).map { SizeSpread.size(width: $0.width, height: $0.height) }, spread: settings.sizeSpread)
        let findings = ordered.map { Self.findings($0, sizes, settings) }
        return ImageCheckReport(
            findings: findings.flatMap(\.self), seen: images.count, unreadable: images.count { $0.measurements == nil }, counts: FindingCount.of(findings),
            sizes: sizes, settings: settings)
    }

    private static func findings(_ image: CheckedImage, _ sizes: SizeSpread?, _ settings: ImageCheckSettings) -> [Finding] {
        switch image.reading {
        case .unreadable(let error): return [error.finding(at: Place(record: image.key))]
        case .measured(let measurements): return findings(measurements, key: image.key, sizes: sizes, settings)
        }
    }

    /// What is wrong with one readable picture; `key` names its item, `sizes` are those of its set. For sets too large
    /// to be held at once: measure all, then ask for each.
    public static func findings(
        _ measurements: ImageMeasurements, key: String, sizes: SizeSpread?, _ settings: ImageCheckSettings = ImageCheckSettings()
    ) -> [Finding] {
        let checks = sizes.map { sizes in ImageCheckCatalog.all.compactMap { $0.finding(measurements, sizes, settings, key: key) } }
        return (checks ?? []) + storageFindings(measurements.facts, key: key)
    }

    /// What people may stumble over although the picture is readable.
    private static func storageFindings(_ facts: ImageFacts, key: String) -> [Finding] {
        let place = Place(record: key)
        func note(_ code: String, _ message: String, _ hint: String? = nil) -> Finding { Finding(.note, "image.\(code)", message, at: place, hint: hint) }
        var findings = facts.notes.map { $0.finding(at: place) }
        if facts.colour == .cmyk { findings.append(note("cmyk", "the picture is stored as printing inks", "colours were converted without a profile")) }
        if facts.bitDepth > 8 { findings.append(note("deep", "the picture has \(facts.bitDepth) bits per sample; 8 are looked at")) }
        if facts.hasAlpha { findings.append(note("alpha", "the picture has transparent parts", "they are shown on white")) }
        if facts.isAnimated { findings.append(note("animated", "the picture moves: \(facts.frames ?? 0) frames", "only the first is looked at")) }
        if facts.orientation != .upright {
            findings.append(note(
                "turned", "the picture is stored turned (EXIF orientation \(facts.orientation.rawValue))",
                "it is shown upright; coordinates count on the upright picture"))
        }
        return findings
    }
}
