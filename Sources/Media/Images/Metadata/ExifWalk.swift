/// Walks the directories of EXIF, which is TIFF inside: the picture's own, its small copy's, and those of the camera, the
/// position and the writer's rules (CIPA DC-008, 4.6; TIFF 6.0, section 2).
///
/// Every offset is the file's claim: each is checked against the end, each directory is read once, and directories and
/// entries are counted.
struct ExifWalk {
    private let bytes: HeaderBytes
    /// A TIFF file: directories that follow the first are pages, not small copies.
    private let isFile: Bool
    private var isBig = false
    private var waiting: [(at: Int, group: ExifTags.Group)] = []
    private var seen: Set<Int> = []
    private var position = ExifPosition()

    init(_ bytes: HeaderBytes, isFile: Bool) { (self.bytes, self.isFile) = (bytes, isFile) }

    mutating func run(_ reader: inout MetadataReader) {
        isBig = bytes.starts(with: [0x4D, 0x4D, 0, 0x2A])
        guard isBig || bytes.starts(with: [0x49, 0x49, 0x2A, 0]) else { return reader.note(.broken(.exif, "no byte order mark")) }
        guard let first = bytes.number(4, 4, isBig: isBig) else { return reader.note(.broken(.exif, "it has \(bytes.count) bytes")) }
        waiting = [(first, .picture)]
        while let next = waiting.popLast() {
            guard seen.count < reader.limits.maximumDirectories else { return reader.tooMuch("more than \(reader.limits.maximumDirectories) directories") }
            guard seen.insert(next.at).inserted else { continue }
            directory(next.at, next.group, &reader)
        }
        if let place = position.place { reader.setPosition(place) }
    }

    private mutating func directory(_ at: Int, _ group: ExifTags.Group, _ reader: inout MetadataReader) {
        guard let count = bytes.number(at, 2, isBig: isBig) else { return reader.note(.broken(.exif, "a directory at byte \(at) lies outside")) }
        var next: [(Int, ExifTags.Group)] = []
        for index in 0..<count where !reader.isFull {
            guard let entry = ExifEntry(bytes, at + 2 + index * 12, isBig: isBig) else {
                return reader.note(.broken(.exif, "directory entry \(index + 1) of \(count) lies outside"))
            }
            take(entry, group, &reader, &next)
        }
        if let chained = bytes.number(at + 2 + count * 12, 4, isBig: isBig), chained != 0 { next.append((chained, isFile ? .picture : .preview)) }
        waiting += next.reversed()
    }

    private mutating func take(_ entry: ExifEntry, _ group: ExifTags.Group, _ reader: inout MetadataReader, _ next: inout [(Int, ExifTags.Group)]) {
        if group != .position, let pointed = ExifTags.directories[entry.tag] {
            for at in entry.numbers(bytes, most: 8) { next.append((at, pointed)) }
            return
        }
        if group == .position { position.take(entry, bytes) }
        switch (group, entry.tag) {
        case (.preview, 0x0202), (.picture, 0x0202): if let size = entry.numbers(bytes, most: 1).first { reader.note(.preview(bytes: size)) }
        case (.camera, 0x927C): reader.note(.unread("MakerNote", bytes: entry.byteCount))
        case (.picture, 700): if let packet = entry.content(bytes) { reader.readXMP(packet.all) }
        case (.picture, 33723): if let records = entry.content(bytes) { reader.readIPTC(records) }
        case (.picture, 34377): if let resources = entry.content(bytes) { reader.readPhotoshop(resources) }
        default:
            // A small copy repeats what is said of the picture.
            guard group != .preview, let name = ExifTags.name(entry.tag, group) else { return }
            reader.add(.exif, name, entry.text(bytes, most: reader.limits.maximumValueBytes))
        }
    }
}

/// Latitude and longitude are three fractions each, with a letter for the side of the world (4.6.6).
struct ExifPosition {
    private var latitude: Double?
    private var longitude: Double?
    private var isSouth = false
    private var isWest = false

    mutating func take(_ entry: ExifEntry, _ bytes: HeaderBytes) {
        switch entry.tag {
        case 1: isSouth = entry.text(bytes, most: 2) == "S"
        case 2: latitude = Self.degrees(entry.fractions(bytes, most: 3), most: 90)
        case 3: isWest = entry.text(bytes, most: 2) == "W"
        case 4: longitude = Self.degrees(entry.fractions(bytes, most: 3), most: 180)
        default: break
        }
    }

    var place: ImageMetadata.Position? {
        guard let latitude, let longitude else { return nil }
        return .init(latitude: isSouth ? -latitude : latitude, longitude: isWest ? -longitude : longitude)
    }

    /// Degrees, minutes and seconds; nil for what is on no globe.
    private static func degrees(_ parts: [Double], most: Double) -> Double? {
        guard let whole = parts.first else { return nil }
        let sum = whole + (parts.count > 1 ? parts[1] / 60 : 0) + (parts.count > 2 ? parts[2] / 3600 : 0)
        return sum >= 0 && sum <= most ? sum : nil
    }
}
