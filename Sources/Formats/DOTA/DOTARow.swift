import Records

/// One object: `x1 y1 x2 y2 x3 y3 x4 y4 class difficulty`, corners clockwise. Some files leave out the difficulty.
struct DOTARow {
    var corners: [Double]
    var label: String
    /// 0 easy, 1 hard (2 in some files).
    var difficulty: String?

    struct Fault: Error {
        var code: String
        var message: String
    }

    /// Labels may have single spaces in them: whatever stands between the corners and a whole number at the end.
    init(_ columns: [Substring]) throws(Fault) {
        guard columns.count >= 9 else { throw Fault(code: "dota.row.columns", message: "has \(columns.count) columns, and 8 coordinates and a class are needed") }
        corners = []
        for column in columns.prefix(8) {
            guard let value = DecimalText.number(column) else { throw Fault(code: "dota.row.not-a-number", message: "has `\(column.prefix(40))` where a coordinate is needed") }
            corners.append(value)
        }
        var rest = columns.dropFirst(8)
        if rest.count > 1, let last = rest.last, Int(last) != nil {
            difficulty = String(last)
            rest = rest.dropLast()
        }
        label = rest.joined(separator: " ")
    }

    /// A class number and eight shares of the picture's sides: a row of YOLO, not of this format.
    var isOfShares: Bool {
        guard let last = DecimalText.number(label), let first = corners.first, first >= 0, Int(exactly: first) != nil else { return false }
        return (corners.dropFirst() + [last]).allSatisfy((0...1).contains)
    }

    static func parse(_ line: Substring) -> Result<DOTARow, Fault> {
        Result { () throws(Fault) in try DOTARow(line.split { $0 == " " || $0 == "\t" || $0 == "\r" }) }
    }

    /// `imagesource:GoogleEarth`, `gsd:0.146343590398`: up to two lines in front of the rows.
    static func header(_ line: Substring) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let name = line[..<colon]
        guard name == "imagesource" || name == "gsd" else { return nil }
        return (String(name), XMLElement(name: "", text: String(line[line.index(after: colon)...])).trimmed)
    }
}
