import Kernels

/// Addresses that reach nobody, in the ranges set aside for that (RFC 2606, 2544, 3849).
enum MadeUpAddress {
    private static let beginnings = ["b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w"]
    private static let vowels = ["a", "e", "i", "o", "u"]

    static func mail(_ random: inout SeededRandom) -> String {
        "\(word(&random, 2)).\(word(&random, 3))\(random.below(90) + 10)@example.org"
    }

    private static func word(_ random: inout SeededRandom, _ syllables: Int) -> String {
        (0..<syllables).map { _ in beginnings[random.below(16)] + vowels[random.below(5)] }.joined()
    }

    /// Keeps a scheme when there was one.
    static func link(_ value: String, _ random: inout SeededRandom) -> String {
        let scheme = value.contains("://") ? value.prefix { $0 != ":" } + "://" : ""
        return "\(scheme)example.org/\(word(&random, 5))"
    }

    static func network(_ value: String, _ random: inout SeededRandom) -> String {
        let mask = value.firstIndex(of: "/").map { value[$0...] } ?? ""
        if value.contains(":") { return "2001:db8:\((0..<6).map { _ in String(random.below(65_536), radix: 16) }.joined(separator: ":"))\(mask)" }
        return "198.\(18 + random.below(2)).\(random.below(256)).\(random.below(256))\(mask)"
    }

    /// The second digit becomes 2: given locally, to one card.
    static func hardware(_ value: String, _ random: inout SeededRandom) -> String {
        var place = 0
        return String(value.map { letter in
            guard letter.isHexDigit else { return letter }
            place += 1
            if place <= 2 { return place == 1 ? "0" : "2" }
            let digits = Array(letter.isLowercase ? "0123456789abcdef" : "0123456789ABCDEF")
            return digits[random.below(16)]
        })
    }
}
