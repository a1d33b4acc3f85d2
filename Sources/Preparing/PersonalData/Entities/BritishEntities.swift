/// Numbers of the United Kingdom and Ireland.
extension PersonalDataCatalog {
    static let britishIsles: [PersonalDataEntity] = [
        PersonalDataEntity(
            "UK_NHS", .unitedKingdom, "Number of the National Health Service: modulo 11",
            PersonalDataForm.all("ddd ddd dddd|dddddddddd", 0.5) + [PersonalDataForm("ddd-ddd-dddd", 0.3, isWeak: true)],
            context: "nhs national health service patient",
            checksum: { code in
                let check = 11 - code.sum([10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
                return check != 10 && check % 11 == code.value(9) && !code.isMonotone
            }),
        PersonalDataEntity(
            "UK_NINO", .unitedKingdom, "National Insurance number: prefixes that are issued and a suffix from A to D",
            PersonalDataForm.all("aadddddda|aa dd dd dd a|aa-dd-dd-dd-a|aa dddddd a", 0.5), context: "national insurance ni nino",
            rule: { isNationalInsurance($0) }),
        PersonalDataEntity(
            "UK_PASSPORT", .unitedKingdom, "Passport: nine digits, or two capitals and seven digits",
            [PersonalDataForm("AAddddddd", 0.1), PersonalDataForm("ddddddddd", 0.05)],
            context: "passport passports travel hmpo"),
        PersonalDataEntity(
            "UK_POSTCODE", .unitedKingdom, "Postcode: an area that exists, and letters that are used",
            PersonalDataForm.all("Ad dAA|Add dAA|AAd dAA|AAdd dAA|AdA dAA|AAdA dAA", 0.4) + PersonalDataForm.all("AddAA|AdddAA|AAddAA|AAdddAA|AdAdAA|AAdAdAA", 0.1),
            context: "postcode post code zip address postal", rule: { Postcode.isPossible($0) }),
        PersonalDataEntity(
            "UK_DRIVING_LICENCE", .unitedKingdom, "Driver number: surname, date of birth and initials coded in sixteen characters",
            PersonalDataForm.all("XXXXXddddddXXXAA|XXXXX dddddd XXXAA|XXXXX-dddddd-XXXAA", 0.5),
            context: "driving licence license driver dvla", rule: { isDriverNumber($0) }),
        PersonalDataEntity(
            "UK_VEHICLE_REGISTRATION", .unitedKingdom, "Number plate since 2001: area, age and three letters",
            [PersonalDataForm("AAdd AAA", 0.4), PersonalDataForm("AAddAAA", 0.3)],
            context: "registration vehicle car plate reg vrm van",
            rule: { code in
                let age = code.number(2, 2)
                return !code.letter(0, among: "IJQTUXZ") && !code.letter(1, among: "IQZ") && (4...6).allSatisfy { !code.letter($0, among: "IQ") } && ((2...30).contains(age) || (51...80).contains(age))
            }),
        PersonalDataEntity(
            "IE_PPS", .ireland, "Personal public service number: modulo 23 as a letter",
            PersonalDataForm.all("dddddddA|dddddddAA|ddddddd A", 0.4),
            context: "pps ppsn personal public service",
            checksum: { code in
                let second = code.count == 9 && code[8] != 87 ? 9 * (Int(code[8]) - 64) : 0
                return code.index(7, in: "WABCDEFGHIJKLMNOPQRSTUV") == (code.sum([8, 7, 6, 5, 4, 3, 2]) + second) % 23 && (code.count == 8 || code.letter(8, among: "ABHW"))
            }),
    ]

    private static func isNationalInsurance(_ code: CodeText) -> Bool {
        guard !code.letter(0, among: "DFIQUV"), !code.letter(1, among: "DFIOQUV"), code.letter(8, among: "ABCD") else { return false }
        let isReserved = code.starts(with: "BG") || code.starts(with: "GB") || code.starts(with: "KN") || code.starts(with: "NK") || code.starts(with: "NT") || code.starts(with: "TN") || code.starts(with: "ZZ")
        return !isReserved
    }

    /// Surname filled with nines; month from 1, for women from 51; initials or nines.
    private static func isDriverNumber(_ code: CodeText) -> Bool {
        guard code.isLetter(0) else { return false }
        var filled = false
        for place in 0..<5 {
            if code.isDigit(place) { guard code[place] == 57 else { return false }; filled = true } else if filled { return false }
        }
        let month = code.number(6, 2) % 50, day = code.number(8, 2)
        let initials = (11...12).allSatisfy { code.isLetter($0) || code[$0] == 57 }
        return (1...12).contains(month) && code.value(6) != 2 && (1...31).contains(day) && initials && code[6] < 55
    }
}

/// Parts of a British postcode.
enum Postcode {
    private static let areas: Set<String> = Set("""
        AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU \
        HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO \
        SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
        """.split(separator: " ").map(String.init))

    static func isPossible(_ code: CodeText) -> Bool {
        guard !code.letter(code.count - 1, among: "CIKMOV"), !code.letter(code.count - 2, among: "CIKMOV") else { return false }
        return areas.contains(String(decoding: code.bytes.prefix { $0 &- 65 < 26 }, as: UTF8.self))
    }
}
