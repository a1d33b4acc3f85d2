/// Datasets of IPTC's information interchange model (IIM 4.2): who made a news picture, where, and what is on it.
enum IPTCRecords {
    enum Broken: Error {
        case noMarker(at: Int)
        case outside(at: Int)

        var words: String {
            switch self {
            case .noMarker(let at): "no dataset at byte \(at)"
            case .outside(let at): "the dataset at byte \(at) lies outside"
            }
        }
    }

    /// Of the application record, number 2.
    private static let names: [Int: String] = [
        5: "ObjectName", 25: "Keywords", 26: "ContentLocationCode", 27: "ContentLocationName", 40: "SpecialInstructions", 55: "DateCreated", 60: "TimeCreated", 62: "DigitalCreationDate",
        80: "By-line", 85: "By-lineTitle", 90: "City", 92: "Sub-location", 95: "Province-State", 100: "Country-PrimaryLocationCode", 101: "Country-PrimaryLocationName", 105: "Headline",
        110: "Credit", 115: "Source", 116: "CopyrightNotice", 118: "Contact", 120: "Caption-Abstract", 122: "Writer-Editor",
    ]

    static func read(_ bytes: HeaderBytes, _ limits: MetadataLimits, _ give: (_ name: String, _ value: String) -> Void) throws(Broken) {
        var at = 0
        while at < bytes.count {
            // Padding stands behind the last one.
            if bytes.byte(at) == 0 { at += 1; continue }
            guard bytes.byte(at) == 0x1C else { throw .noMarker(at: at) }
            guard let record = bytes.byte(at + 1), let number = bytes.byte(at + 2), let size = bytes.big16(at + 3) else { throw .outside(at: at) }
            // A dataset beyond 32 KiB says first how many bytes its size has.
            let wide = size & 0x8000 != 0 ? size & 0x7FFF : 0
            guard wide <= 4, let length = wide > 0 ? bytes.number(at + 5, wide, isBig: true) : size & 0x7FFF, let value = bytes.part(at + 5 + wide, length) else { throw .outside(at: at) }
            if record == 2, let name = names[Int(number)] { give(name, MetadataText.decode(value.all.prefix(limits.maximumValueBytes))) }
            at += 5 + wide + length
        }
    }
}

/// The list of resources that Photoshop keeps in a segment or a tag: `8BIM`, a number, a name, a size.
enum PhotoshopResources {
    static let iptc = 0x0404

    /// - Returns: what is broken.
    static func each(in bytes: HeaderBytes, _ visit: (_ id: Int, _ content: HeaderBytes) -> Void) -> String? {
        var at = 0
        while at + 12 <= bytes.count {
            guard bytes.matches("8BIM", at: at), let id = bytes.big16(at + 4), let name = bytes.byte(at + 6) else { return "no resource at byte \(at)" }
            // The name has a length byte; both together are even.
            let start = at + 6 + (Int(name) + 2) & ~1
            guard let size = bytes.big32(start), let content = bytes.part(start + 4, size) else { return "the resource at byte \(at) lies outside" }
            visit(id, content)
            at = start + 4 + size + size & 1
        }
        return nil
    }
}
