import Records

/// Coordinates as JSON formats list them, as one flat list x, y, x, y, ...; nil when anything in it is no finite number.
enum JSONPoints {
    static func number(_ value: JSONValue?) -> Double? {
        guard let number = value?.double, number.isFinite else { return nil }
        return number
    }

    /// `[[x, y], [x, y]]`; what stands behind x and y is left alone.
    static func pairs(_ value: JSONValue?) -> [Double]? { flat(value) { (number($0[0]), number($0[1])) } }

    /// `[{"x": 1, "y": 2}]`.
    static func named(_ value: JSONValue?) -> [Double]? { flat(value) { (number($0["x"]), number($0["y"])) } }

    /// Numbers in a row.
    static func numbers(_ value: JSONValue?) -> [Double]? {
        guard let list = value?.array else { return nil }
        let numbers = list.compactMap(number)
        return numbers.count == list.count ? numbers : nil
    }

    /// x, y, visibility of each point; all visible where nothing else is said.
    static func joints(_ points: [Double], seen value: JSONValue?) -> [[Double]] {
        let count = points.count / 2
        let seen = numbers(value).flatMap { $0.count == count ? $0 : nil } ?? Array(repeating: 2, count: count)
        return (0..<count).map { place in [points[2 * place], points[2 * place + 1], seen[place]] }
    }

    private static func flat(_ value: JSONValue?, _ point: (JSONValue) -> (Double?, Double?)) -> [Double]? {
        guard let list = value?.array else { return nil }
        var points: [Double] = []
        points.reserveCapacity(2 * list.count)
        for element in list {
            guard case (let x?, let y?) = point(element) else { return nil }
            points.append(x)
            points.append(y)
        }
        return points
    }

    /// `[[x, y], ...]`, each number as short as it goes.
    static func json(pairs points: [Double]) -> JSONValue {
        .array(stride(from: 0, to: points.count - 1, by: 2).map { .array([.shortest(points[$0]), .shortest(points[$0 + 1])]) })
    }
}

extension JSONObject {
    /// The members that are not named here.
    func without(_ keys: Set<String>) -> JSONObject { JSONObject(uniqueMembers: members.filter { !keys.contains($0.key) }) }
}
