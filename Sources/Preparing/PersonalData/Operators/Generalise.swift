/// Keeps the coarse part of a value: the year of a date, the first three digits of a postal code, the decade of an age.
///
/// After the safe-harbour rule of HIPAA (45 CFR 164.514): ages above 89 are one band. Its list of thinly peopled
/// three-digit areas is not held here; `DisclosureReport` shows groups that are too small.
public struct Generalise: PersonalDataOperator {
    public static let name = "generalise"
    public static let summary = "Keep the coarse part: year of a date, beginning of a postal code, band of an age"

    public enum Part: Sendable, Hashable {
        /// Chosen by entity: years of dates, areas of postcodes.
        case usual
        case year
        case firstThree
        case ageBand(years: Int)
    }

    public var part: Part

    public init(_ part: Part = .usual) { self.part = part }

    public func rewritten(_ value: String, _ place: RewritePlace) -> String? {
        switch part {
        case .usual where place.entity == "DATE_TIME", .year: Self.year(value)
        case .usual where place.entity == "UK_POSTCODE": Self.area(value)
        case .firstThree: Self.firstThree(value)
        case .ageBand(let years): Self.band(value, max(1, min(years, 100)))
        case .usual: nil
        }
    }

    static func year(_ value: String) -> String? {
        if let date = WrittenDate(value, dayFirst: true) { return String(date.year) }
        let runs = value.split { !$0.isASCII || !$0.isNumber }
        return runs.first { $0.utf8.count == 4 }.map(String.init)
    }

    /// `94110` and `94110-1234` become `941**`.
    static func firstThree(_ value: String) -> String? {
        let digits = value.utf8.prefix { $0 &- 48 < 10 }
        return digits.count == 5 ? String(value.prefix(3)) + "**" : nil
    }

    /// `SW1A 1AA` becomes `SW`.
    static func area(_ value: String) -> String? {
        let letters = value.prefix { $0.isLetter }
        return letters.isEmpty ? nil : String(letters)
    }

    /// `34` becomes `30-39` for bands of ten years.
    static func band(_ value: String, _ years: Int) -> String? {
        guard let age = Int(value), (0...150).contains(age) else { return nil }
        if age >= 90 { return "90+" }
        let first = age / years * years
        return "\(first)-\(min(89, first + years - 1))"
    }
}
