import Glibc
import Kernels
import Records

/// Quantities of one dimension, read into one unit.
struct UnitReader: Sendable {
    private let target: UnitTable.Unit
    private let bare: UnitTable.Unit?

    init(target: String, bare: String?) throws(Finding) {
        self.target = try Self.unit(target)
        self.bare = try bare.map { name throws(Finding) in try Self.unit(name) }
        if let bare = self.bare, bare.dimension != self.target.dimension {
            throw Finding(.error, "uniform.unit", "`\(bare.symbol)` measures \(bare.dimension.rawValue), and `\(target)` \(self.target.dimension.rawValue)")
        }
    }

    private static func unit(_ name: String) throws(Finding) -> UnitTable.Unit {
        guard let unit = UnitTable.unit(name) else {
            throw Finding(.error, "uniform.unit", "the unit `\(name)` is not known", hint: "known are \(UnitTable.all.map { "`\($0.symbol)`" }.joined(separator: ", "))")
        }
        return unit
    }

    func bare(_ number: Double) -> Result<Double, UnreadReason> {
        guard let bare else { return .failure(.noUnit) }
        return converted(number * bare.factor + bare.offset)
    }

    /// `5 ft 3 in`: parts of one dimension that add up; a minus before the first is for all.
    func read(_ text: UnsafeRawBufferPointer, decimal: DecimalMark?) -> Result<Double, UnreadReason> {
        let parts = QuantityParts(text: text)
        guard parts.isGood, let first = parts.parts.first else { return .failure(parts.isMoney ? .currency : .noQuantity) }
        var sum = 0.0
        let isNegative = first.number.first == UInt8(ascii: "-")
        for (place, part) in parts.parts.enumerated() {
            guard place == 0 || part.number.first != UInt8(ascii: "-") else { return .failure(.noQuantity) }
            let value: Double
            switch NumberReader.read(part.number, decimal) {
            case .success(let number): value = number
            case .failure(let reason): return .failure(reason == .noNumber ? .noQuantity : reason)
            }
            if part.unit.isEmpty { return parts.parts.count == 1 ? bare(value) : .failure(.noUnit) }
            if UnitTable.money.contains(part.unit.lowercased()) { return .failure(.currency) }
            guard let unit = UnitTable.unit(part.unit) else { return .failure(.unknownUnit) }
            guard unit.dimension == target.dimension else { return .failure(.otherDimension) }
            guard parts.parts.count == 1 || unit.offset == 0 else { return .failure(.noQuantity) }
            sum += (isNegative && place > 0 ? -value : value) * unit.factor + unit.offset
        }
        return converted(sum)
    }

    /// To 15 digits: what a sum of factors adds behind them is rounding.
    private func converted(_ base: Double) -> Result<Double, UnreadReason> {
        let value = (base - target.offset) / target.factor
        guard value.isFinite else { return .failure(.noQuantity) }
        let size = max(abs(value), abs(base / target.factor))
        guard value != 0, size > 1e-280, size < 1e280 else { return .success(value) }
        let digits = 14 - floor(log10(size))
        let power = pow(10, abs(digits))
        return .success(digits >= 0 ? (value * power).rounded() / power : (value / power).rounded() * power)
    }
}

/// A text cut into numbers and the words behind them.
struct QuantityParts {
    private(set) var parts: [(number: UnsafeRawBufferPointer, unit: String)] = []
    private(set) var isGood = true
    private(set) var isMoney = false
    private static let mostParts = 4

    var numbers: [UnsafeRawBufferPointer] { parts.map(\.number) }

    init(text: UnsafeRawBufferPointer) {
        guard text.count <= 100 else {
            isGood = false
            return
        }
        var place = 0
        Self.passSpaces(text, &place)
        while place < text.count, isGood {
            guard let number = Self.number(text, &place), parts.count < Self.mostParts else {
                isMoney = UnitTable.money.contains(Self.word(text, &place).lowercased())
                isGood = false
                return
            }
            Self.passSpaces(text, &place)
            parts.append((number, Self.word(text, &place)))
            Self.passSpaces(text, &place)
        }
    }

    private static func passSpaces(_ text: UnsafeRawBufferPointer, _ place: inout Int) { while place < text.count, text[place] == 32 { place += 1 } }

    /// Digits with marks and an exponent; a space belongs to it only before a group of three.
    private static func number(_ text: UnsafeRawBufferPointer, _ place: inout Int) -> UnsafeRawBufferPointer? {
        let start = place
        if place < text.count, text[place] == 45 || text[place] == 43 { place += 1 }
        let first = place
        while place < text.count {
            let byte = text[place]
            let isMark = (byte == 44 || byte == 46) && place + 1 < text.count && isDigit(text[place + 1]) && place > first
            let isGroup = byte == 32 && place > first && groupFollows(text, place + 1)
            guard isDigit(byte) || isMark || isGroup else { break }
            place += 1
        }
        guard place > first, isDigit(text[first]) else {
            place = start
            return nil
        }
        return UnsafeRawBufferPointer(rebasing: text[(text[start] == 43 ? start + 1 : start)..<place])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    private static func groupFollows(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        guard start + 3 <= text.count, isDigit(text[start]), isDigit(text[start + 1]), isDigit(text[start + 2]) else { return false }
        return start + 3 == text.count || !isDigit(text[start + 3])
    }

    /// Up to the next digit that begins a number, without spaces at its end.
    private static func word(_ text: UnsafeRawBufferPointer, _ place: inout Int) -> String {
        let start = place
        while place < text.count {
            let byte = text[place]
            let isNumber = isDigit(byte) && !(place > start && text[place - 1] == UInt8(ascii: "m"))
            if isNumber || (byte == 45 && place + 1 < text.count && isDigit(text[place + 1])) { break }
            place += 1
        }
        var end = place
        while end > start, text[end - 1] == 32 || text[end - 1] == 44 || text[end - 1] == 46 { end -= 1 }
        return String(decoding: text[start..<end], as: UTF8.self)
    }
}
