import Kernels
import Records

/// A day of a stream, by UTC: what a sample is drawn of. Stored as its text.
public struct StreamDay: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let number: Int

    public init(number: Int) { self.number = number }

    public init(of time: Timestamp) {
        let (days, rest) = time.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        number = Int(rest < 0 ? days - 1 : days)
    }

    /// Whether events of the day still count: until midnight and so long after, in milliseconds, for those that come late.
    public func isOpen(at now: Timestamp, grace: Int64) -> Bool {
        let end = (Int64(number) + 1).multipliedReportingOverflow(by: 86_400_000)
        let close = end.partialValue.addingReportingOverflow(grace)
        return end.overflow || close.overflow || now.milliseconds < close.partialValue
    }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// Like 2026-11-21.
    public var description: String {
        let date = CivilDate(dayNumber: number)
        func digits(_ value: Int, _ count: Int) -> String { String(repeating: "0", count: max(0, count - String(value).count)) + String(value) }
        return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))"
    }

    /// From such a text; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
        number = date.dayNumber
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = StreamDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a day is written like 2026-11-21")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
