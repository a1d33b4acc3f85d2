/// Addresses of mail and links: found from their sign (`@`, `://`, a dot between letters), grown to both sides.
extension PersonalDataScan {
    /// `local@host.name`; a host that ends in a known domain makes it certain.
    mutating func mailAddress(at sign: Int) {
        var start = sign
        while start > 0, sign - start <= 65, isLocal(bytes[start - 1]) { start -= 1 }
        while start < sign, !isWord(start) { start += 1 }
        guard start < sign, sign - start <= 64, byte(sign - 1) != UInt8(ascii: "."), let host = hostEnd(sign + 1), host.labels >= 2 else { return }
        let known = TopLevelDomains.isKnown(host.name)
        guard known || host.name.utf8.count >= 2, host.name.utf8.allSatisfy({ $0 &- 97 < 26 }) else { return }
        hits.append(PersonalDataHit(start: start, end: host.end, entity: mail, score: known ? 1 : 0.5, isChecked: known))
        addressEnd = host.end
    }

    private func isLocal(_ byte: UInt8) -> Bool {
        if kinds[Int(byte)] & CharacterTable.word != 0 { return true }
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "'"), UInt8(ascii: "&"): return true
        default: return false
        }
    }

    /// Labels of letters, digits and inner hyphens with single dots between; the last label in small letters.
    private func hostEnd(_ start: Int) -> (end: Int, labels: Int, name: String)? {
        var place = start, end = start, labels = 0, last = start
        while place < count, place - start <= 253 {
            let label = place
            while isWord(place) || byte(place) == UInt8(ascii: "-") && place > label, place - label <= 64 { place += 1 }
            while place > label, byte(place - 1) == UInt8(ascii: "-") { place -= 1 }
            guard place > label, place - label <= 63 else { break }
            (end, last, labels) = (place, label, labels + 1)
            guard byte(place) == UInt8(ascii: "."), isWord(place + 1) else { break }
            place += 1
        }
        guard labels > 0, end - start <= 253 else { return nil }
        return (end, labels, lowercase(last, end))
    }

    private func lowercase(_ start: Int, _ end: Int) -> String {
        String(decoding: (start..<end).map { bytes[$0] &- 65 < 26 ? bytes[$0] | 32 : bytes[$0] }, as: UTF8.self)
    }

    /// `scheme://` and what follows it without a space.
    mutating func schemeLink(at colon: Int) {
        var start = colon
        while colon - start <= 12, isWord(start - 1) { start -= 1 }
        guard colon - start >= 2, colon - start <= 12 else { return }
        let end = linkEnd(colon + 3)
        guard end > colon + 3 else { return }
        hits.append(PersonalDataHit(start: start, end: end, entity: link, score: 0.6))
        addressEnd = end
    }

    /// `www.host.name` or `host.com/path`, from its first dot.
    mutating func bareHost(at dot: Int) {
        guard isWord(dot - 1), isWord(dot + 1) else { return }
        var start = dot
        while start > 0, dot - start <= 64, isWord(start - 1) || bytes[start - 1] == UInt8(ascii: "-") { start -= 1 }
        while byte(start) == UInt8(ascii: "-") { start += 1 }
        let before = byte(start - 1)
        let isInside = before == UInt8(ascii: "@") || before == UInt8(ascii: "_") || before == UInt8(ascii: ".") || before >= 0x80
        guard start < dot, dot - start <= 63, !isInside, let host = hostEnd(start), host.labels >= 2 else { return }
        guard byte(host.end) != UInt8(ascii: "@"), isHost(start, dot, host) else { return }
        let follows = byte(host.end)
        let isLong = follows == UInt8(ascii: "/") || follows == UInt8(ascii: ":") && isDigit(host.end + 1) || follows == UInt8(ascii: "?")
        let end = isLong ? linkEnd(host.end) : host.end
        hits.append(PersonalDataHit(start: start, end: max(end, host.end), entity: link, score: 0.5))
        addressEnd = max(end, host.end)
    }

    private func isHost(_ start: Int, _ dot: Int, _ host: (end: Int, labels: Int, name: String)) -> Bool {
        if dot - start == 3, lowercase(start, dot) == "www" { return true }
        let isSentence = kind(host.end - host.name.utf8.count) & CharacterClass.capital != 0 && kind(host.end - 1) & CharacterClass.small != 0
        if isSentence { return false }
        if TopLevelDomains.isPlain(host.name) { return true }
        let hasPath = byte(host.end) == UInt8(ascii: "/") && isWord(host.end + 1)
        return (hasPath || host.labels >= 3 && host.name.utf8.count == 2) && TopLevelDomains.isKnown(host.name) && isSmall(start, host.end)
    }

    /// No capitals: `U.S.is` is a sentence.
    private func isSmall(_ start: Int, _ end: Int) -> Bool {
        (start..<end).allSatisfy { kinds[Int(bytes[$0])] & CharacterClass.capital == 0 } && end - start >= 8
    }

    /// Up to white space or a quote, without the punctuation of the sentence around it.
    private func linkEnd(_ start: Int) -> Int {
        var end = start, opened = 0
        while end < count, isLinkByte(bytes[end]) {
            if bytes[end] == UInt8(ascii: "(") { opened += 1 }
            if bytes[end] == UInt8(ascii: ")") {
                if opened == 0 { break }
                opened -= 1
            }
            end += 1
        }
        while end > start, isSentenceEnd(bytes[end - 1]) { end -= 1 }
        return end
    }

    private func isLinkByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...32, 127, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "]"), UInt8(ascii: "["): false
        default: true
        }
    }

    private func isSentenceEnd(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"),
            UInt8(ascii: "*"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
