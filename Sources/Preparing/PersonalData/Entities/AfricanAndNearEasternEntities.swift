/// Numbers of South Africa, Turkey and Israel.
extension PersonalDataCatalog {
    static let africaAndNearEast: [PersonalDataEntity] = [
        PersonalDataEntity(
            "ZA_ID_NUMBER", .southAfrica, "Identity number: date of birth, citizenship, Luhn",
            PersonalDataForm.all("ddddddddddddd|dddddd dddd ddd|dddddd dddd dd d", 0.4),
            context: "id identity rsa south african",
            rule: { (48...50).contains($0[10]) && CalendarDay.existsInSomeCentury($0.number(0, 2), $0.number(2, 2), $0.number(4, 2)) }, checksum: { CheckDigits.luhn($0) }),
        PersonalDataEntity(
            "TR_NATIONAL_ID", .turkey, "Identity number: two check digits modulo 10",
            PersonalDataForm.all("ddddddddddd", 0.4),
            context: "kimlik tc tckn numarası vatandaşlık",
            rule: { $0[0] != 48 }, checksum: { isTurkish($0) }),
        PersonalDataEntity(
            "IL_ID_NUMBER", .israel, "Identity number (teudat zehut): Luhn over nine digits",
            PersonalDataForm.all("ddddddddd", 0.1) + [PersonalDataForm("dddddddd-d", 0.3)],
            context: "זהות תז teudat zehut israeli identity",
            checksum: { CheckDigits.luhn($0) && !$0.isMonotone }),
    ]

    private static func isTurkish(_ code: CodeText) -> Bool {
        let odd = code.sum([1, 0, 1, 0, 1, 0, 1, 0, 1]), even = code.sum([0, 1, 0, 1, 0, 1, 0, 1])
        return ((odd * 7 - even) % 10 + 10) % 10 == code.value(9) && (odd + even + code.value(9)) % 10 == code.value(10)
    }
}
