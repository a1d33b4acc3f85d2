/// Properties of an XMP packet (ISO 16684-1), read as markup rather than as RDF: each text belongs to the nearest element
/// outside the `rdf` and `x` namespaces, each attribute of a description is a property.
///
/// Prefixes are taken as their usual writers write them. No tree is built and nothing is ever fetched, so an entity or a
/// document type means nothing.
enum XMPText {
    static func properties(_ packet: [UInt8], most: Int) -> [(name: String, value: String)] {
        var scanner = MarkupScanner(packet), open: [String] = [], found: [(name: String, value: String)] = []
        while found.count < most, let piece = scanner.next() {
            switch piece {
            case .text(let range):
                var text: [UInt8] = []
                MarkupScanner.append(scanner.bytes[range], to: &text)
                let value = MetadataText.decode(text)
                if !value.isEmpty, let name = open.last(where: isProperty) { found.append((name, value)) }
            case .tag(let tag):
                let name = written(tag, packet)
                if tag.isClosing {
                    if let place = open.lastIndex(of: name) { open.removeSubrange(place...) }
                    continue
                }
                for attribute in attributes(packet[tag.rest]) where isProperty(attribute.name) { found.append(attribute) }
                // A packet of openings alone must not grow.
                if !tag.isEmpty, open.count < 256 { open.append(name) }
            }
        }
        return found
    }

    /// `48,8.5N` and `48,8,30N`: degrees, minutes, seconds, side of the world (ISO 16684-2, 4.4; EXIF for XMP).
    static func degrees(_ text: String, most: Double) -> Double? {
        guard let side = text.last, "NSEWnsew".contains(side) else { return Double(text).flatMap { abs($0) <= most ? $0 : nil } }
        let parts = text.dropLast().split(separator: ",").map { Double($0) ?? .nan }
        guard (1...3).contains(parts.count) else { return nil }
        let sum = parts[0] + (parts.count > 1 ? parts[1] / 60 : 0) + (parts.count > 2 ? parts[2] / 3600 : 0)
        guard sum >= 0, sum <= most else { return nil }
        return "SWsw".contains(side) ? -sum : sum
    }

    private static func isProperty(_ name: String) -> Bool {
        guard let colon = name.firstIndex(of: ":") else { return false }
        return !["rdf", "x", "xml", "xmlns", "xmpMM", "stEvt", "stRef", "crs"].contains(String(name[..<colon]))
    }

    /// The scanner gives names in small letters; a packet's own spelling is what people search for.
    private static func written(_ tag: MarkupScanner.Tag, _ bytes: [UInt8]) -> String {
        let start = tag.rest.lowerBound - tag.name.utf8.count
        guard start >= 0 else { return tag.name }
        let name = String(decoding: bytes[start..<tag.rest.lowerBound], as: UTF8.self)
        return name.lowercased() == tag.name ? name : tag.name
    }

    /// `name="value"` and `name='value'`; what is written otherwise is passed over.
    private static func attributes(_ bytes: ArraySlice<UInt8>) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = [], place = bytes.startIndex
        while let equal = bytes[place...].firstIndex(of: UInt8(ascii: "=")), equal + 1 < bytes.endIndex {
            let quote = bytes[equal + 1]
            let name = MetadataText.trimmed(String(decoding: bytes[place..<equal], as: UTF8.self))
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), let end = bytes[(equal + 2)...].firstIndex(of: quote) else {
                place = equal + 1
                continue
            }
            var value: [UInt8] = []
            MarkupScanner.append(bytes[(equal + 2)..<end], to: &value)
            found.append((name, MetadataText.decode(value)))
            place = end + 1
        }
        return found.filter { !$0.value.isEmpty }
    }
}
