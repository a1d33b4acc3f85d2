/// Numbers of Poland, Czechia, Slovakia, Estonia and Lithuania.
extension PersonalDataCatalog {
    static let centralEurope: [PersonalDataEntity] = [
        PersonalDataEntity(
            "PL_PESEL", .poland, "Number of the population register: date of birth, weights 1-3-7-9",
            PersonalDataForm.all("ddddddddddd", 0.4),
            context: "pesel ewidencyjny",
            rule: { code in
                let month = code.number(2, 2), century = [1900, 2000, 2100, 2200, 1800][month / 20]
                return CalendarDay.exists(century + code.number(0, 2), month % 20, code.number(4, 2))
            },
            checksum: { $0.sum([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0 }),
        PersonalDataEntity(
            "PL_NIP", .poland, "Tax number: modulo 11",
            PersonalDataForm.all("ddd-ddd-dd-dd|ddd-dd-dd-ddd", 0.4) + [PersonalDataForm("dddddddddd", 0.1)],
            context: "nip identyfikacji podatkowej",
            checksum: { $0.sum([6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == $0.value(9) && !$0.isMonotone }),
        birthNumber("CZ_RODNE_CISLO", .czechia, "Birth number of Czechia: date of birth and modulo 11"),
        birthNumber("SK_RODNE_CISLO", .slovakia, "Birth number of Slovakia: date of birth and modulo 11"),
        balticNumber("EE_ISIKUKOOD", .estonia, "Personal code of Estonia: sex and century, date of birth, two passes modulo 11", "isikukood kood ik"),
        balticNumber("LT_ASMENS_KODAS", .lithuania, "Personal code of Lithuania: sex and century, date of birth, two passes modulo 11", "asmens kodas"),
    ]

    /// One register until 1993, one rule since. Months of women count from 51; 20 more when a day's numbers ran out.
    private static func birthNumber(_ name: String, _ locale: PersonalDataLocale, _ summary: String) -> PersonalDataEntity {
        PersonalDataEntity(
            name, locale, summary, PersonalDataForm.all("dddddd/dddd|dddddddddd", 0.4), context: "rodné rč rodne",
            rule: { code in
                let year = code.number(0, 2), month = code.number(2, 2) % 50
                return CalendarDay.exists(year < 54 ? 2000 + year : 1900 + year, month > 20 ? month - 20 : month, code.number(4, 2))
            },
            checksum: { $0.number(0, 9) % 11 % 10 == $0.value(9) })
    }

    private static func balticNumber(_ name: String, _ locale: PersonalDataLocale, _ summary: String, _ context: String) -> PersonalDataEntity {
        PersonalDataEntity(
            name, locale, summary, PersonalDataForm.all("ddddddddddd", 0.4), context: context,
            rule: { code in
                let century = code.value(0)
                return (1...8).contains(century) && CalendarDay.exists(1800 + (century - 1) / 2 * 100 + code.number(1, 2), code.number(3, 2), code.number(5, 2))
            },
            checksum: { CheckDigits.twoPass11($0) })
    }
}
