/// Prefixes of the card brands (ISO/IEC 7812) and the lengths they issue.
enum PaymentCard {
    static func hasBrand(_ code: CodeText) -> Bool {
        let length = code.count, two = code.number(0, 2), three = code.number(0, 3), four = code.number(0, 4)
        if code[0] == 52 { return length == 13 || length == 16 || length == 19 }
        if (51...55).contains(two) || (2221...2720).contains(four) { return length == 16 }
        if two == 34 || two == 37 { return length == 15 }
        if (3528...3589).contains(four) { return length >= 16 }
        if two == 36 || two == 38 || two == 39 || (300...305).contains(three) { return length >= 14 }
        if four == 6011 || two == 65 || (644...649).contains(three) || two == 62 { return length >= 16 }
        return two == 50 || (56...58).contains(two) || two == 63 || two == 67 || two == 60
    }
}
