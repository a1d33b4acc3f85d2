/// Numbers of India.
extension PersonalDataCatalog {
    static let india: [PersonalDataEntity] = [
        PersonalDataEntity(
            "IN_PAN", .india, "Permanent account number: the fourth letter tells the kind of holder",
            PersonalDataForm.all("AAAAAddddA", 0.6) + PersonalDataForm.all("aaaaadddda", 0.3),
            context: "permanent account pan",
            rule: { $0.letter(3, among: "ABCFGHJKLPT") && $0.number(5, 4) > 0 }),
        PersonalDataEntity(
            "IN_AADHAAR", .india, "Aadhaar: twelve digits from 2 on, Verhoeff",
            PersonalDataForm.all("dddd dddd dddd|dddd-dddd-dddd", 0.05) + [PersonalDataForm("dddddddddddd", 0.05, isWeak: true)],
            context: "aadhaar aadhar uidai uid आधार",
            rule: { code in code[0] >= 50 && (0..<6).contains { code[$0] != code[11 - $0] } }, checksum: { CheckDigits.verhoeff($0) }),
        PersonalDataEntity(
            "IN_GSTIN", .india, "Goods and services tax number: state, permanent account number, check character",
            PersonalDataForm.all("ddAAAAAddddAXAX", 0.5),
            context: "gstin gst",
            rule: { (1...38).contains($0.number(0, 2)) && $0[13] == 90 }, checksum: { isTaxNumber($0) }),
        PersonalDataEntity(
            "IN_VOTER", .india, "Card of a voter: three letters and seven digits",
            PersonalDataForm.all("AAAddddddd", 0.3),
            context: "voter epic elector photo identity election"),
        PersonalDataEntity(
            "IN_PASSPORT", .india, "Passport: a letter and seven digits, the first and last not zero",
            PersonalDataForm.all("Addddddd|A ddddddd|Add ddddd", 0.1),
            context: "passport indian travel पासपोर्ट",
            rule: { !$0.letter(0, among: "QXZ") && $0[1] != 48 && $0[7] != 48 }),
        PersonalDataEntity(
            "IN_VEHICLE_REGISTRATION", .india, "Number plate: state, district, letters and four digits",
            PersonalDataForm.all("AA dd AA dddd|AA-dd-AA-dddd|AAddAAdddd|AAddAdddd|AA dd A dddd|AAdd AA dddd", 0.5),
            context: "vehicle registration plate rto car",
            rule: { isIndianState($0) }),
    ]

    private static let states: Set<String> = Set(
        "AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TN TR TS UK UP WB TG".split(separator: " ").map(String.init))

    private static func isIndianState(_ code: CodeText) -> Bool {
        states.contains(String(decoding: code.bytes.prefix(2), as: UTF8.self)) && code.number(code.count - 4, 4) > 0
    }

    /// Luhn over 36 characters, digits of products in base 36 added.
    private static func isTaxNumber(_ code: CodeText) -> Bool {
        var sum = 0
        for place in 0..<15 {
            let product = code.value(14 - place) * (place % 2 == 0 ? 1 : 2)
            sum += product / 36 + product % 36
        }
        return sum % 36 == 0
    }
}
