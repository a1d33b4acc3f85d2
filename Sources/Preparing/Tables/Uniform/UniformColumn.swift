import Kernels
import Records

/// Makes the values of one column uniform, in two passes over the table.
///
/// The first pass looks: a date such as `31/01/2026` tells the order of the whole column, `3,75` tells its decimal mark. The
/// second writes. Where nothing tells, or values contradict one another, what is unclear stays as it is and is counted with
/// its reason and place; the report then asks. Nothing is guessed.
///
///     var column = UniformColumn("signed", .date(order: nil, zone: nil))
///     for row in rows { column.look(row["signed"]) }
///     for (place, row) in rows.enumerated() { let value = column.write(row["signed"], row: place + 1, line: nil) }
///     let report = column.report
///
/// Equal input gives equal output in any order of rows. Memory: constant.
public struct UniformColumn: Sendable {
    public let name: String
    public let rule: UniformRule
    public private(set) var report: UniformReport
    private var evidence = UniformEvidence()
    private let units: UnitReader?

    /// Throws when a unit is not known.
    public init(_ name: String, _ rule: UniformRule) throws(Finding) {
        (self.name, self.rule) = (name, rule)
        report = UniformReport(column: name)
        if case .unit(let target, let bare) = rule { units = try UnitReader(target: target, bare: bare) } else { units = nil }
        settle()
    }

    /// Whether the first pass is needed.
    public var needsLook: Bool {
        switch rule {
        case .unit, .date(order: nil, zone: _), .number(decimal: nil): true
        default: false
        }
    }

    public mutating func look(_ value: JSONValue?) {
        guard needsLook, var text = value?.string else { return }
        text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            switch rule {
            case .date: evidence.lookAtDate(bytes)
            case .number: evidence.lookAtNumber(bytes)
            case .unit: for number in QuantityParts(text: bytes).numbers { evidence.lookAtNumber(number) }
            default: break
            }
        }
        settle()
    }

    private mutating func settle() {
        if case .date(let order, _) = rule { report.order = order ?? evidence.order }
        switch rule {
        case .number(let decimal): report.decimal = decimal ?? evidence.decimal
        case .unit: report.decimal = evidence.decimal
        default: break
        }
    }

    /// The value in the uniform writing, or as it was.
    public mutating func write(_ value: JSONValue?, row: Int, line: Int? = nil) -> JSONValue {
        guard let value, !value.isNull, value.string?.isEmpty != true else {
            report.missing += 1
            return value ?? .null
        }
        switch outcome(value) {
        case .success(let new):
            if new == value { report.unchanged += 1 } else { report.changed += 1 }
            return new
        case .failure(let reason):
            let shown = value.string ?? value.text(sorted: true)
            report.add(reason, UniformReport.Example(row: row, line: line, value: String(String.UnicodeScalarView(shown.unicodeScalars.prefix(80)))))
            return value
        }
    }

    private mutating func outcome(_ value: JSONValue) -> Result<JSONValue, UnreadReason> {
        switch rule {
        case .unit: unit(value)
        case .date(_, let zone): date(value, zone)
        case .number: number(value)
        case .boolean(let words): Self.boolean(value, words)
        case .text(let form): value.string.map { .success(.string(TextFormer.text($0, form))) } ?? .failure(.otherKind)
        }
    }

    private func unit(_ value: JSONValue) -> Result<JSONValue, UnreadReason> {
        guard let units else { return .failure(.unknownUnit) }
        if value.string == nil, let number = value.double { return units.bare(number).map(Self.json) }
        guard var text = value.string else { return .failure(.otherKind) }
        return text.withUTF8 { units.read(UnsafeRawBufferPointer($0), decimal: report.decimal) }.map(Self.json)
    }

    private func number(_ value: JSONValue) -> Result<JSONValue, UnreadReason> {
        if value.string == nil { return value.double == nil ? .failure(.otherKind) : .success(value) }
        guard let text = value.string else { return .failure(.otherKind) }
        var trimmed = TextPieces.trimmed(text)
        return trimmed.withUTF8 { NumberReader.read(UnsafeRawBufferPointer($0), report.decimal) }.map(Self.json)
    }

    private mutating func date(_ value: JSONValue, _ zone: ZoneRules?) -> Result<JSONValue, UnreadReason> {
        guard let text = value.string else { return .failure(.otherKind) }
        var trimmed = TextPieces.trimmed(text)
        guard let date = trimmed.withUTF8({ DateText.read(UnsafeRawBufferPointer($0)) }) else { return .failure(.noDate) }
        if date.isAmbiguous, report.order == nil { return .failure(.unclearDate) }
        let day = date.isAmbiguous ? date.date(dayFirst: report.order == .dayFirst) : date.date(dayFirst: true) ?? date.date(dayFirst: false)
        guard let day else { return .failure(.noDate) }
        guard let time = date.time else { return .success(.string(ISOText.date(day))) }
        return .success(.string(written(day, time, zone)))
    }

    private mutating func written(_ day: CivilDate, _ time: DateText.Time, _ zone: ZoneRules?) -> String {
        let local = day.dayNumber * 86_400 + time.hour * 3600 + time.minute * 60 + time.second
        var fraction = ""
        if time.nanosecond > 0 {
            fraction = "." + ISOText.digits(UInt(time.nanosecond), 9)
            while fraction.hasSuffix("0") { fraction.removeLast() }
        }
        var seconds = local
        if let offset = time.offsetMinutes {
            seconds -= offset * 60
        } else if let zone {
            let reading = zone.offset(atLocal: local)
            report.repeatedTimes += reading.isRepeated ? 1 : 0
            report.skippedTimes += reading.isSkipped ? 1 : 0
            seconds -= reading.offset
        } else {
            report.withoutZone += 1
        }
        let dayNumber = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
        let hasZone = time.offsetMinutes != nil || zone != nil
        return "\(ISOText.date(CivilDate(dayNumber: dayNumber)))T\(ISOText.time(seconds - dayNumber * 86_400))\(fraction)\(hasZone ? "Z" : "")"
    }

    private static func boolean(_ value: JSONValue, _ words: BooleanWords) -> Result<JSONValue, UnreadReason> {
        if value.bool != nil { return .success(value) }
        let word = TextPieces.trimmed(value.string ?? value.text(sorted: true)).lowercased()
        if words.yes.contains(word) { return .success(.bool(true)) }
        return words.no.contains(word) ? .success(.bool(false)) : .failure(.noBoolean)
    }

    private static func json(_ number: Double) -> JSONValue {
        Int64(exactly: number).flatMap { abs(number) < 0x1p53 ? .int($0) : nil } ?? .double(number)
    }
}

extension UnreadReason: Error {}
