/// Numbers of the United States, Canada and Brazil.
extension PersonalDataCatalog {
    static let americas: [PersonalDataEntity] = [
        PersonalDataEntity(
            "US_SSN", .unitedStates, "Social Security number, by the rules of what is never issued",
            PersonalDataForm.all("ddd-dd-dddd|ddd dd dddd|ddd.dd.dddd", 0.5) + [PersonalDataForm("ddddddddd", 0.05)],
            context: "social security ssn ssns ssid", rule: { isSocialSecurity($0) }),
        PersonalDataEntity(
            "US_ITIN", .unitedStates, "Taxpayer number of those without a Social Security number: begins with 9, groups as the tax authority issues them",
            PersonalDataForm.all("ddd-dd-dddd|ddd dd dddd|ddd.dd.dddd", 0.5) + [PersonalDataForm("ddddddddd", 0.3)],
            context: "itin taxpayer tax individual tin",
            rule: { code in
                let group = code.number(3, 2)
                return code[0] == 57 && [50...65, 70...88, 90...92, 94...99].contains { $0.contains(group) }
            }),
        PersonalDataEntity(
            "US_PASSPORT", .unitedStates, "Passport: nine digits, or a letter and eight",
            [PersonalDataForm("ddddddddd", 0.05), PersonalDataForm("Adddddddd", 0.1)],
            context: "passport passports travel document"),
        PersonalDataEntity(
            "US_BANK_NUMBER", .unitedStates, "Bank account: eight to seventeen digits, told by its context alone", PersonalDataForm.runs("d", 8...17, 0.05),
            context: "account accounts acct bank checking savings debit deposit"),
        PersonalDataEntity(
            "US_DRIVER_LICENSE", .unitedStates, "Driver's licence in the layouts of the states, told by its context",
            PersonalDataForm.all("Adddddd|Addddddd|Adddddddd|Addddddddd|Addddddddddd|Adddddddddddd|Addddddddddddd|Adddddddddddddd|AAdddddd|AAddddddd|AAAdddddd|Addd-dddd-dddd|Addd-ddd-dd-ddd-d", 0.3)
                + PersonalDataForm.all("ddddddd|dddddddd|ddddddddd", 0.01),
            context: "driver drivers license licence driving permit lic dl dmv"),
        PersonalDataEntity(
            "ABA_ROUTING_NUMBER", .unitedStates, "Routing number of a bank: weights 3-7-1 modulo 10, prefix of a Federal Reserve district",
            [PersonalDataForm("ddddddddd", 0.05), PersonalDataForm("dddd-dddd-d", 0.3)], context: "aba routing abarouting rtn transit bankrouting",
            rule: { code in [0...12, 21...32, 61...72, 80...80].contains { $0.contains(code.number(0, 2)) } },
            checksum: { $0.sum([3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0 && !$0.isMonotone }),
        PersonalDataEntity(
            "US_NPI", .unitedStates, "National provider identifier in health care: Luhn with 80840 before it",
            [PersonalDataForm("dddddddddd", 0.1), PersonalDataForm("dddd-ddd-ddd", 0.1), PersonalDataForm("dddd ddd ddd", 0.1)],
            context: "npi provider prescriber physician", rule: { $0[0] == 49 || $0[0] == 50 }, checksum: { CheckDigits.luhn($0, added: 24) }),
        PersonalDataEntity(
            "US_MBI", .unitedStates, "Medicare beneficiary identifier: eleven characters of fixed classes, without letters that look like digits",
            PersonalDataForm.all("dAXdAXdAAdd|dAXd-AXd-AAdd|dAXd AXd AAdd", 0.5), context: "medicare beneficiary mbi cms",
            rule: { code in code[0] != 48 && (0..<11).allSatisfy { !code.letter($0, among: "SLOIBZ") } }),
        PersonalDataEntity(
            "CA_SIN", .canada, "Social insurance number: Luhn",
            PersonalDataForm.all("ddd-ddd-ddd|ddd ddd ddd", 0.3) + [PersonalDataForm("ddddddddd", 0.05)],
            context: "sin nas social insurance assurance sociale",
            rule: { $0[0] != 48 && $0[0] != 56 }, checksum: { CheckDigits.luhn($0) && !$0.isMonotone }),
        PersonalDataEntity(
            "BR_CPF", .brazil, "Taxpayer number of a person: two check digits modulo 11",
            PersonalDataForm.all("ddd.ddd.ddd-dd|ddddddddddd|ddd ddd ddd dd", 0.4),
            context: "cpf cadastro contribuinte",
            checksum: { !$0.isMonotone && brazilian($0, 9, longest: 11) && brazilian($0, 10, longest: 11) }),
        PersonalDataEntity(
            "BR_CNPJ", .brazil, "Taxpayer number of a company: two check digits modulo 11",
            PersonalDataForm.all("dd.ddd.ddd/dddd-dd|dddddddddddddd", 0.4),
            context: "cnpj empresa",
            checksum: { !$0.isMonotone && brazilian($0, 12, longest: 9) && brazilian($0, 13, longest: 9) }),
    ]

    /// Numbers of advertising and placeholders are refused with those that cannot be.
    private static func isSocialSecurity(_ code: CodeText) -> Bool {
        let area = code.number(0, 3), number = code.number(0, 9)
        guard area != 0, area != 666, area < 900, code.number(3, 2) != 0, code.number(5, 4) != 0, !code.isMonotone else { return false }
        return number != 123_456_789 && number / 10 != 98_765_432 && number != 78_051_120
    }

    /// Weights from 2 on from the right, beginning again behind `longest`.
    private static func brazilian(_ code: CodeText, _ place: Int, longest: Int) -> Bool {
        var sum = 0
        for step in 0..<place { sum += code.value(place - 1 - step) * (2 + step % (longest - 1)) }
        let rest = sum % 11
        return code.value(place) == (rest < 2 ? 0 : 11 - rest)
    }
}
