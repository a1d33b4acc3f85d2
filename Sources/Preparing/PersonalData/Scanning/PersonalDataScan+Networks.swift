/// Addresses of machines: IP version 4 and 6, and those of network cards.
extension PersonalDataScan {
    /// Four numbers below 256 with dots, and the length of a network behind a slash.
    mutating func networkFour(_ start: Int, _ end: Int) {
        guard isFreeBefore(start), var found = fourEnd(start) else { return }
        if byte(found.end) == UInt8(ascii: "/"), let mask = number(found.end + 1, digits: 2), mask.value <= 32 { found.end = mask.end }
        let after = byte(found.end)
        guard !isWord(found.end), after != UInt8(ascii: "_"), !(after == UInt8(ascii: ".") && isWord(found.end + 1)) else { return }
        hits.append(PersonalDataHit(start: start, end: found.end, entity: network, score: found.isOutline ? 0.3 : 0.6))
    }

    /// `isOutline`: four different single digits, as chapters and versions are numbered.
    private func fourEnd(_ start: Int) -> (end: Int, isOutline: Bool)? {
        var place = start, largest = 0, first = -1, isMonotone = true
        for part in 0..<4 {
            guard let octet = number(place, digits: 3), octet.value <= 255, octet.end - place == 1 || byte(place) != UInt8(ascii: "0") else { return nil }
            largest = max(largest, octet.value)
            if part == 0 { first = octet.value }
            isMonotone = isMonotone && octet.value == first
            place = octet.end
            if part < 3 {
                guard byte(place) == UInt8(ascii: ".") else { return nil }
                place += 1
            }
        }
        return (place, largest < 10 && !isMonotone)
    }

    /// A run of at most `digits` digits; nil when there is none or more.
    func number(_ start: Int, digits: Int) -> (value: Int, end: Int)? {
        var place = start, value = 0
        while isDigit(place), place - start <= digits {
            value = value * 10 + Int(bytes[place] &- 48)
            place += 1
        }
        return place > start && place - start <= digits ? (value, place) : nil
    }

    /// Eight groups of hexadecimal digits, or fewer with one `::`; the last two may be written as version 4.
    mutating func networkSix(at colon: Int) {
        var start = colon
        while start > 0, isSix(bytes[start - 1]), colon - start < 5 { start -= 1 }
        guard !isWord(start - 1), byte(start - 1) != UInt8(ascii: ":"), let found = sixEnd(start) else { return }
        var end = found.end
        if byte(end) == UInt8(ascii: "/"), let mask = number(end + 1, digits: 3), mask.value <= 128 { end = mask.end }
        guard !isWord(end), byte(end) != UInt8(ascii: ":") || !isWord(end + 1) else { return }
        hits.append(PersonalDataHit(start: start, end: end, entity: network, score: found.isWeak ? 0.1 : 0.6))
        addressEnd = end
    }

    private func isSix(_ byte: UInt8) -> Bool { kinds[Int(byte)] & CharacterClass.hexadecimal != 0 || byte == UInt8(ascii: ":") }

    /// `isWeak`: so short that code such as `a::b` looks the same.
    private func sixEnd(_ start: Int) -> (end: Int, isWeak: Bool)? {
        var place = start, groups = 0, hasGap = false, hasDigit = false
        if byte(place) == UInt8(ascii: ":") {
            guard byte(place + 1) == UInt8(ascii: ":") else { return nil }
            (hasGap, place) = (true, place + 2)
        }
        while groups < 8, kind(place) & CharacterClass.hexadecimal != 0 {
            if groups <= 6, let four = fourEnd(place) {
                (groups, place, hasDigit) = (groups + 2, four.end, true)
                break
            }
            let group = place
            while kind(place) & CharacterClass.hexadecimal != 0 {
                hasDigit = hasDigit || isDigit(place)
                place += 1
            }
            guard place - group <= 4 else { return nil }
            groups += 1
            guard byte(place) == UInt8(ascii: ":"), groups < 8 else { break }
            if byte(place + 1) == UInt8(ascii: ":") {
                guard !hasGap else { return nil }
                (hasGap, place) = (true, place + 2)
            } else if kind(place + 1) & CharacterClass.hexadecimal != 0 {
                place += 1
            } else {
                break
            }
        }
        guard hasGap ? groups < 8 && groups > 0 : groups == 8 else { return nil }
        return (place, !hasDigit || groups < 2 && place - start > 3)
    }

    /// Six pairs of hexadecimal digits with colons or hyphens, or three groups of four with dots.
    mutating func hardwareAddress(_ start: Int) {
        let size = isWord(start + 2) ? 4 : 2
        let sign = byte(start + size)
        let signs = size == 4 ? sign == UInt8(ascii: ".") : sign == UInt8(ascii: ":") || sign == UInt8(ascii: "-")
        guard signs, isFreeBefore(start), byte(start - 1) != sign else { return }
        var place = start
        for part in 0..<(size == 4 ? 3 : 6) {
            if part > 0 {
                guard byte(place) == sign else { return }
                place += 1
            }
            for _ in 0..<size {
                guard kind(place) & CharacterClass.hexadecimal != 0 else { return }
                place += 1
            }
        }
        guard isFreeAfter(place), byte(place) != sign || !isWord(place + 1) else { return }
        hits.append(PersonalDataHit(start: start, end: place, entity: hardware, score: 0.6))
    }
}
