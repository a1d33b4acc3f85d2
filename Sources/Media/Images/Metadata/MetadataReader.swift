/// Gathers entries of one picture from its blocks, within the limits.
struct MetadataReader {
    let limits: MetadataLimits
    private(set) var metadata: ImageMetadata
    private var textBytesLeft: Int
    private var toldTooMuch: Set<String> = []
    /// As XMP writes it; used where EXIF has no position.
    private var writtenLatitude: Double?
    private var writtenLongitude: Double?

    init(_ format: ImageFormat, _ limits: MetadataLimits) {
        self.limits = limits
        metadata = ImageMetadata(format)
        textBytesLeft = limits.maximumTextBytes
    }

    func finished() -> ImageMetadata {
        var metadata = metadata
        if metadata.position == nil, let latitude = writtenLatitude, let longitude = writtenLongitude {
            metadata.position = ImageMetadata.Position(latitude: latitude, longitude: longitude)
        }
        return metadata
    }

    mutating func add(_ block: MetadataBlock, _ name: String, _ value: String) {
        guard !isFull else { return tooMuch("more than \(limits.maximumEntries) entries") }
        guard !value.isEmpty else { return }
        metadata.entries.append(.init(block, name, value))
        if name.hasSuffix("GPSLatitude"), block == .xmp { writtenLatitude = XMPText.degrees(value, most: 90) }
        if name.hasSuffix("GPSLongitude"), block == .xmp { writtenLongitude = XMPText.degrees(value, most: 180) }
    }

    var isFull: Bool { metadata.entries.count >= limits.maximumEntries }

    /// A broken file breaks in few ways; the first of them say enough.
    mutating func note(_ note: MetadataNote) {
        if metadata.notes.count < 64 { metadata.notes.append(note) }
    }

    /// Once of each kind.
    mutating func tooMuch(_ what: String) {
        if toldTooMuch.insert(what).inserted { note(.tooMuch(what)) }
    }

    mutating func setPosition(_ position: ImageMetadata.Position) {
        if metadata.position == nil { metadata.position = position }
    }

    mutating func readExif(_ tiff: HeaderBytes, isFile: Bool = false) {
        var walk = ExifWalk(tiff, isFile: isFile)
        walk.run(&self)
    }

    mutating func readXMP(_ packet: [UInt8]) {
        guard takeText(packet.count) else { return }
        for property in XMPText.properties(packet, most: limits.maximumEntries) { add(.xmp, property.name, cut(property.value)) }
    }

    mutating func readIPTC(_ bytes: HeaderBytes) {
        guard takeText(bytes.count) else { return }
        do throws(IPTCRecords.Broken) {
            try IPTCRecords.read(bytes, limits) { name, value in add(.iptc, name, value) }
        } catch { note(.broken(.iptc, error.words)) }
    }

    /// Photoshop's resources, of which one holds IPTC.
    mutating func readPhotoshop(_ bytes: HeaderBytes) {
        guard takeText(bytes.count) else { return }
        if let broken = PhotoshopResources.each(in: bytes, { id, content in if id == PhotoshopResources.iptc { readIPTC(content) } }) { note(.broken(.iptc, broken)) }
    }

    /// False when all packed texts together would be too much.
    mutating func takeText(_ count: Int) -> Bool {
        guard count <= textBytesLeft else {
            tooMuch("more than \(limits.maximumTextBytes) bytes of text")
            return false
        }
        textBytesLeft -= count
        return true
    }

    /// Bytes of zlib, unpacked within what is left.
    mutating func unpacked(_ packed: UnsafeRawBufferPointer) -> [UInt8]? {
        guard packed.count > 2, textBytesLeft > 0 else { return nil }
        do throws(Inflate.Failure) { return try Inflate.unpack(Array(packed)[2...], left: &textBytesLeft).bytes } catch {
            if case .tooLarge = error { tooMuch("more than \(limits.maximumTextBytes) bytes of text") } else { note(.broken(.text, "a packed text does not unpack")) }
            return nil
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) -> String { MetadataText.decode(bytes.prefix(limits.maximumValueBytes)) }

    private func cut(_ text: String) -> String {
        text.utf8.count <= limits.maximumValueBytes ? text : MetadataText.decode(Array(text.utf8.prefix(limits.maximumValueBytes)))
    }
}

/// Bytes that may be UTF-8 or an older encoding to text.
enum MetadataText {
    /// UTF-8 where it is that, else Latin 1; to the first zero, spaces round it taken away.
    static func decode(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes.prefix { $0 != 0 })
        let text = String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        return trimmed(text)
    }

    static func trimmed(_ text: String) -> String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.value <= 32 }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[first...last])
    }
}
