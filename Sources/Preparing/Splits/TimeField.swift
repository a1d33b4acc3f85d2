import Kernels
import Records

/// The times of a field: numbers in a unit of their own, or dates and times as texts in seconds since 1970.
///
/// Texts are read as `DateText` reads them. Those without a zone are taken as UTC, which keeps their order. Whether `03/04` is
/// in March or in April is told by clear dates of the same field, such as `31/01`; where nothing tells, it is no time and is
/// counted. A field that mixes numbers and dates is refused: they have no common order.
///
///     var field = TimeField()
///     for row in rows { field.add(row["taken"]) }
///     let times = try field.times()
///
/// Memory: 8 bytes a value, 24 more where day and month are unclear.
public struct TimeField: Sendable {
    /// Of each value; NaN where it is none.
    private var values: [Double] = []
    /// Values by the other order of day and month.
    private var others: [Int: Double] = [:]
    private var numbers = 0
    private var dates = 0
    private var dayFirst = 0
    private var monthFirst = 0
    /// Values that are there and are no time, and the first of them.
    public private(set) var unread = 0
    public private(set) var firstUnread: String?

    public init() {}

    /// Are seconds since 1970.
    public var areDates: Bool { dates > 0 }

    /// Dates that may be one of two days.
    public var unclear: Int { order == nil ? others.count : 0 }

    /// - Returns: whether it is a time.
    @discardableResult public mutating func add(_ value: JSONValue?) -> Bool {
        switch Self.read(value) {
        case .number(let number):
            numbers += 1
            values.append(number)
        case .date(let month, let day):
            dates += 1
            if let day { others[values.count] = day }
            values.append(month)
        case .clear(let time, let isDayFirst):
            dates += 1
            if isDayFirst { dayFirst += 1 } else { monthFirst += 1 }
            values.append(time)
        case .none:
            values.append(.nan)
            guard let value, !value.isNull, value.string != "" else { return false }
            unread += 1
            if firstUnread == nil { firstUnread = String((value.string ?? value.text(sorted: true)).prefix(60)) }
            return false
        }
        return true
    }

    /// Of each value in the order of adding; nil where it is none or unclear.
    public func times() throws(Finding) -> [Double?] {
        guard numbers == 0 || dates == 0 else {
            throw Finding(.error, "split.times-mixed", "\(numbers) times are numbers and \(dates) are dates, which have no common order", hint: "write them all in one way: `winnow uniform`")
        }
        var times = values.map { $0.isFinite ? $0 : nil }
        for (place, other) in others {
            switch order {
            case .dayFirst: times[place] = other
            case .monthFirst: break
            case nil: times[place] = nil
            }
        }
        return times
    }

    private var order: DateOrder? {
        if dayFirst > 0, monthFirst == 0 { return .dayFirst }
        return monthFirst > 0 && dayFirst == 0 ? .monthFirst : nil
    }

    private enum Reading { case number(Double), date(Double, dayFirst: Double?), clear(Double, isDayFirst: Bool), none }

    private static func read(_ value: JSONValue?) -> Reading {
        guard let value else { return .none }
        guard let text = value.string else { return value.double.flatMap { $0.isFinite ? .number($0) : nil } ?? .none }
        var trimmed = TextPieces.trimmed(text)
        if let number = trimmed.withUTF8({ DecimalText.read(UnsafeRawBufferPointer($0)) }) { return number.value.isFinite ? .number(number.value) : .none }
        guard let date = trimmed.withUTF8({ DateText.read(UnsafeRawBufferPointer($0)) }) else { return .none }
        let day = date.date(dayFirst: true).map { seconds($0, date.time) }, month = date.date(dayFirst: false).map { seconds($0, date.time) }
        if date.isAmbiguous, let month { return .date(month, dayFirst: day) }
        if date.order == .dayOrMonthFirst, date.first != date.second, let time = day ?? month { return .clear(time, isDayFirst: date.first > 12) }
        return (month ?? day).map { .date($0, dayFirst: nil) } ?? .none
    }

    /// The time of one text, such as a cut; nil for what is none, and for a day that is unclear.
    public static func time(_ text: String) -> (value: Double, isDate: Bool)? {
        switch read(.string(text)) {
        case .number(let number): (number, false)
        case .date(let time, dayFirst: nil), .clear(let time, isDayFirst: _): (time, true)
        case .date, .none: nil
        }
    }

    /// As people read it: ISO 8601 for seconds since 1970, else the number.
    public static func words(_ time: Double, isDate: Bool) -> String { isDate ? ISOText.dateTime(time) : Figure.exact(time) }

    private static func seconds(_ day: CivilDate, _ time: DateText.Time?) -> Double {
        let midnight = Double(day.dayNumber) * 86_400
        guard let time else { return midnight }
        let minutes = time.hour * 60 + time.minute - (time.offsetMinutes ?? 0)
        return midnight + Double(minutes * 60 + time.second) + Double(time.nanosecond) * 1e-9
    }
}
