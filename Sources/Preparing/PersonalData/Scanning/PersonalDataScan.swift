/// One pass over a text that hands each candidate to whoever may know it.
///
/// A word is a run of ASCII letters and digits; every other byte parts words, also letters beyond ASCII, since scripts
/// without spaces write numbers next to them. A word is a candidate when it holds a digit, or is short and is followed
/// by one. Signs between words (`@`, `:`, `.`) wake the scanners of addresses.
struct PersonalDataScan {
    let bytes: UnsafePointer<UInt8>
    let count: Int
    let layouts: LayoutTable
    let telephonePlans: Kept<TelephonePlan>
    let window: CodeWindow
    let kinds = CharacterTable.kinds
    var hits: [PersonalDataHit] = []
    /// Digits before this byte belong to a telephone already found.
    var telephoneEnd = 0
    /// Bytes before this belong to a link or a mail address already found.
    var addressEnd = 0
    let mail: Int, link: Int, network: Int, hardware: Int, telephone: Int, date: Int

    /// - Parameter tables: must stay until the scan is done.
    init(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ tables: FinderTables) {
        self.bytes = bytes
        self.count = count
        (layouts, telephonePlans) = (tables.layouts, tables.telephonePlans)
        window = CodeWindow()
        let scanners = tables.places
        (mail, link, network) = (scanners.mail, scanners.link, scanners.network)
        (hardware, telephone, date) = (scanners.hardware, scanners.telephone, scanners.date)
    }

    func release() { window.release() }

    mutating func walk() {
        let kinds = kinds, bytes = bytes, count = count
        var place = 0
        while place < count {
            let kind = kinds[Int(bytes[place])]
            if kind & CharacterTable.word == 0 {
                if kind != 0 { sign(at: place) }
                place += 1
                continue
            }
            var end = place, found: UInt8 = 0
            while end < count {
                let kind = kinds[Int(bytes[end])]
                guard kind & CharacterTable.word != 0 else { break }
                found |= kind
                end += 1
            }
            word(place, end, found)
            place = end
        }
    }

    /// A sign that may stand within an address.
    private mutating func sign(at place: Int) {
        guard place >= addressEnd else { return }
        switch bytes[place] {
        case UInt8(ascii: "@"): if mail >= 0 { mailAddress(at: place) }
        case UInt8(ascii: ":"): colon(at: place)
        default: if link >= 0 { bareHost(at: place) }
        }
    }

    private mutating func colon(at place: Int) {
        if link >= 0, byte(place + 1) == UInt8(ascii: "/"), byte(place + 2) == UInt8(ascii: "/") { return schemeLink(at: place) }
        if network >= 0 { networkSix(at: place) }
    }

    private mutating func word(_ start: Int, _ end: Int, _ kinds: UInt8) {
        let length = end - start
        if kinds & CharacterClass.digit != 0 {
            if kinds & (CharacterClass.capital | CharacterClass.small) == 0 { number(start, end) }
            codes(start, end)
        } else if length <= 6, isJoinedToDigit(end) {
            codes(start, end)
        }
        if hardware >= 0, length == 2 || length == 4, kinds & CharacterTable.beyondHexadecimal == 0 { hardwareAddress(start) }
        if date >= 0, length >= 3, length <= 10, kinds & CharacterClass.digit == 0 { monthName(start, end) }
    }

    private mutating func number(_ start: Int, _ end: Int) {
        if network >= 0, end - start <= 3, byte(end) == UInt8(ascii: ".") { networkFour(start, end) }
        if date >= 0, end - start <= 4 { numericDate(start, end) }
        if telephone >= 0, start >= telephoneEnd { telephoneNumber(start) }
    }

    /// One separator, then a digit, or a short word of capitals that may be the second chunk of a code.
    private func isJoinedToDigit(_ end: Int) -> Bool {
        guard end + 1 < count, bytes[end] < 0x80 else { return false }
        return kinds[Int(bytes[end + 1])] & CharacterClass.digit != 0
    }

    /// 0 beyond either end.
    @inline(__always)
    func byte(_ place: Int) -> UInt8 { place >= 0 && place < count ? bytes[place] : 0 }

    @inline(__always)
    func kind(_ place: Int) -> UInt8 { place >= 0 && place < count ? kinds[Int(bytes[place])] : 0 }

    @inline(__always)
    func isDigit(_ place: Int) -> Bool { place >= 0 && place < count && bytes[place] &- 48 < 10 }

    @inline(__always)
    func isWord(_ place: Int) -> Bool { kind(place) & CharacterTable.word != 0 }

    /// Nothing before `start` makes it the middle of something longer: no letter, and no sign that ties a digit to it.
    func isFreeBefore(_ start: Int) -> Bool {
        let before = byte(start - 1)
        if isWord(start - 1) || before == UInt8(ascii: "_") || before == UInt8(ascii: "@") { return false }
        return !(Self.ties(before) && isDigit(start - 2))
    }

    func isFreeAfter(_ end: Int) -> Bool {
        let after = byte(end)
        if isWord(end) || after == UInt8(ascii: "_") || after == UInt8(ascii: "@") { return false }
        return !(Self.ties(after) && isDigit(end + 1))
    }

    private static func ties(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "+")
    }
}

/// Classes of the 256 bytes, and which of them are signs that wake a scanner.
enum CharacterTable {
    static let word: UInt8 = CharacterClass.digit | CharacterClass.capital | CharacterClass.small
    /// A letter after F.
    static let beyondHexadecimal: UInt8 = 16
    static let sign: UInt8 = 32

    /// Kept for the life of the process: read without a count of owners in the hot loop.
    nonisolated(unsafe) static let kinds: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        for value in 0...255 { table[value] = kind(UInt8(value)) }
        return UnsafePointer(table)
    }()

    private static func kind(_ byte: UInt8) -> UInt8 {
        if byte == UInt8(ascii: "@") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") { return sign }
        let kind = CharacterClass.of(byte)
        return kind & (CharacterClass.capital | CharacterClass.small) != 0 && kind & CharacterClass.hexadecimal == 0 ? kind | beyondHexadecimal : kind
    }
}
