/// Numbers of Finland, Sweden, Denmark and Norway.
extension PersonalDataCatalog {
    static let nordic: [PersonalDataEntity] = [
        PersonalDataEntity(
            "FI_PERSONAL_IDENTITY_CODE", .finland, "Henkilötunnus: date of birth, sign of the century, check character modulo 31",
            PersonalDataForm.all("dddddd-dddX|dddddd+dddX|ddddddAdddX", 0.5),
            context: "hetu henkilötunnus personbeteckningen personbeteckning identity",
            rule: { code in
                let isSigned = code.count == 10 || code.letter(6, among: "ABCDEFUVWXY")
                return isSigned && CalendarDay.existsInSomeCentury(code.number(4, 2), code.number(2, 2), code.number(0, 2))
            },
            checksum: { code in
                let last = code.count - 1
                return code.index(last, in: "0123456789ABCDEFHJKLMNPRSTUVWXY") == (code.number(0, 6) * 1000 + code.number(last - 3, 3)) % 31
            }),
        PersonalDataEntity(
            "SE_PERSONNUMMER", .sweden, "Personal number: date of birth (day above 60 for coordination numbers), Luhn",
            PersonalDataForm.all("dddddd-dddd|dddddd+dddd|dddddddd-dddd|dddddddddddd|dddddddddd", 0.5),
            context: "personnummer samordningsnummer person pnr",
            rule: { code in
                let start = code.count - 10, day = code.number(start + 4, 2)
                return CalendarDay.existsInSomeCentury(code.number(start, 2), code.number(start + 2, 2), day > 60 ? day - 60 : day) && (start == 0 || (16...20).contains(code.number(0, 2)))
            },
            checksum: { CheckDigits.luhn($0.part($0.count - 10..<$0.count)) }),
        PersonalDataEntity(
            "SE_ORGANISATIONSNUMMER", .sweden, "Number of an organisation: third digit above 1, Luhn",
            PersonalDataForm.all("dddddd-dddd", 0.5) + [PersonalDataForm("dddddddddd", 0.1)],
            context: "organisationsnummer orgnr org företag",
            rule: { $0[2] >= 50 && $0[0] != 48 }, checksum: { CheckDigits.luhn($0) && !$0.isMonotone }),
        PersonalDataEntity(
            "DK_CPR", .denmark, "Number of the person register: date of birth and four digits; its modulo 11 is no longer kept",
            [PersonalDataForm("dddddd-dddd", 0.4), PersonalDataForm("dddddddddd", 0.1)],
            context: "cpr personnummer cprnummer", rule: { CalendarDay.existsInSomeCentury($0.number(4, 2), $0.number(2, 2), $0.number(0, 2)) }),
        PersonalDataEntity(
            "NO_FODSELSNUMMER", .norway, "National identity number: date of birth and two check digits modulo 11",
            PersonalDataForm.all("ddddddddddd|dddddd ddddd", 0.4),
            context: "fødselsnummer fodselsnummer personnummer fnr",
            rule: { code in
                let day = code.number(0, 2) % 40, month = code.number(2, 2) % 40
                return CalendarDay.existsInSomeCentury(code.number(4, 2), month, day)
            },
            checksum: { $0.sum([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0 && $0.sum([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 }),
    ]
}
