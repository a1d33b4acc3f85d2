/// Numbers of Australia.
extension PersonalDataCatalog {
    static let pacific: [PersonalDataEntity] = [
        PersonalDataEntity(
            "AU_ABN", .australia, "Business number: modulo 89",
            PersonalDataForm.all("dd ddd ddd ddd|dd-ddd-ddd-ddd", 0.1) + [PersonalDataForm("ddddddddddd", 0.05)],
            context: "abn business",
            rule: { $0[0] != 48 }, checksum: { ($0.sum([10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0 }),
        PersonalDataEntity(
            "AU_ACN", .australia, "Company number: weights 8 to 1 modulo 10",
            PersonalDataForm.all("ddd ddd ddd", 0.1) + [PersonalDataForm("ddddddddd", 0.05)],
            context: "acn company",
            checksum: { (10 - $0.sum([8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == $0.value(8) && !$0.isMonotone }),
        PersonalDataEntity(
            "AU_TFN", .australia, "Tax file number: modulo 11",
            PersonalDataForm.all("ddd ddd ddd", 0.1) + [PersonalDataForm("ddddddddd", 0.05)],
            context: "tfn tax file",
            checksum: { $0.sum([1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0 && !$0.isMonotone }),
        PersonalDataEntity(
            "AU_MEDICARE", .australia, "Medicare card: begins with 2 to 6, weights 1-3-7-9",
            PersonalDataForm.all("dddd ddddd d|dddd-ddddd-d", 0.1) + [PersonalDataForm("dddddddddd", 0.05)],
            context: "medicare health card",
            rule: { (50...54).contains($0[0]) }, checksum: { $0.sum([1, 3, 7, 9, 1, 3, 7, 9]) % 10 == $0.value(8) }),
    ]
}
