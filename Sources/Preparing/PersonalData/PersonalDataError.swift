/// Why personal data could not be treated. Facts only; see `PersonalDataError+Words.swift`.
public enum PersonalDataError: Error, Equatable {
    case spanOutsideText(Range<Int>, scalars: Int)
    case rowTooShort(row: Int, columns: Int, needed: Int)
    case noQuasiIdentifiers
}
