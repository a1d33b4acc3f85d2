import Records

/// One element of the list, in today's keys or those of the first version (`imagefilename`, `annotation`).
struct CreateMLElement {
    /// x and y are the middle of the box (Apple, labelImg) or its top left corner (some converters).
    enum Origin { case centre, corner }

    var image: String
    var boxes: [(label: String?, x: Double, y: Double, width: Double, height: Double, rest: JSONObject)] = []
    var faults: [(number: Int, reason: String, value: JSONValue)] = []
    /// Whether there is a list of boxes at all.
    var isAnswered = false
    var rest: JSONObject

    /// nil without a picture's name.
    init?(_ fields: JSONObject) {
        guard let name = (fields["image"] ?? fields["imagefilename"])?.string, !name.isEmpty else { return nil }
        image = name
        rest = fields.without(["image", "imagefilename", "annotations", "annotation"])
        guard let list = fields["annotations"] ?? fields["annotation"], !list.isNull else { return }
        isAnswered = true
        for (place, value) in (list.array ?? [list]).enumerated() { add(value, place + 1) }
    }

    private mutating func add(_ value: JSONValue, _ number: Int) {
        guard let object = value.object else { return faults.append((number, "is no object", value)) }
        let coordinates = object["coordinates"]
        let numbers = ["x", "y", "width", "height"].compactMap { JSONPoints.number(coordinates?[$0]) }
        guard numbers.count == 4 else { return faults.append((number, "has no `coordinates` with four numbers", value)) }
        guard numbers[2] > 0, numbers[3] > 0 else { return faults.append((number, "has the size \(DecimalText.text(numbers[2])) x \(DecimalText.text(numbers[3]))", value)) }
        var rest = object.without(["label", "coordinates"])
        if let more = coordinates?.object?.without(["x", "y", "width", "height"]), !more.isEmpty { rest["coordinates"] = .object(more) }
        boxes.append((object["label"]?.string, numbers[0], numbers[1], numbers[2], numbers[3], rest))
    }

    /// Edges. Half a width and a middle are rarely exact, so dust behind the ninth digit is wiped away: what was written
    /// with up to six digits comes back as the same double.
    static func edges(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ origin: Origin) -> [Double] {
        let (left, top) = origin == .centre ? (x - width / 2, y - height / 2) : (x, y)
        return [left, top, left + width, top + height].map { value in
            value.magnitude < 1e6 ? (value * 1e9).rounded() / 1e9 : value
        }
    }
}
