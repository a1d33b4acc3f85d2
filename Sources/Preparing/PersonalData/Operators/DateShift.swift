/// Moves the dates of one subject by the same whole number of days, so that what lies between them stays and the days
/// themselves are lost.
///
/// The shift follows from the project's key and the subject: from `-within` to `within`, never zero. A time of day is
/// left. A date without its day or year, or one that does not exist, cannot be shifted.
public struct DateShift: PersonalDataOperator {
    public static let name = "date-shift"
    public static let summary = "Move all dates of a subject by the same days, drawn from the key, so that spans of time stay"
    public var within: Int
    /// How `03/04/2020` is read when both orders exist.
    public var dayFirst: Bool

    public init(within: Int = 182, dayFirst: Bool = true) {
        self.within = min(36_500, max(1, within))
        self.dayFirst = dayFirst
    }

    /// Whole days for a subject.
    public func days(of subject: String, _ key: PersonalDataKey) -> Int {
        let drawn = Int(key.seed("date-shift", String(within), subject) % UInt64(2 * within)) - within
        return drawn >= 0 ? drawn + 1 : drawn
    }

    public func rewritten(_ value: String, _ place: RewritePlace) -> String? {
        let (head, time) = Self.parted(value)
        guard let date = WrittenDate(head, dayFirst: dayFirst) else { return nil }
        let moved = CalendarDay.date(CalendarDay.number(date.year, date.month, date.day) + days(of: place.subject, place.key))
        return moved.year > 0 ? date.writing(moved.year, moved.month, moved.day) + time : nil
    }

    /// A time of day stands behind ten characters of date.
    private static func parted(_ value: String) -> (date: String, time: String) {
        value.contains(":") ? (String(value.prefix(10)), String(value.dropFirst(10))) : (value, "")
    }
}
