/// Numbers of Singapore, Korea, Japan, China and Thailand.
extension PersonalDataCatalog {
    static let asia: [PersonalDataEntity] = [
        PersonalDataEntity(
            "SG_NRIC_FIN", .singapore, "Identity card of residents and foreigners: seven digits and a check letter",
            PersonalDataForm.all("addddddda", 0.5),
            context: "nric fin identity card",
            rule: { $0.letter(0, among: "STFGM") }, checksum: { isSingaporean($0) }),
        PersonalDataEntity(
            "SG_UEN", .singapore, "Entity number of businesses, companies and others, with a check letter",
            PersonalDataForm.all("ddddddddA|dddddddddA|AddAAddddA|AddAXddddA", 0.3),
            context: "uen unique entity business registration company",
            checksum: { isEntityNumber($0) }),
        PersonalDataEntity(
            "KR_RRN", .korea, "Resident registration number: date of birth, sex and century; a check digit modulo 11 until 2020",
            PersonalDataForm.all("dddddd-ddddddd|ddddddddddddd", 0.5),
            context: "주민등록번호 주민번호 주민 resident registration rrn", rule: { isKoreanBirth($0) && [48, 49, 50, 51, 52, 57].contains($0[6]) },
            checksum: { (11 - $0.sum([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10 == $0.value(12) }),
        PersonalDataEntity(
            "KR_FRN", .korea, "Registration number of a foreigner: as a resident's, seventh digit 5 to 8",
            PersonalDataForm.all("dddddd-ddddddd|ddddddddddddd", 0.5),
            context: "외국인등록번호 외국인번호 외국인 foreigner frn alien", rule: { isKoreanBirth($0) && (53...56).contains($0[6]) },
            checksum: { (13 - $0.sum([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10 == $0.value(12) }),
        PersonalDataEntity(
            "KR_BRN", .korea, "Registration number of a business: weights 1-3-7, the ninth by 5",
            PersonalDataForm.all("ddd-dd-ddddd", 0.5) + [PersonalDataForm("dddddddddd", 0.1)],
            context: "사업자등록번호 사업자번호 사업자 business brn",
            checksum: { code in
                let sum = code.sum([1, 3, 7, 1, 3, 7, 1, 3, 5]) + code.value(8) * 5 / 10
                return (10 - sum % 10) % 10 == code.value(9) && code.number(0, 3) > 100
            }),
        PersonalDataEntity(
            "KR_PASSPORT", .korea, "Passport: a letter and eight characters",
            PersonalDataForm.all("Adddddddd|AdddAdddd", 0.1),
            context: "여권 여권번호 passport", rule: { $0.letter(0, among: "MSROD") }),
        PersonalDataEntity(
            "KR_DRIVER_LICENSE", .korea, "Driver's licence: region, year, serial, check",
            PersonalDataForm.all("dd-dd-dddddd-dd", 0.4) + [PersonalDataForm("dddddddddddd", 0.05)],
            context: "운전면허 면허번호 면허 driver license",
            rule: { (11...28).contains($0.number(0, 2)) && $0.number(0, 2) != 27 }),
        PersonalDataEntity(
            "JP_MY_NUMBER", .japan, "Individual number: modulo 11",
            PersonalDataForm.all("dddd dddd dddd|dddd-dddd-dddd", 0.3) + [PersonalDataForm("dddddddddddd", 0.1, isWeak: true)],
            context: "マイナンバー 個人番号 my mynumber individual",
            checksum: { code in
                let rest = code.sum([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
                return (rest <= 1 ? 0 : 11 - rest) == code.value(11) && !code.isMonotone
            }),
        PersonalDataEntity(
            "CN_RESIDENT_ID", .china, "Resident identity card: region, date of birth, ISO 7064 modulo 11-2",
            PersonalDataForm.all("dddddddddddddddddx", 0.5),
            context: "身份证 身份证号 公民身份 resident identity",
            rule: { $0[0] != 48 && ($0.isDigit(17) || $0[17] == 88) && CalendarDay.exists($0.number(6, 4), $0.number(10, 2), $0.number(12, 2)) },
            checksum: { $0.index(17, in: "10X98765432") == $0.sum([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11 }),
        PersonalDataEntity(
            "TH_TNIN", .thailand, "Identification number: weights 13 to 2 modulo 11",
            PersonalDataForm.all("d-dddd-ddddd-dd-d|ddddddddddddd|d dddd ddddd dd d", 0.3),
            context: "บัตรประชาชน เลขประจำตัว เลขบัตร thai national id identification",
            rule: { $0[0] != 48 && $0[0] != 57 }, checksum: { (11 - $0.sum([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == $0.value(12) }),
    ]

    private static func isSingaporean(_ code: CodeText) -> Bool {
        let sum = code.sum([2, 7, 6, 5, 4, 3, 2], from: 1)
        switch code[0] {
        case UInt8(ascii: "S"): return code.index(8, in: "JZIHGFEDCBA") == sum % 11
        case UInt8(ascii: "T"): return code.index(8, in: "JZIHGFEDCBA") == (sum + 4) % 11
        case UInt8(ascii: "F"): return code.index(8, in: "XWUTRQPNMLK") == sum % 11
        case UInt8(ascii: "G"): return code.index(8, in: "XWUTRQPNMLK") == (sum + 4) % 11
        default: return code.index(8, in: "XWUTRQPNJLK") == (sum + 3) % 11
        }
    }

    /// Businesses have eight digits, companies a year and five, all others `T20LL0001A` with the kind in the middle.
    private static func isEntityNumber(_ code: CodeText) -> Bool {
        if code.count == 9 { return code.index(8, in: "XMKECAWLJDB") == code.sum([10, 4, 9, 3, 8, 2, 7, 1]) % 11 }
        if code.isDigit(0) {
            return code.index(9, in: "ZKCMDNERGWH") == code.sum([10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11 && (1800...2100).contains(code.number(0, 4))
        }
        let alphabet: StaticString = "ABCDEFGHJKLMNPQRSTUVWX0123456789"
        var sum = 0
        for (place, weight) in [4, 3, 5, 3, 10, 2, 2, 5, 7].enumerated() {
            guard let value = code.index(place, in: alphabet) else { return false }
            sum += value * weight
        }
        return code.letter(0, among: "RST") && code.index(9, in: alphabet) == (sum + 6) % 11
    }

    /// The seventh digit tells century and sex.
    private static func isKoreanBirth(_ code: CodeText) -> Bool {
        let century = switch code[6] {
        case 48, 57: 1800
        case 49, 50, 53, 54: 1900
        default: 2000
        }
        return CalendarDay.exists(century + code.number(0, 2), code.number(2, 2), code.number(4, 2))
    }
}
