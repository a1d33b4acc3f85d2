/// Numbers of Germany, Austria and Switzerland.
extension PersonalDataCatalog {
    static let germanSpeaking: [PersonalDataEntity] = [
        PersonalDataEntity(
            "DE_TAX_ID", .germany, "Tax identification number: ISO 7064 modulo 11,10, one digit twice or thrice",
            PersonalDataForm.all("ddddddddddd|dd ddd ddd ddd", 0.5),
            context: "steuer steuerid idnr tin steueridentifikationsnummer identifikationsnummer steuernummer tax", rule: { isGermanTaxNumber($0) },
            checksum: { CheckDigits.iso1110($0) }),
        PersonalDataEntity(
            "DE_ID_CARD", .germany, "Identity card: nine characters and a check digit, weights 7-3-1",
            [PersonalDataForm("AXXXXXXXXd", 0.3), PersonalDataForm("AXXXXXXXX", 0.1, isUnchecked: true)],
            context: "personalausweis ausweis ausweisnummer personalausweisnummer id identity card", rule: { isGermanDocument($0, "LMNPRTVWXY") },
            checksum: { $0.sum([7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 == $0.value(9) }),
        PersonalDataEntity(
            "DE_PASSPORT", .germany, "Passport: nine characters and a check digit, weights 7-3-1",
            [PersonalDataForm("AXXXXXXXXd", 0.3), PersonalDataForm("AXXXXXXXX", 0.1, isUnchecked: true)],
            context: "reisepass pass passnummer reisepassnummer passport", rule: { isGermanDocument($0, "CFGHJK") },
            checksum: { $0.sum([7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 == $0.value(9) }),
        PersonalDataEntity(
            "DE_SOCIAL_SECURITY", .germany, "Number of the pension insurance: date of birth, letter of the name, check digit",
            PersonalDataForm.all("ddddddddAddd|dd dddddd A ddd|dd dddddd A dd d|dd-dddddd-A-ddd", 0.5),
            context: "rentenversicherung sozialversicherung rentenversicherungsnummer sozialversicherungsnummer versicherungsnummer rvnr svnr",
            rule: { (1...12).contains($0.number(4, 2)) && (1...31).contains($0.number(2, 2) % 50) && $0.number(2, 2) < 82 },
            checksum: { digitSum(spelled($0, letterAt: 8), [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 == $0.value(11) }),
        PersonalDataEntity(
            "DE_HEALTH_INSURANCE", .germany, "Number of the insured in statutory health insurance: a letter, eight digits, check digit",
            PersonalDataForm.all("Addddddddd", 0.3),
            context: "krankenversicherung krankenversichertennummer kvnr versichertennummer krankenkasse gesundheitskarte",
            checksum: { digitSum(spelled($0, letterAt: 0), [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 == $0.value(9) }),
        PersonalDataEntity(
            "DE_VAT_ID", .germany, "Number for value added tax: DE and nine digits, ISO 7064 modulo 11,10",
            PersonalDataForm.all("AAddddddddd|AA ddddddddd|AA ddd ddd ddd", 0.3),
            context: "ust ustid umsatzsteuer vat mehrwertsteuer",
            rule: { $0.starts(with: "DE") && $0[2] != 48 }, checksum: { CheckDigits.iso1110($0.part(2..<11)) }),
        PersonalDataEntity(
            "AT_SVNR", .austria, "Social insurance number: serial, check digit, date of birth",
            PersonalDataForm.all("dddd dddddd|dddd-dddddd|dddddddddd", 0.4),
            context: "sozialversicherung sozialversicherungsnummer svnr versicherungsnummer svn",
            rule: { $0[0] != 48 && (1...31).contains($0.number(4, 2)) && (1...15).contains($0.number(6, 2)) },
            checksum: { $0.sum([3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == $0.value(3) }),
        PersonalDataEntity(
            "CH_AHV", .switzerland, "Number of the old-age insurance: 756 and the check digit of EAN-13",
            PersonalDataForm.all("ddd.dddd.dddd.dd|ddddddddddddd|ddd dddd dddd dd", 0.5),
            context: "ahv avs navs13 sozialversicherungsnummer versichertennummer assurance",
            rule: { $0.number(0, 3) == 756 }, checksum: { $0.sum([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0 }),
    ]

    /// Among the first ten digits one comes twice or thrice, and all others at most once.
    private static func isGermanTaxNumber(_ code: CodeText) -> Bool {
        var counts = [Int](repeating: 0, count: 10)
        for place in 0..<10 { counts[code.value(place)] += 1 }
        return code[0] != 48 && counts.count { $0 > 1 } == 1 && counts.allSatisfy { $0 <= 3 }
    }

    /// Vowels and letters that look like digits are not used; a code of letters alone is a word.
    private static func isGermanDocument(_ code: CodeText, _ beginnings: StaticString) -> Bool {
        let isIssued = (0..<code.count).allSatisfy { !code.letter($0, among: "ABDEIOQSU") }
        return code.letter(0, among: beginnings) && isIssued && (1..<9).contains { code.isDigit($0) }
    }

    /// Digits, the letter as two (A is 01).
    private static func spelled(_ code: CodeText, letterAt letter: Int) -> [Int] {
        (0..<code.count).flatMap { place in
            guard place == letter else { return [code.value(place)] }
            let value = code.value(place) - 9
            return [value / 10, value % 10]
        }
    }

    /// Of each product its digits are added.
    private static func digitSum(_ values: [Int], _ weights: [Int]) -> Int {
        zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 / 10 + $1.0 * $1.1 % 10 }
    }
}
