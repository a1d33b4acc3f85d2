/// Numbers of Spain, Portugal, Italy, Croatia, Slovenia, Romania and Bulgaria.
extension PersonalDataCatalog {
    static let southernEurope: [PersonalDataEntity] = [
        PersonalDataEntity(
            "ES_NIF", .spain, "Tax number of a Spaniard: eight digits and a letter modulo 23",
            PersonalDataForm.all("dddddddda|dddddddd-a|dd.ddd.ddd-a|dddddddd a", 0.5),
            context: "nif dni documento identidad identificación fiscal", checksum: { spanishLetter($0, $0.number(0, 8), 8) }),
        PersonalDataEntity(
            "ES_NIE", .spain, "Number of a foreigner in Spain: X, Y or Z, seven digits and a letter modulo 23",
            PersonalDataForm.all("addddddda|a-ddddddd-a|addddddd-a", 0.5),
            context: "nie extranjero identificación identidad", rule: { $0.letter(0, among: "XYZ") },
            checksum: { code in spanishLetter(code, (code.index(0, in: "XYZ") ?? 0) * 10_000_000 + code.number(1, 7), 8) }),
        PersonalDataEntity(
            "PT_NIF", .portugal, "Tax number: modulo 11",
            PersonalDataForm.all("ddd ddd ddd|ddd.ddd.ddd", 0.4) + [PersonalDataForm("ddddddddd", 0.1)],
            context: "nif contribuinte fiscal",
            rule: { $0[0] != 48 && $0[0] != 52 || $0.starts(with: "45") },
            checksum: { code in
                let rest = 11 - code.sum([9, 8, 7, 6, 5, 4, 3, 2]) % 11
                return code.value(8) == (rest >= 10 ? 0 : rest) && !code.isMonotone
            }),
        PersonalDataEntity(
            "IT_FISCAL_CODE", .italy, "Codice fiscale: name, date of birth and place, with a check letter",
            PersonalDataForm.all("aaaaaaxxaxxaxxxa", 0.3),
            context: "codice fiscale cf tax", rule: { isItalianPerson($0) }, checksum: { italianRest($0) == Int($0[15]) - 65 }),
        PersonalDataEntity(
            "IT_VAT_CODE", .italy, "Partita IVA: Luhn, and the office that gave it out",
            PersonalDataForm.all("ddddddddddd", 0.1) + [PersonalDataForm("AAddddddddddd", 0.3)],
            context: "piva partita iva vat",
            rule: { $0.count == 11 || $0.starts(with: "IT") },
            checksum: { code in
                let digits = code.part(code.count - 11..<code.count), office = digits.number(7, 3)
                let isOffice = (1...100).contains(office) || [120, 121, 888, 999].contains(office)
                return digits.number(0, 7) > 0 && isOffice && CheckDigits.luhn(digits)
            }),
        PersonalDataEntity(
            "IT_ID_CARD", .italy, "Identity card: two letters and seven digits, or the electronic card",
            PersonalDataForm.all("AAddddddd|AAdddddAA|AA ddddddd", 0.05),
            context: "carta identità documento identita cie id"),
        PersonalDataEntity(
            "IT_DRIVER_LICENSE", .italy, "Driving licence: ten characters",
            PersonalDataForm.all("AAdddddddA|AdAdddddddA", 0.2),
            context: "patente guida licenza",
            rule: { $0.count == 10 || $0[0] == 85 }),
        PersonalDataEntity(
            "IT_PASSPORT", .italy, "Passport: two letters and seven digits",
            PersonalDataForm.all("AAddddddd", 0.05),
            context: "passaporto passport elettronico italiano viaggio"),
        PersonalDataEntity(
            "HR_OIB", .croatia, "Personal identification number: ISO 7064 modulo 11,10",
            PersonalDataForm.all("ddddddddddd", 0.3),
            context: "oib osobni identifikacijski", checksum: { CheckDigits.iso1110($0) }),
        PersonalDataEntity(
            "SI_EMSO", .slovenia, "Personal number: date of birth, register, modulo 11",
            PersonalDataForm.all("ddddddddddddd", 0.4),
            context: "emšo emso matična številka",
            rule: { CalendarDay.exists(($0.number(4, 3) < 800 ? 2000 : 1000) + $0.number(4, 3), $0.number(2, 2), $0.number(0, 2)) },
            checksum: { code in (11 - code.sum([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == code.value(12) }),
        PersonalDataEntity(
            "RO_CNP", .romania, "Personal numerical code: sex and century, date of birth, county, modulo 11",
            PersonalDataForm.all("ddddddddddddd", 0.4),
            context: "cnp numeric personal",
            rule: { $0[0] != 48 && CalendarDay.existsInSomeCentury($0.number(1, 2), $0.number(3, 2), $0.number(5, 2)) },
            checksum: { code in
                let rest = code.sum([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11
                return (rest == 10 ? 1 : rest) == code.value(12)
            }),
        PersonalDataEntity(
            "BG_EGN", .bulgaria, "Uniform civil number: date of birth, modulo 11",
            PersonalDataForm.all("dddddddddd", 0.4),
            context: "егн egn единен граждански номер",
            rule: { isBulgarianBirth($0) }, checksum: { $0.sum([2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == $0.value(9) }),
    ]

    private static func spanishLetter(_ code: CodeText, _ number: Int, _ place: Int) -> Bool {
        code.index(place, in: "TRWAGMYFPDXBNJZSQVHLCKE") == number % 23
    }

    /// Six letters of the names, a month letter, and digits or what stands for them when two people share a code.
    private static func isItalianPerson(_ code: CodeText) -> Bool {
        guard code.letter(8, among: "ABCDEHLMPRST") else { return false }
        var day = 0
        for place in [6, 7, 9, 10, 12, 13, 14] {
            guard let digit = code.isDigit(place) ? code.value(place) : code.index(place, in: "LMNPQRSTUV") else { return false }
            if place == 9 || place == 10 { day = day * 10 + digit }
        }
        return (1...31).contains(day % 40)
    }

    private static let oddPlaces = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

    private static func italianRest(_ code: CodeText) -> Int {
        var sum = 0
        for place in 0..<15 {
            let value = code.isDigit(place) ? code.value(place) : code.value(place) - 10
            sum += place % 2 == 0 ? oddPlaces[value] : value
        }
        return sum % 26
    }

    /// Months count from 21 for those born before 1900 and from 41 for those born since 2000.
    private static func isBulgarianBirth(_ code: CodeText) -> Bool {
        let month = code.number(2, 2), century = month > 40 ? 2000 : month > 20 ? 1800 : 1900
        return CalendarDay.exists(century + code.number(0, 2), month % 20, code.number(4, 2))
    }
}
