/// Telephone numbers, international and national, in whatever groups they are written.
extension PersonalDataScan {
    private static let longest = 17

    /// From the word of digits at `start`, with the `+` or bracket before it.
    mutating func telephoneNumber(_ start: Int) {
        var begin = start
        let isOpened = byte(begin - 1) == UInt8(ascii: "(")
        if isOpened { begin -= 1 }
        let isInternational = byte(begin - 1) == UInt8(ascii: "+") || isOpened && byte(start - 1) == UInt8(ascii: "+")
        if isInternational { begin -= 1 }
        guard isInternational || isFreeBefore(start) && !isDecimal(start), canBegin(begin, isOpened) else { return }
        var filled = fillDigits(from: start)
        while filled >= 7 {
            if let end = endOfGroup(filled), isBalanced(begin, end), let found = classified(filled, isInternational) {
                hits.append(PersonalDataHit(start: begin, end: extensionEnd(end), entity: telephone, score: found.score, locale: found.locale))
                telephoneEnd = end
                return
            }
            filled = shorter(filled)
        }
    }

    /// Behind no money sign and in no word; a bracket may stand at a word's end (`Fax(281)`).
    private func canBegin(_ begin: Int, _ isOpened: Bool) -> Bool {
        let touches = isOpened ? isDigit(begin - 1) : isWord(begin - 1)
        return !touches && !isMoney(begin - 1) && byte(begin - 1) != UInt8(ascii: "_")
    }

    /// `0.39` is no trunk prefix with a dot behind it.
    private func isDecimal(_ start: Int) -> Bool { byte(start) == 48 && byte(start + 1) == UInt8(ascii: ".") }

    /// Every bracket that opens within closes within.
    private func isBalanced(_ begin: Int, _ end: Int) -> Bool {
        var open = 0
        for place in begin..<end {
            if bytes[place] == UInt8(ascii: "(") { open += 1 }
            if bytes[place] == UInt8(ascii: ")") { open -= 1 }
            if open < 0 { return false }
        }
        return open == 0
    }

    private func isMoney(_ place: Int) -> Bool { byte(place) == UInt8(ascii: "$") || byte(place) == 0xA3 || byte(place) == 0xAC }

    /// Digits into the window, with the size of the gap before each; a bracketed zero (`+44 (0)20`) is left out.
    private func fillDigits(from start: Int) -> Int {
        var place = start, filled = 0
        while filled < Self.longest {
            let group = place
            while isDigit(place), filled < Self.longest {
                window.code[filled] = bytes[place]
                window.separator[filled] = place == group ? 1 : 0
                window.offset[filled] = place
                (filled, place) = (filled + 1, place + 1)
            }
            if isDigit(place) { return filled + 1 }
            let next = gapEnd(place)
            guard next > place, isDigit(next) else { break }
            place = next
        }
        return filled
    }

    /// Past at most three of space, hyphen, dot, slash and brackets; past `(0)` too.
    private func gapEnd(_ start: Int) -> Int {
        var place = start, signs = 0
        while signs < 4 {
            if byte(place) == UInt8(ascii: "("), byte(place + 1) == 48, byte(place + 2) == UInt8(ascii: ")"), start > 0 {
                (place, signs) = (place + 3, signs + 1)
            } else if byte(place) == UInt8(ascii: "(") || byte(place) == UInt8(ascii: ")") {
                (place, signs) = (place + 1, signs + 1)
            } else {
                let (separator, end) = place < count ? CodeWindow.separator(bytes, count, place) : (0, place)
                guard separator != 0, separator != UInt8(ascii: ":"), separator != UInt8(ascii: "+") else { break }
                (place, signs) = (end, signs + 1)
            }
        }
        return signs < 4 ? place : start
    }

    /// Behind the last of `filled` digits, when a group ends there.
    private func endOfGroup(_ filled: Int) -> Int? {
        guard filled <= Self.longest else { return nil }
        let end = window.offset[filled - 1] + 1
        return isFreeAfter(end) ? end : nil
    }

    /// Digits before the last group.
    private func shorter(_ filled: Int) -> Int {
        var last = min(filled, Self.longest) - 1
        while last > 0, window.separator[last] == 0 { last -= 1 }
        return last
    }

    private func code(_ start: Int, _ end: Int) -> CodeText {
        CodeText(UnsafeBufferPointer(start: window.code + start, count: max(0, end - start)))
    }

    private func classified(_ filled: Int, _ isInternational: Bool) -> (score: Double, locale: PersonalDataLocale)? {
        if isInternational { return international(0, filled) }
        if filled >= 10, code(0, filled).starts(with: "00"), let found = international(2, filled) { return found }
        if filled >= 12, code(0, filled).starts(with: "011"), let found = international(3, filled) { return found }
        for plan in telephonePlans {
            if let score = national(plan, filled) { return (score, plan.country(of: code(trunkLength(plan, filled), filled))) }
        }
        return nil
    }

    /// A calling code, then a number of that country; of a country without a plan here, any of 8 to 15 digits.
    private func international(_ start: Int, _ filled: Int) -> (score: Double, locale: PersonalDataLocale)? {
        let number = code(start, filled)
        guard (8...15).contains(number.count) else { return nil }
        let length = TelephonePlan.callingCodeLength(number)
        guard length > 0 else { return nil }
        var isPlanned = false
        for plan in TelephonePlan.all where plan.callingCode.utf8CodeUnitCount == length && number.starts(with: plan.callingCode) {
            isPlanned = true
            let rest = code(start + length, filled)
            if plan.holds(rest) { return (0.6, plan.country(of: rest)) }
        }
        return isPlanned ? nil : (0.6, .global)
    }

    private func trunkLength(_ plan: TelephonePlan, _ filled: Int) -> Int {
        let length = plan.trunk.utf8CodeUnitCount
        let hasTrunk = length > 0 && code(0, filled).starts(with: plan.trunk) && (plan.trunkIsNeeded || plan.holds(code(length, filled)))
        return hasTrunk ? length : 0
    }

    /// A number without trunk prefix must be grouped as the country does; in one run of digits it needs its context.
    private func national(_ plan: TelephonePlan, _ filled: Int) -> Double? {
        let trunk = trunkLength(plan, filled)
        guard trunk > 0 || !plan.trunkIsNeeded, plan.holds(code(trunk, filled)) else { return nil }
        if plan.trunkIsNeeded { return filled < 9 && isOneRun(filled) ? 0.3 : filled >= 10 ? 0.42 : 0.4 }
        if isOneRun(filled) { return 0.3 }
        return plan.groupings.isEmpty || plan.groupings.contains { isGrouped($0, trunk, filled) } ? 0.4 : nil
    }

    private func isOneRun(_ filled: Int) -> Bool { (1..<filled).allSatisfy { window.separator[$0] == 0 } }

    /// Groups of these sizes behind the trunk prefix, which may stand alone or with the first.
    private func isGrouped(_ sizes: Kept<Int>, _ trunk: Int, _ filled: Int) -> Bool {
        var place = trunk, starts = 0
        for size in sizes {
            guard place < filled, place == trunk || window.separator[place] == 1 else { return false }
            place += size
            starts += 1
        }
        guard place == filled else { return false }
        return (trunk + 1..<filled).count { window.separator[$0] == 1 } == starts - 1
    }

    /// Past ` ext. 12`, ` x12` or ` extension 12`.
    private func extensionEnd(_ end: Int) -> Int {
        var place = end
        if byte(place) == UInt8(ascii: ",") { place += 1 }
        if byte(place) == UInt8(ascii: " ") { place += 1 }
        let word = place
        while kind(place) & (CharacterClass.capital | CharacterClass.small) != 0 { place += 1 }
        let first = byte(word) | 32, length = place - word
        let isWord = first == UInt8(ascii: "x") && length == 1 || first == UInt8(ascii: "e") && byte(word + 1) | 32 == UInt8(ascii: "x") && [3, 4, 9].contains(length)
        guard isWord || byte(place) == UInt8(ascii: "#") && length == 0 else { return end }
        while byte(place) == UInt8(ascii: ".") || byte(place) == UInt8(ascii: " ") || byte(place) == UInt8(ascii: "#") || byte(place) == UInt8(ascii: ":") { place += 1 }
        guard let number = number(place, digits: 6), !self.isWord(number.end) else { return end }
        return number.end
    }
}
