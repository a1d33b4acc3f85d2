/// Check digits over the digits of a number: each catches every single wrong digit.
enum CheckDigits {
    /// Every second digit from the right is doubled; the sum of all digits is a multiple of ten (Luhn, US patent 2950048).
    static func luhn(_ code: CodeText, added: Int = 0) -> Bool {
        var sum = added, doubles = false
        for place in stride(from: code.count - 1, through: 0, by: -1) {
            let value = code.value(place)
            guard value < 10 else { return false }
            sum += doubles ? (value > 4 ? value * 2 - 9 : value * 2) : value
            doubles.toggle()
        }
        return sum % 10 == 0
    }

    /// Products in the dihedral group of order ten (Verhoeff, 1969): catches swapped neighbours too.
    static func verhoeff(_ code: CodeText) -> Bool {
        var check = 0
        for place in 0..<code.count {
            let value = code.value(code.count - 1 - place)
            guard value < 10 else { return false }
            check = dihedral(check, permuted(value, place % 8))
        }
        return check == 0
    }

    /// Rotations are 0-4, reflections 5-9.
    private static func dihedral(_ left: Int, _ right: Int) -> Int {
        switch (left < 5, right < 5) {
        case (true, true): (left + right) % 5
        case (true, false): (left + right - 5) % 5 + 5
        case (false, true): (left - 5 - right + 5) % 5 + 5
        case (false, false): (left - right + 5) % 5
        }
    }

    private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

    private static func permuted(_ value: Int, _ times: Int) -> Int {
        var value = value
        for _ in 0..<times { value = permutation[value] }
        return value
    }

    /// ISO 7064 modulo 97-10 of characters in the order of `places`: letters count 10 to 35.
    static func remainder97(_ code: CodeText, rotatedBy first: Int = 0) -> Int {
        var remainder = 0
        for step in 0..<code.count {
            let value = code.value((step + first) % code.count)
            remainder = (value < 10 ? remainder * 10 + value : remainder * 100 + value) % 97
        }
        return remainder
    }

    /// ISO 7064 modulo 11,10: the German tax number, the Croatian OIB.
    static func iso1110(_ code: CodeText) -> Bool {
        var product = 10
        for place in 0..<code.count - 1 {
            let sum = (code.value(place) + product) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (11 - product) % 10 == code.value(code.count - 1)
    }

    /// Weights 1-9 then 3-9 and 1-3 for a remainder of ten: Estonia and Lithuania.
    static func twoPass11(_ code: CodeText) -> Bool {
        var check = code.sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11
        if check == 10 { check = code.sum([3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10 }
        return check == code.value(10)
    }
}
