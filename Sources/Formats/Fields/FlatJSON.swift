/// Members of a JSON object that is one level deep, found without making values of them.
///
/// Takes the objects that programs write by the million: `{"item":"a","label":"spam","n":3}`. Whatever else JSON allows
/// (nesting, escapes, exponents), and whatever is no JSON, is left to `JSONParser`, which also says what is wrong: so this
/// accepts nothing that the parser would refuse.
struct FlatJSON {
    /// Byte ranges within the line. A value's range has no quotes.
    struct Member {
        var key: Range<Int>
        var value: Range<Int>
        var isNull: Bool
    }

    private(set) var members: [Member] = []
    /// With more, looking for a repeated key costs more than the parser.
    private static let most = 24

    /// False when the line is for the parser. The bytes are UTF-8.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
        members.removeAll(keepingCapacity: true)
        var place = Self.blank(line, 0)
        guard place < line.count, line[place] == UInt8(ascii: "{") else { return false }
        place = Self.blank(line, place + 1)
        while place < line.count {
            guard let key = Self.string(line, place) else { return false }
            place = Self.blank(line, key.upperBound + 1)
            guard place < line.count, line[place] == UInt8(ascii: ":") else { return false }
            place = Self.blank(line, place + 1)
            guard let (value, isNull, next) = Self.value(line, place), add(Member(key: key, value: value, isNull: isNull), line) else { return false }
            place = Self.blank(line, next)
            guard place < line.count else { return false }
            if line[place] == UInt8(ascii: "}") { return Self.blank(line, place + 1) == line.count }
            guard line[place] == UInt8(ascii: ",") else { return false }
            place = Self.blank(line, place + 1)
        }
        return false
    }

    /// False for a key that was there before.
    private mutating func add(_ member: Member, _ line: UnsafeRawBufferPointer) -> Bool {
        guard members.count < Self.most else { return false }
        for other in members where other.key.count == member.key.count {
            if line[other.key].elementsEqual(line[member.key]) { return false }
        }
        members.append(member)
        return true
    }

    @inline(__always)
    private static func blank(_ line: UnsafeRawBufferPointer, _ start: Int) -> Int {
        var place = start
        while place < line.count, line[place] == 32 || line[place] == 9 || line[place] == 13 { place += 1 }
        return place
    }

    /// What is between two quotes; nil for a text with escapes or control characters.
    private static func string(_ line: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
        guard start < line.count, line[start] == UInt8(ascii: "\"") else { return nil }
        var place = start + 1
        while place < line.count {
            let byte = line[place]
            if byte == UInt8(ascii: "\"") { return start + 1..<place }
            guard byte >= 32, byte != UInt8(ascii: "\\") else { return nil }
            place += 1
        }
        return nil
    }

    private static func value(_ line: UnsafeRawBufferPointer, _ start: Int) -> (Range<Int>, isNull: Bool, next: Int)? {
        guard start < line.count else { return nil }
        switch line[start] {
        case UInt8(ascii: "\""): return string(line, start).map { ($0, false, $0.upperBound + 1) }
        case UInt8(ascii: "n"): return word("null", line, start).map { ($0, true, $0.upperBound) }
        case UInt8(ascii: "t"): return word("true", line, start).map { ($0, false, $0.upperBound) }
        case UInt8(ascii: "f"): return word("false", line, start).map { ($0, false, $0.upperBound) }
        default: return integer(line, start).map { ($0, false, $0.upperBound) }
        }
    }

    private static func word(_ word: StaticString, _ line: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
        let end = start + word.utf8CodeUnitCount
        guard end <= line.count, (0..<word.utf8CodeUnitCount).allSatisfy({ line[start + $0] == word.utf8Start[$0] }) else { return nil }
        return start..<end
    }

    /// A whole number of at most 15 digits as JSON writes it: what stands there is then also its text.
    private static func integer(_ line: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
        var place = start
        if line[place] == UInt8(ascii: "-") { place += 1 }
        let first = place
        while place < line.count, line[place] >= 48, line[place] <= 57 { place += 1 }
        guard place > first, place - first <= 15, line[first] != 48 || place == first + 1 && first == start else { return nil }
        if place < line.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(line[place]) { return nil }
        return start..<place
    }
}
