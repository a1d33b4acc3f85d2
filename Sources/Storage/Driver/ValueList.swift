/// `IN (...)` lists in a few fixed lengths, so that the number of prepared statements stays small.
///
/// A list is cut into pieces of at most 512 and padded by repeating its last value.
struct ValueList {
    let placeholders: String
    let values: [SQLValue]

    static func pieces(_ values: [SQLValue]) -> [ValueList] {
        stride(from: 0, to: values.count, by: 512).map { start in
            piece(Array(values[start..<min(start + 512, values.count)]))
        }
    }

    private static func piece(_ values: [SQLValue]) -> ValueList {
        let length = [1, 4, 16, 64, 512].first { $0 >= values.count } ?? values.count
        let padded = values + Array(repeating: values[values.count - 1], count: length - values.count)
        return ValueList(placeholders: "(" + Array(repeating: "?", count: length).joined(separator: ",") + ")", values: padded)
    }
}
