import Foundation
import Records

/// `type truncated occluded alpha left top right bottom height width length x y z rotation_y [score]`.
///
/// The box is in pixels, taken as edges as every reader of the kit does. The cuboid is in metres in the frame of the
/// rectified camera, and stays there: x to the right, y down, z ahead. Its place is the centre of its bottom, here turned into
/// the centre of the cuboid; sizes along its own axes are length (x), height (y), width (z); `rotation_y` turns about y.
struct KITTIRow {
    var type: String
    /// -1: not known.
    var truncated = -1.0
    var occluded = -1.0
    /// -10: not known.
    var alpha = -10.0
    var box = [-1.0, -1, -1, -1]
    /// Height, width, length.
    var size = [-1.0, -1, -1]
    var location = [-1000.0, -1000, -1000]
    var rotation = -10.0
    var score: Double?

    struct Fault: Error {
        var code: String
        var message: String
    }

    init(type: String) { self.type = type }

    init(_ columns: ArraySlice<Substring>) throws(Fault) {
        guard columns.count == 15 || columns.count == 16, let first = columns.first else { throw Fault(code: "kitti.row.columns", message: "has \(columns.count) columns, and a type and 14 or 15 numbers are needed") }
        var values: [Double] = []
        for column in columns.dropFirst() {
            guard let value = DecimalText.number(column) else { throw Fault(code: "kitti.row.not-a-number", message: "has `\(column.prefix(40))` where a number is needed") }
            values.append(value)
        }
        self.init(type: String(first))
        (truncated, occluded, alpha) = (values[0], values[1], values[2])
        (box, size, location) = (Array(values[3..<7]), Array(values[7..<10]), Array(values[10..<13]))
        rotation = values[13]
        score = values.count > 14 ? values[14] : nil
        guard hasBox || cuboid != nil || box.allSatisfy({ $0 == -1 }) else { throw Fault(code: "kitti.row.no-area", message: "has the box \(box.map(DecimalText.text).joined(separator: " ")), which has no area") }
    }

    static func parse(_ line: Substring) -> Result<KITTIRow, Fault> {
        do { return .success(try KITTIRow(columns(line)[...])) } catch { return .failure(error) }
    }

    struct Tracked {
        var frame: Int
        /// -1 for regions that belong to no track.
        var id: Int
        var row: KITTIRow
    }

    /// With the frame and the number of the track in front.
    static func parseTracked(_ line: Substring) -> Result<Tracked, Fault> {
        let columns = columns(line)
        guard columns.count > 2, let frame = Int(columns[0]), frame >= 0, let id = Int(columns[1]) else {
            return .failure(Fault(code: "kitti.row.frame", message: "begins with `\(columns.prefix(2).joined(separator: " ").prefix(40))`, where a frame from 0 and the number of a track are needed"))
        }
        do { return .success(Tracked(frame: frame, id: id, row: try KITTIRow(columns[2...]))) } catch { return .failure(error) }
    }

    private static func columns(_ line: Substring) -> [Substring] { line.split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" } }

    var hasBox: Bool { box[0] < box[2] && box[1] < box[3] }

    var cuboid: Shape? {
        guard size.allSatisfy({ $0 > 0 }) else { return nil }
        return .cuboid3D(
            centre: [location[0], location[1] - size[0] / 2, location[2]], size: [size[2], size[0], size[1]], quaternion: [cos(rotation / 2), 0, sin(rotation / 2), 0])
    }

    /// False when the cuboid is turned about other axes than y, which is left out.
    mutating func take(centre: [Double], size own: [Double], quaternion q: [Double]) -> Bool {
        guard centre.count == 3, own.count == 3, q.count == 4 else { return false }
        size = [own[1], own[2], own[0]]
        location = [centre[0], centre[1] + own[1] / 2, centre[2]]
        rotation = atan2(2 * (q[0] * q[2] - q[1] * q[3]), 1 - 2 * (q[2] * q[2] + q[3] * q[3]))
        return q[1].magnitude < 1e-6 && q[3].magnitude < 1e-6
    }

    var text: String {
        let values = [truncated, occluded, alpha] + box + size + location + [rotation] + (score.map { [$0] } ?? [])
        return "\(type) \(values.map(DecimalText.text).joined(separator: " "))"
    }

    /// Numbers beside the box that are not the ones of nothing known.
    func extras(with cuboid: Bool) -> JSONObject {
        var own = JSONObject()
        if truncated != -1 { own["truncated"] = .double(truncated) }
        if occluded != -1 { own["occluded"] = .double(occluded) }
        if alpha != -10 { own["alpha"] = .double(alpha) }
        guard cuboid else { return own }
        if size != [-1, -1, -1] { own["dimensions"] = .array(size.map(JSONValue.double)) }
        if location != [-1000, -1000, -1000] { own["location"] = .array(location.map(JSONValue.double)) }
        if rotation != -10 { own["rotation_y"] = .double(rotation) }
        return own
    }

    mutating func take(_ extras: JSONValue?) {
        func three(_ key: String) -> [Double]? { (extras?[key]?.array?.compactMap(\.double)).flatMap { $0.count == 3 ? $0 : nil } }
        truncated = extras?["truncated"]?.double ?? truncated
        occluded = extras?["occluded"]?.double ?? occluded
        alpha = extras?["alpha"]?.double ?? alpha
        size = three("dimensions") ?? size
        location = three("location") ?? location
        rotation = extras?["rotation_y"]?.double ?? rotation
    }
}
