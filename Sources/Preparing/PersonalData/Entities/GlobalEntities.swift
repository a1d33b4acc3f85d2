/// What means the same in every country.
extension PersonalDataCatalog {
    static let global: [PersonalDataEntity] = [creditCard, bankAccount, coin, mail, network, hardware, link, telephone, date, drugRegistration]

    static let creditCard = PersonalDataEntity(
        "CREDIT_CARD", .global, "Number of a payment card: prefix of a brand and the Luhn check digit",
        PersonalDataForm.runs("d", 12...13, 0.3, isWeak: true) + PersonalDataForm.runs("d", 14...19, 0.3)
            + PersonalDataForm.grouped("dddddddddddddddd", every: 4, by: [" ", "-", "."], 0.3)
            + PersonalDataForm.all("dddd dddddd ddddd|dddd-dddddd-ddddd|dddd dddddd dddd|dddd-dddddd-dddd|dddd dddd dddd dddd ddd|dddddd ddddddddddddd", 0.3),
        context: "card cards credit debit visa mastercard amex discover jcb diners maestro karte kreditkarte carte tarjeta carta cartao cc pan",
        rule: { PaymentCard.hasBrand($0) }, checksum: { !$0.isMonotone && CheckDigits.luhn($0) })

    static let bankAccount = PersonalDataEntity(
        "IBAN_CODE", .global, "International bank account number: length and layout of its country, and modulo 97",
        (15...34).flatMap { PersonalDataForm.grouped("aadd" + String(repeating: "x", count: $0 - 4), every: 4, by: ["", " ", "-"], 0.5) },
        context: "iban bank account transfer konto bankverbindung compte cuenta conto rekening",
        checksum: { AccountLayout.fits($0) && CheckDigits.remainder97($0, rotatedBy: 4) == 1 })

    static let coin = PersonalDataEntity(
        "CRYPTO", .global, "Address of Bitcoin, in base 58 or bech32, by its checksum",
        PersonalDataForm.runs("x", 26...35, 0.5) + PersonalDataForm.runs("x", 42...42, 0.5) + PersonalDataForm.runs("x", 62...62, 0.5),
        context: "wallet btc bitcoin crypto address",
        checksum: { code in
            if code.starts(with: "BC1") { return CoinAddress.isBech32(code.written) }
            return (code[0] == 49 || code[0] == 51) && code.count <= 35 && CoinAddress.isBase58(code.written)
        })

    static let mail = PersonalDataEntity(
        "EMAIL_ADDRESS", "Address of electronic mail; certain when its host ends in a known domain", .mail, score: 0.5, hasChecksum: true,
        context: "email mail e-mail address contact correo")

    static let network = PersonalDataEntity(
        "IP_ADDRESS", "Address of a machine, IP version 4 or 6, with the length of its network", .network, score: 0.6,
        context: "ip ipv4 ipv6 address host server")

    static let hardware = PersonalDataEntity(
        "MAC_ADDRESS", "Address of a network card: six bytes in pairs or groups of four", .hardware, score: 0.6,
        context: "mac hardware ethernet wifi device")

    static let link = PersonalDataEntity(
        "URL", "Link with a scheme, or a host name in a known domain with what follows it", .link, score: 0.6,
        context: "url website site link visit homepage")

    static let telephone = PersonalDataEntity(
        "PHONE_NUMBER", "Telephone number, international or as dialled within a country, with its extension", .telephone, score: 0.4,
        context: "phone telephone tel cell cellphone mobile call contact fax whatsapp telefon handy mobil telephone portable telefono movil cellulare telefoon")

    static let date = PersonalDataEntity(
        "DATE_TIME", "Date or time of day, in digits or with the name of a month", .date, score: 0.8,
        context: "date birthday born dob birth expires expiry issued valid until since geboren naissance nacimiento nascita")

    static let drugRegistration = PersonalDataEntity(
        "MEDICAL_LICENSE", .global, "Registration of a prescriber with the drug authority of the United States (DEA), by its check digit",
        [PersonalDataForm("aaddddddd", 0.4, isWeak: true), PersonalDataForm("aa-ddddddd", 0.4), PersonalDataForm("adddddddd", 0.4, isWeak: true)],
        context: "medical certificate dea license licence prescriber",
        rule: { $0.letter(0, among: "ABCDEFGHJKLMPRSTUX") && ($0.isLetter(1) || $0[1] == 57) },
        checksum: { ($0.sum([1, 2, 1, 2, 1, 2], from: 2) % 10) == $0.value(8) })
}
