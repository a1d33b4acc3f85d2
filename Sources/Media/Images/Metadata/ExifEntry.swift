/// One entry of a directory: a tag, a kind of number, how many, and where they lie (TIFF 6.0, section 2).
struct ExifEntry {
    let tag: Int
    private let kind: Int
    private let count: Int
    private let at: Int
    private let isBig: Bool

    /// Bytes of each kind, from 1 on: byte, ASCII, short, long, fraction, the same signed, undefined, floats.
    private static let sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

    /// nil when the entry itself lies outside; its value may still do so.
    init?(_ bytes: HeaderBytes, _ at: Int, isBig: Bool) {
        guard let tag = bytes.number(at, 2, isBig: isBig), let kind = bytes.number(at + 2, 2, isBig: isBig), let count = bytes.number(at + 4, 4, isBig: isBig),
            let value = bytes.number(at + 8, 4, isBig: isBig)
        else { return nil }
        (self.tag, self.kind, self.count, self.isBig) = (tag, Self.sizes.indices.contains(kind) ? kind : 0, count, isBig)
        self.at = Self.sizes[self.kind] * count <= 4 ? at + 8 : value
    }

    /// Claimed.
    var byteCount: Int { Self.sizes[kind] * count }

    /// The value's bytes; nil when they lie outside.
    func content(_ bytes: HeaderBytes) -> HeaderBytes? { kind == 0 ? nil : bytes.part(at, byteCount) }

    /// Whole numbers without a sign, such as offsets.
    func numbers(_ bytes: HeaderBytes, most: Int) -> [Int] {
        guard kind == 1 || kind == 3 || kind == 4 else { return [] }
        let size = Self.sizes[kind]
        return (0..<min(count, most)).compactMap { bytes.number(at + $0 * size, size, isBig: isBig) }
    }

    /// Stops at a fraction of nothing.
    func fractions(_ bytes: HeaderBytes, most: Int) -> [Double] {
        guard kind == 5 || kind == 10 else { return [] }
        var found: [Double] = []
        for index in 0..<min(count, most) {
            guard let top = bytes.number(at + index * 8, 4, isBig: isBig), let bottom = bytes.number(at + index * 8 + 4, 4, isBig: isBig), bottom != 0 else { break }
            func value(_ raw: Int) -> Double { kind == 10 ? Double(Int32(truncatingIfNeeded: raw)) : Double(raw) }
            found.append(value(top) / value(bottom))
        }
        return found
    }

    /// As people read it; empty for what is no text and no number, and for what lies outside.
    func text(_ bytes: HeaderBytes, most: Int) -> String {
        switch kind {
        case 2: return available(bytes, most).map { MetadataText.decode($0.all) } ?? ""
        case 1 where (0x9C9B...0x9C9F).contains(tag): return available(bytes, most).map { Self.wide($0.all, isBig: false) } ?? ""
        case 7: return available(bytes, most).map(marked) ?? ""
        case 1, 3, 4: return numbers(bytes, most: 16).map(String.init).joined(separator: " ")
        case 5, 10: return fractions(bytes, most: 16).map { $0 == $0.rounded() && abs($0) < 1e15 ? "\(Int($0))" : "\($0)" }.joined(separator: " ")
        default: return ""
        }
    }

    /// A text may be cut; its beginning is worth reading.
    private func available(_ bytes: HeaderBytes, _ most: Int) -> HeaderBytes? { bytes.part(at, min(byteCount, most, max(0, bytes.count - at))) }

    /// Texts of a free kind open with eight bytes that name their encoding (4.6.5, UserComment).
    private func marked(_ content: HeaderBytes) -> String {
        guard [0x9286, 0x001B, 0x001C].contains(tag), content.count > 8, let rest = content.part(8, content.count - 8) else { return "" }
        if content.matches("UNICODE\0", at: 0) { return Self.wide(rest.all, isBig: isBig) }
        return MetadataText.decode(rest.all)
    }

    private static func wide(_ bytes: [UInt8], isBig: Bool) -> String {
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0 + (isBig ? 0 : 1)]) << 8 | UInt16(bytes[$0 + (isBig ? 1 : 0)]) }
        return MetadataText.trimmed(String(decoding: units.prefix { $0 != 0 }, as: UTF16.self))
    }
}
