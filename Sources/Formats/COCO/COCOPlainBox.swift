/// The commonest annotation, read without building a tree: integer ids, a box, perhaps an area, nothing else.
///
/// Anything unusual (another key, an exponent, more than 19 digits, a crowd, an escape) is nil and goes the long way, so this
/// changes how fast a file is read and nothing else.
struct COCOPlainBox {
    private(set) var id: Int64 = 0
    private(set) var category: Int64 = 0
    /// x, y, width, height.
    private(set) var x = 0.0
    private(set) var y = 0.0
    private(set) var width = 0.0
    private(set) var height = 0.0
    private(set) var area: Double?

    init?(_ bytes: UnsafeRawBufferPointer) {
        var scanner = Scanner(bytes)
        guard scanner.take(UInt8(ascii: "{")) else { return nil }
        var seen = 0
        repeat {
            guard let key = scanner.key(), seen & key.rawValue == 0, scanner.take(UInt8(ascii: ":")), read(key, &scanner) else { return nil }
            seen |= key.rawValue
        } while scanner.take(UInt8(ascii: ","))
        guard scanner.take(UInt8(ascii: "}")), scanner.isAtEnd, seen & 0b1111 == 0b1111 else { return nil }
    }

    private enum Key: Int { case id = 1, image = 2, category = 4, box = 8, area = 16, crowd = 32, segmentation = 64 }

    private mutating func read(_ key: Key, _ scanner: inout Scanner) -> Bool {
        switch key {
        case .id, .image, .category, .crowd:
            guard let value = scanner.number(), let whole = Int64(exactly: value), key != .crowd || whole == 0 else { return false }
            if key == .id { id = whole } else if key == .category { category = whole }
        case .area:
            guard let value = scanner.number() else { return false }
            area = value
        case .segmentation: return scanner.take(UInt8(ascii: "[")) && scanner.take(UInt8(ascii: "]"))
        case .box:
            guard scanner.take(UInt8(ascii: "[")), let first = scanner.number(), scanner.take(UInt8(ascii: ",")), let second = scanner.number(), scanner.take(UInt8(ascii: ",")),
                  let third = scanner.number(), scanner.take(UInt8(ascii: ",")), let fourth = scanner.number(), scanner.take(UInt8(ascii: "]")) else { return false }
            (x, y, width, height) = (first, second, third, fourth)
        }
        return true
    }

    private struct Scanner {
        private let bytes: UnsafeRawBufferPointer
        private var place = 0

        init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        private mutating func skipSpace() {
            while place < bytes.count, bytes[place] == 32 || bytes[place] == 10 || bytes[place] == 13 || bytes[place] == 9 { place += 1 }
        }

        var isAtEnd: Bool { place == bytes.count }

        mutating func take(_ byte: UInt8) -> Bool {
            skipSpace()
            guard place < bytes.count, bytes[place] == byte else { return false }
            place += 1
            return true
        }

        mutating func key() -> Key? {
            guard take(UInt8(ascii: "\"")) else { return nil }
            let start = place
            while place < bytes.count, bytes[place] != UInt8(ascii: "\"") { place += 1 }
            guard place < bytes.count else { return nil }
            let name = UnsafeRawBufferPointer(rebasing: bytes[start..<place])
            place += 1
            switch name.count {
            case 2: return Self.equals(name, "id") ? .id : nil
            case 4: return Self.equals(name, "bbox") ? .box : Self.equals(name, "area") ? .area : nil
            case 7: return Self.equals(name, "iscrowd") ? .crowd : nil
            case 8: return Self.equals(name, "image_id") ? .image : nil
            case 11: return Self.equals(name, "category_id") ? .category : nil
            case 12: return Self.equals(name, "segmentation") ? .segmentation : nil
            default: return nil
            }
        }

        private static func equals(_ name: UnsafeRawBufferPointer, _ wanted: StaticString) -> Bool {
            for place in 0..<name.count where name[place] != wanted.utf8Start[place] { return false }
            return true
        }

        mutating func number() -> Double? {
            skipSpace()
            return DecimalNumber.read(bytes, at: &place)
        }
    }
}
