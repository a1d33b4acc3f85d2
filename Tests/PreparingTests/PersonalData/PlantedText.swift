import Kernels
@testable import Preparing

/// Sentences with planted personal data, drawn from a seed: what is in them is known, so recall and precision can be
/// counted.
struct PlantedText {
    var text: String
    var entity: String
    var range: Range<Int>

    static func random(_ seed: UInt64) -> SeededRandom { SeededRandom(seed: seed) }

    /// A sentence with a word of context before a value of the entity, and another sentence with numbers that are nobody's.
    static func drawn(_ entity: PersonalDataEntity, _ random: inout SeededRandom) throws -> PlantedText {
        let value = try value(entity, &random)
        let word = entity.contextWords[random.below(entity.contextWords.count)]
        let before = [
            "Please note my \(word) ", "\(word): ", "She gave her \(word) as ", "(\(word) ", "Übrigens, the \(word) is ", "Do not share the \(word), which reads ",
        ][random.below(6)]
        let after = [". ", ", thanks. ", " and nothing else. ", ") ", "\n", "; "][random.below(6)]
        let start = before.unicodeScalars.count
        return PlantedText(text: before + value + after + noise(&random), entity: entity.name, range: start..<start + value.unicodeScalars.count)
    }

    /// Ordinary numbers: prices, orders, versions, measures, titles.
    static func noise(_ random: inout SeededRandom) -> String {
        let small = random.below(90) + 10, large = random.below(900_000) + 100_000
        return [
            "Order \(large) shipped in \(small) days.", "It costs $\(small),\(random.below(900) + 100).00 now.", "Version \(small).\(random.below(9)) fixed issue #\(large).",
            "We walked \(small) km and sold \(large) units.", "Invoice INV-\(large)-B was paid.", "Room \(small)B seats \(small) people.", "The score was \(random.below(9))-\(random.below(9)) at half time.",
            "Commit \(String(large, radix: 16))ab broke the build.", "About \(small).\(random.below(9))% of \(large) said yes.", "See page \(small), section \(random.below(9)).\(random.below(9)).",
            "ISBN 978-0-306-40615-\(random.below(10)) is out of print.", "He ran it in \(small) seconds.", "Item \(large)\(large) is sold out.", "Ticket AB-\(large) is closed.",
        ][random.below(14)]
    }

    private static func value(_ entity: PersonalDataEntity, _ random: inout SeededRandom) throws -> String {
        switch entity.scanner {
        case .mail: return "\(word(&random)).\(word(&random))@\(word(&random)).\(["com", "org", "co.uk", "de"][random.below(4)])"
        case .link: return ["https://\(word(&random)).com/\(word(&random))", "www.\(word(&random)).net", "\(word(&random)).org"][random.below(3)]
        case .network: return random.below(2) == 0 ? (0..<4).map { _ in String(10 + random.below(240)) }.joined(separator: ".") : "2001:db8:" + (0..<6).map { _ in String(random.below(65_536), radix: 16) }.joined(separator: ":")
        case .hardware: return (0..<6).map { _ in hexadecimal(&random) }.joined(separator: random.below(2) == 0 ? ":" : "-")
        case .telephone: return telephone(&random)
        case .date: return date(&random)
        case .person, .location, .organisation: return word(&random)
        case nil: return try code(entity, &random)
        }
    }

    /// A layout at random, filled until rule and checksum agree; coins are taken from their vectors.
    private static func code(_ entity: PersonalDataEntity, _ random: inout SeededRandom) throws -> String {
        if entity.name == "CRYPTO" {
            let known = try PersonalDataVectors.read("CRYPTO").valid
            return known[random.below(known.count)]
        }
        if entity.name == "IBAN_CODE" {
            let known = try PersonalDataVectors.read("IBAN_CODE").valid
            return Pseudonym().rewritten(known[random.below(known.count)], RewritePlace(entity: "IBAN_CODE", key: PersonalDataKey((0..<16).map { _ in UInt8(random.below(256)) })!))!
        }
        for _ in 0..<400_000 {
            let isFiscal = entity.name == "IT_FISCAL_CODE"
            let pattern = isFiscal ? "AAAAAAddAddAdddA" : entity.forms[random.below(entity.forms.count)].pattern
            let text = filled(pattern, entity, &random)
            if entity.accepts(text) ?? true { return text }
        }
        throw PersonalDataError.noQuasiIdentifiers
    }

    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

    private static func filled(_ pattern: String, _ entity: PersonalDataEntity, _ random: inout SeededRandom) -> String {
        let text = String(decoding: pattern.utf8.map { letter in
            switch letter {
            case UInt8(ascii: "d"): digits[random.below(10)]
            case UInt8(ascii: "A"), UInt8(ascii: "a"): digits[10 + random.below(26)]
            case UInt8(ascii: "X"), UInt8(ascii: "x"): digits[random.below(36)]
            default: letter
            }
        }, as: UTF8.self)
        guard let beginning = beginning(entity.name, pattern) else { return text }
        return beginning + text.dropFirst(beginning.count)
    }

    /// What a number must begin with, where drawing it would take too long.
    private static func beginning(_ name: String, _ pattern: String) -> String? {
        switch name {
        case "CH_AHV": "756"
        case "DE_VAT_ID": "DE"
        case "IT_VAT_CODE" where pattern.hasPrefix("A"): "IT"
        case "SG_UEN": pattern == "dddddddddA" ? "2009" : pattern.hasPrefix("A") ? "T09LL" : nil
        case "UK_DRIVING_LICENCE": "JONES"
        case "CN_RESIDENT_ID": "1101011990"
        case "FR_NIR": pattern.hasPrefix("ddddddX") ? "1850575" : nil
        default: nil
        }
    }

    private static func word(_ random: inout SeededRandom) -> String {
        (0..<2 + random.below(2)).map { _ in ["ba", "ko", "ri", "mu", "ten", "sal"][random.below(6)] }.joined()
    }

    private static func hexadecimal(_ random: inout SeededRandom) -> String {
        let digits = String(random.below(256), radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }

    /// Eleven ways to write it, of nine countries.
    private static func telephone(_ random: inout SeededRandom) -> String {
        func digits(_ count: Int) -> String { String((0..<count).map { _ in Character(String(random.below(10))) }) }
        let local = "\(2 + random.below(8))\(digits(1))\(2 + random.below(8))"
        let area = "\(2 + random.below(8))0\(random.below(10))"
        return [
            "+1 \(area)-\(local.prefix(1))34-\(digits(4))", "(\(area)) \(local.prefix(1))55-\(digits(4))", "\(area)-\(local.prefix(1))52-\(digits(4))", "020 7\(digits(3)) \(digits(4))",
            "+44 7\(digits(3)) \(digits(6))", "+49 30 \(digits(7))", "0151 \(digits(8))", "+33 6 \(digits(2)) \(digits(2)) \(digits(2)) \(digits(2))", "06 \(digits(2)) \(digits(2)) \(digits(2)) \(digits(2))",
            "+91 9\(digits(4)) \(digits(5))", "+55 11 9\(digits(4))-\(digits(4))",
        ][random.below(11)]
    }

    private static func date(_ random: inout SeededRandom) -> String {
        let day = String(random.below(18) + 11), month = String(random.below(3) + 10), year = String(1940 + random.below(80))
        let name = ["January", "Mar", "June", "October", "Dec"][random.below(5)]
        return ["\(year)-\(month)-\(day)", "\(day)/\(month)/\(year)", "\(day).\(month).\(year)", "\(day) \(name) \(year)", "\(name) \(day), \(year)", "\(day)-\(name)-\(year)"][random.below(6)]
    }
}
