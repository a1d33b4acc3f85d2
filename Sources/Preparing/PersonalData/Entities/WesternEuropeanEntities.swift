/// Numbers of France, Belgium and the Netherlands.
extension PersonalDataCatalog {
    static let westernEurope: [PersonalDataEntity] = [
        PersonalDataEntity(
            "FR_NIR", .france, "Number of the register of persons (Sécurité sociale): a key modulo 97",
            PersonalDataForm.all("ddddddXdddddddd|d dd dd dX ddd ddd dd|ddddddXdddddd dd|d-dd-dd-dX-ddd-ddd-dd", 0.5),
            context: "nir insee sécurité sociale sécu immatriculation", rule: { isFrenchPerson($0) },
            checksum: { 97 - frenchNumber($0) % 97 == $0.number(13, 2) }),
        PersonalDataEntity(
            "FR_SIREN", .france, "Number of a company: Luhn",
            PersonalDataForm.all("ddd ddd ddd", 0.3) + [PersonalDataForm("ddddddddd", 0.1)],
            context: "siren rcs entreprise immatriculation société",
            checksum: { CheckDigits.luhn($0) && !$0.isMonotone }),
        PersonalDataEntity(
            "FR_SIRET", .france, "Number of an establishment: Luhn over fourteen digits",
            PersonalDataForm.all("dddddddddddddd|ddd ddd ddd ddddd", 0.3),
            context: "siret établissement entreprise",
            checksum: { CheckDigits.luhn($0) && CheckDigits.luhn($0.part(0..<9)) && !$0.isMonotone }),
        PersonalDataEntity(
            "NL_BSN", .netherlands, "Citizen service number: the test of eleven",
            PersonalDataForm.all("dddd.dd.ddd|ddd ddd ddd", 0.4) + [PersonalDataForm("ddddddddd", 0.1)],
            context: "bsn burgerservicenummer sofinummer sofi burger", checksum: { code in
                code.sum([9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0 && !code.isMonotone && code.number(0, 9) > 9_999_999
            }),
        PersonalDataEntity(
            "BE_NATIONAL_NUMBER", .belgium, "Number of the national register: a key modulo 97, with 2 before it for those born since 2000",
            PersonalDataForm.all("dd.dd.dd-ddd.dd|ddddddddddd|dddddd-ddd-dd|dd.dd.dd ddd.dd", 0.5),
            context: "rijksregisternummer rijksregister registre national nationaal insz niss", rule: { code in
                let month = code.number(2, 2) % 20, day = code.number(4, 2)
                return code.number(2, 2) <= 52 && month <= 12 && day <= 31 && code.number(6, 3) > 0
            },
            checksum: { code in
                let number = code.number(0, 9), key = code.number(9, 2)
                return 97 - number % 97 == key || 97 - (2_000_000_000 + number) % 97 == key
            }),
    ]

    /// Sex, a month of birth (above 20 when unknown), a department or Corsica's letters.
    private static func isFrenchPerson(_ code: CodeText) -> Bool {
        guard (49...52).contains(code[0]) || code[0] == 55 || code[0] == 56 else { return false }
        let month = code.number(3, 2), isCorsican = code[5] == 50 && code.letter(6, among: "AB")
        let monthExists = (1...12).contains(month) || (20...42).contains(month) || (50...99).contains(month)
        return monthExists && (isCorsican || code.isDigit(6) && code.number(5, 2) > 0)
    }

    /// 2A counts as 19 and 2B as 18.
    private static func frenchNumber(_ code: CodeText) -> Int {
        let department = code.isDigit(6) ? code.number(5, 2) : code[6] == 65 ? 19 : 18
        return code.number(0, 5) * 100_000_000 + department * 1_000_000 + code.number(7, 6)
    }
}
