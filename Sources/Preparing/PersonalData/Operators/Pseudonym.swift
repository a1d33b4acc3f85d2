import Kernels
import Records

/// A made-up value of the same form in the place of each real one: digits stay digits, letters letters, separators where
/// they are, and check digits agree.
///
/// What is made up follows from the project's key, the entity and the value, so the same value has the same pseudonym in
/// every record, and without the key it cannot be traced back. Case does not count, nor do separators of numbers: a card
/// written with spaces and without has one pseudonym. A telephone with its calling code and without it has two. Two values
/// may meet in one pseudonym, as seldom as two random values of that form are equal. Numbers that exist are not avoided: a
/// pseudonym may by chance be somebody's.
///
/// Mail goes to `example.org`, links to `example.org`, network addresses into 198.18.0.0/15 and 2001:db8::/32 (set aside
/// for tests and documents), network cards to locally given addresses; dates are shifted by `DateShift`. Addresses of
/// coins keep their form alone: their checksum cannot be met by drawing.
public struct Pseudonym: PersonalDataOperator {
    public static let name = "pseudonym"
    public static let summary = "Write a made-up value of the same form with valid check digits; the same value gets the same one everywhere"
    /// Draws before a form is given up; one in a few thousand passes for the strictest. After a quarter of them the first
    /// three characters stay, as some numbers begin with their country, and every other time the letters.
    static let mostDraws = 20_000

    public init() {}

    public func rewritten(_ value: String, _ place: RewritePlace) -> String? {
        var random = SeededRandom(seed: place.key.seed("pseudonym", place.entity, canonical(value, place.entity)))
        switch place.entity {
        case "EMAIL_ADDRESS": return MadeUpAddress.mail(&random)
        case "URL": return MadeUpAddress.link(value, &random)
        case "IP_ADDRESS": return MadeUpAddress.network(value, &random)
        case "MAC_ADDRESS": return MadeUpAddress.hardware(value, &random)
        case "DATE_TIME": return DateShift().rewritten(value, place)
        case "PHONE_NUMBER": return telephone(value, &random)
        case "IBAN_CODE": return account(value, &random)
        case "PERSON", "LOCATION", "ORGANIZATION": return value.utf8.allSatisfy { $0 < 0x80 } ? code(value, place.entity, &random) : nil
        default: return code(value, place.entity, &random)
        }
    }

    /// Separators of a number say nothing; those of an address do (`1.11.1.1` is not `11.1.1.1`).
    private func canonical(_ value: String, _ entity: String) -> String {
        let isAddress = PersonalDataCatalog.entity(named: entity).map { $0.scanner != nil && $0.scanner != .telephone && $0.scanner != .hardware } ?? true
        let small = value.utf8.map { $0 &- 65 < 26 ? $0 | 32 : $0 }
        return String(decoding: isAddress ? small : small.filter { CharacterClass.of($0) != 0 }, as: UTF8.self)
    }

    private func code(_ value: String, _ entity: String, _ random: inout SeededRandom) -> String? {
        let bytes = Array(value.utf8), kept = entity == "CREDIT_CARD" ? 1 : 0
        guard let known = PersonalDataCatalog.entity(named: entity), entity != "CRYPTO" else {
            return String(decoding: redrawn(bytes, keeping: kept, &random), as: UTF8.self)
        }
        let hasCheck = known.accepts(value) == true
        for draw in 0..<Self.mostDraws {
            let isLate = draw >= Self.mostDraws / 4
            let candidate = redrawn(bytes, keeping: isLate ? 3 : kept, lettersToo: !isLate || draw % 2 == 0, &random)
            let text = String(decoding: candidate, as: UTF8.self)
            if candidate != bytes, !hasCheck || known.accepts(text) == true { return text }
        }
        return nil
    }

    /// Country stays; the two check digits are those of the 97 that fit.
    private func account(_ value: String, _ random: inout SeededRandom) -> String? {
        var bytes = redrawn(Array(value.utf8), keeping: 2, &random)
        let digits = bytes.indices.filter { CharacterClass.of(bytes[$0]) != 0 }
        guard digits.count > 4 else { return nil }
        for check in 2...98 {
            bytes[digits[2]] = UInt8(48 + check / 10)
            bytes[digits[3]] = UInt8(48 + check % 10)
            let text = String(decoding: bytes, as: UTF8.self)
            if CodeText.asking(text, { CheckDigits.remainder97($0, rotatedBy: 4) }) == 1 { return text == value ? nil : text }
        }
        return nil
    }

    private static let telephones = PersonalDataFinder(locales: PersonalDataLocale.allCases, entities: ["PHONE_NUMBER"], minimumScore: 0)

    /// Country code or trunk prefix and one more digit stay; drawn until the plan holds it.
    private func telephone(_ value: String, _ random: inout SeededRandom) -> String? {
        let bytes = Array(value.utf8), whole = 0..<value.unicodeScalars.count
        let code = bytes.first == UInt8(ascii: "+") ? bytes.dropFirst().prefix { $0 &- 48 < 10 }.count : bytes.first { $0 &- 48 < 10 } == 48 ? 1 : 0
        for _ in 0..<Self.mostDraws {
            let candidate = redrawn(bytes, keeping: code + 1, &random)
            let text = String(decoding: candidate, as: UTF8.self)
            if candidate != bytes, Self.telephones.find(in: text).first?.range == whole { return text }
        }
        return nil
    }

    /// Each letter and digit behind the first `kept` is drawn anew within its class.
    private func redrawn(_ bytes: [UInt8], keeping kept: Int, lettersToo: Bool = true, _ random: inout SeededRandom) -> [UInt8] {
        var seen = 0
        return bytes.map { byte in
            let kind = CharacterClass.of(byte)
            if kind == 0 { return byte }
            seen += 1
            if seen <= kept { return byte }
            if kind & CharacterClass.digit != 0 { return 48 + UInt8(random.below(10)) }
            if !lettersToo { return byte }
            return (byte & 0xE0) + 1 + UInt8(random.below(26))
        }
    }
}
