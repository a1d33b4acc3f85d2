import Records

/// Numbers as formats write them whose readers are JavaScript or people: whole ones without a point.
extension JSONValue {
    /// The one way back to the same double: -0 keeps its sign, and from 2^53 on, where a whole number of JSON may stand for
    /// several doubles, it is written as a double.
    static func shortest(_ value: Double) -> JSONValue {
        let isPlain = value.magnitude < 9_007_199_254_740_992 && !(value == 0 && value.sign == .minus)
        return isPlain ? Int64(exactly: value).map(JSONValue.int) ?? .double(value) : .double(value)
    }
}
