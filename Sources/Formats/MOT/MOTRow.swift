import Records

/// One object in one frame: `frame,id,left,top,width,height,conf,class,visibility`, or with `x,y,z` in the place of the last
/// two. Frames and pixels count from 1; here they count from 0.
struct MOTRow {
    var frame: Int
    /// -1 for a detection that belongs to no track.
    var id: Int
    var box: [Double]
    /// In ground truth 1, or 0 for what is not to be counted.
    var confidence: Double
    /// nil where the row has none (10 columns).
    var label: Int?
    var visibility: Double?
    /// Columns behind, as they stand.
    var rest: [String]

    struct Fault: Error {
        var code: String
        var message: String
    }

    init(_ line: Substring) throws(Fault) {
        let columns = line.split(separator: ",", omittingEmptySubsequences: false)
        guard columns.count >= 6 else { throw Fault(code: "mot.row.columns", message: "has \(columns.count) columns, and at least 6 are needed") }
        var values: [Double] = []
        for column in columns.prefix(9) {
            guard let value = DecimalText.number(column) else { throw Fault(code: "mot.row.not-a-number", message: "has `\(column.prefix(40))` where a number is needed") }
            values.append(value)
        }
        guard let frame = Int(exactly: values[0]), frame >= 1, let id = Int(exactly: values[1]) else {
            throw Fault(code: "mot.row.frame", message: "has frame `\(columns[0].prefix(40))` and id `\(columns[1].prefix(40))`, which are whole numbers, frames from 1")
        }
        guard values[4] > 0, values[5] > 0, values[2...5].allSatisfy({ $0.magnitude < 1e9 }) else { throw Fault(code: "mot.row.no-area", message: "has a box of size \(columns[4].prefix(40)) x \(columns[5].prefix(40))") }
        (self.frame, self.id) = (frame - 1, id)
        let (x, y) = (values[2] - 1, values[3] - 1)
        guard case .box(let box) = Shape.box([x, y, x + values[4], y + values[5]]).rounded(to: MOT.decimals) else { throw Fault(code: "mot.row.no-area", message: "has no box") }
        self.box = box
        confidence = values.count > 6 ? values[6] : 1
        let hasWorld = columns.count == 10
        label = !hasWorld && values.count > 7 ? Int(exactly: values[7]) : nil
        visibility = !hasWorld && values.count > 8 ? values[8] : nil
        rest = columns.dropFirst(hasWorld ? 7 : 9).map { XMLElement(name: "", text: String($0)).trimmed }
        if hasWorld, rest == ["-1", "-1", "-1"] { rest = [] }
    }

    static func parse(_ line: Substring) -> Result<MOTRow, Fault> {
        do { return .success(try MOTRow(line)) } catch { return .failure(error) }
    }
}
